// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Address: AD, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Ad : IHl7Type<Ad>
{
    private readonly Hl7Part _part;

    private Ad(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>AD.1: Street Address (ST).</summary>
    public St StreetAddress => St.Of(_part.Component(1));

    /// <summary>AD.2: Other Designation (ST).</summary>
    public St OtherDesignation => St.Of(_part.Component(2));

    /// <summary>AD.3: City (ST).</summary>
    public St City => St.Of(_part.Component(3));

    /// <summary>AD.4: State or Province (ST).</summary>
    public St StateOrProvince => St.Of(_part.Component(4));

    /// <summary>AD.5: Zip or Postal Code (ST).</summary>
    public St ZipOrPostalCode => St.Of(_part.Component(5));

    /// <summary>AD.6: Country (ID, table 0399).</summary>
    public St Country => St.Of(_part.Component(6));

    /// <summary>AD.7: Address Type (ID, table 0190).</summary>
    public St AddressType => St.Of(_part.Component(7));

    /// <summary>AD.8: Other Geographic Designation (ST).</summary>
    public St OtherGeographicDesignation => St.Of(_part.Component(8));

    /// <inheritdoc/>
    public static Ad Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
