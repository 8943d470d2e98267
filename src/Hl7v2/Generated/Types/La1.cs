// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Location with Address Variation 1: LA1, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct La1 : IHl7Type<La1>
{
    private readonly Hl7Part _part;

    private La1(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>LA1.1: Point of Care (IS, table 0302).</summary>
    public St PointOfCare => St.Of(_part.Component(1));

    /// <summary>LA1.2: Room (IS, table 0303).</summary>
    public St Room => St.Of(_part.Component(2));

    /// <summary>LA1.3: Bed (IS, table 0304).</summary>
    public St Bed => St.Of(_part.Component(3));

    /// <summary>LA1.4: Facility (HD).</summary>
    public Hd Facility => Hd.Of(_part.Component(4));

    /// <summary>LA1.5: Location Status (IS, table 0306).</summary>
    public St LocationStatus => St.Of(_part.Component(5));

    /// <summary>LA1.6: Patient Location Type (IS, table 0305).</summary>
    public St PatientLocationType => St.Of(_part.Component(6));

    /// <summary>LA1.7: Building (IS, table 0307).</summary>
    public St Building => St.Of(_part.Component(7));

    /// <summary>LA1.8: Floor (IS, table 0308).</summary>
    public St Floor => St.Of(_part.Component(8));

    /// <summary>LA1.9: Address (AD).</summary>
    public Ad Address => Ad.Of(_part.Component(9));

    /// <inheritdoc/>
    public static La1 Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
