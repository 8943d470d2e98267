// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Driver_s License Number: DLN, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Dln : IHl7Type<Dln>
{
    private readonly Hl7Part _part;

    private Dln(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>DLN.1: License Number (ST).</summary>
    public St LicenseNumber => St.Of(_part.Component(1));

    /// <summary>DLN.2: Issuing State, Province, Country (IS, table 0333).</summary>
    public St IssuingStateProvinceCountry => St.Of(_part.Component(2));

    /// <summary>DLN.3: Expiration Date (DT).</summary>
    public Dtm ExpirationDate => Dtm.Of(_part.Component(3));

    /// <inheritdoc/>
    public static Dln Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
