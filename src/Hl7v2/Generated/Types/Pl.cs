// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Person Location: PL, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Pl : IHl7Type<Pl>
{
    private readonly Hl7Part _part;

    private Pl(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>PL.1: Point of Care (IS, table 0302).</summary>
    public St PointOfCare => St.Of(_part.Component(1));

    /// <summary>PL.2: Room (IS, table 0303).</summary>
    public St Room => St.Of(_part.Component(2));

    /// <summary>PL.3: Bed (IS, table 0304).</summary>
    public St Bed => St.Of(_part.Component(3));

    /// <summary>PL.4: Facility (HD).</summary>
    public Hd Facility => Hd.Of(_part.Component(4));

    /// <summary>PL.5: Location Status (IS, table 0306).</summary>
    public St LocationStatus => St.Of(_part.Component(5));

    /// <summary>PL.6: Person Location Type (IS, table 0305).</summary>
    public St PersonLocationType => St.Of(_part.Component(6));

    /// <summary>PL.7: Building (IS, table 0307).</summary>
    public St Building => St.Of(_part.Component(7));

    /// <summary>PL.8: Floor (IS, table 0308).</summary>
    public St Floor => St.Of(_part.Component(8));

    /// <summary>PL.9: Location Description (ST).</summary>
    public St LocationDescription => St.Of(_part.Component(9));

    /// <summary>PL.10: Comprehensive Location Identifier (EI).</summary>
    public Ei ComprehensiveLocationIdentifier => Ei.Of(_part.Component(10));

    /// <summary>PL.11: Assigning Authority for Location (HD).</summary>
    public Hd AssigningAuthorityForLocation => Hd.Of(_part.Component(11));

    /// <inheritdoc/>
    public static Pl Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
