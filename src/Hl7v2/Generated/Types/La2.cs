// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Location with Address Variation 2: LA2, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct La2 : IHl7Type<La2>
{
    private readonly Hl7Part _part;

    private La2(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>LA2.1: Point of Care (IS, table 0302).</summary>
    public St PointOfCare => St.Of(_part.Component(1));

    /// <summary>LA2.2: Room (IS, table 0303).</summary>
    public St Room => St.Of(_part.Component(2));

    /// <summary>LA2.3: Bed (IS, table 0304).</summary>
    public St Bed => St.Of(_part.Component(3));

    /// <summary>LA2.4: Facility (HD).</summary>
    public Hd Facility => Hd.Of(_part.Component(4));

    /// <summary>LA2.5: Location Status (IS, table 0306).</summary>
    public St LocationStatus => St.Of(_part.Component(5));

    /// <summary>LA2.6: Patient Location Type (IS, table 0305).</summary>
    public St PatientLocationType => St.Of(_part.Component(6));

    /// <summary>LA2.7: Building (IS, table 0307).</summary>
    public St Building => St.Of(_part.Component(7));

    /// <summary>LA2.8: Floor (IS, table 0308).</summary>
    public St Floor => St.Of(_part.Component(8));

    /// <summary>LA2.9: Street Address (ST).</summary>
    public St StreetAddress => St.Of(_part.Component(9));

    /// <summary>LA2.10: Other Designation (ST).</summary>
    public St OtherDesignation => St.Of(_part.Component(10));

    /// <summary>LA2.11: City (ST).</summary>
    public St City => St.Of(_part.Component(11));

    /// <summary>LA2.12: State or Province (ST).</summary>
    public St StateOrProvince => St.Of(_part.Component(12));

    /// <summary>LA2.13: Zip or Postal Code (ST).</summary>
    public St ZipOrPostalCode => St.Of(_part.Component(13));

    /// <summary>LA2.14: Country (ID, table 0399).</summary>
    public St Country => St.Of(_part.Component(14));

    /// <summary>LA2.15: Address Type (ID, table 0190).</summary>
    public St AddressType => St.Of(_part.Component(15));

    /// <summary>LA2.16: Other Geographic Designation (ST).</summary>
    public St OtherGeographicDesignation => St.Of(_part.Component(16));

    /// <inheritdoc/>
    public static La2 Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
