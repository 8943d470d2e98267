// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Name with Date and Location: NDL, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Ndl : IHl7Type<Ndl>
{
    private readonly Hl7Part _part;

    private Ndl(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>NDL.1: Name Of Person (CNN).</summary>
    public Cnn NameOfPerson => Cnn.Of(_part.Component(1));

    /// <summary>NDL.2: Start Date/time (TS).</summary>
    public Dtm StartDateTime => Dtm.Of(_part.Component(2));

    /// <summary>NDL.3: End Date/time (TS).</summary>
    public Dtm EndDateTime => Dtm.Of(_part.Component(3));

    /// <summary>NDL.4: Point of Care (IS, table 0302).</summary>
    public St PointOfCare => St.Of(_part.Component(4));

    /// <summary>NDL.5: Room (IS, table 0303).</summary>
    public St Room => St.Of(_part.Component(5));

    /// <summary>NDL.6: Bed (IS, table 0304).</summary>
    public St Bed => St.Of(_part.Component(6));

    /// <summary>NDL.7: Facility (HD).</summary>
    public Hd Facility => Hd.Of(_part.Component(7));

    /// <summary>NDL.8: Location Status (IS, table 0306).</summary>
    public St LocationStatus => St.Of(_part.Component(8));

    /// <summary>NDL.9: Patient Location Type (IS, table 0305).</summary>
    public St PatientLocationType => St.Of(_part.Component(9));

    /// <summary>NDL.10: Building (IS, table 0307).</summary>
    public St Building => St.Of(_part.Component(10));

    /// <summary>NDL.11: Floor (IS, table 0308).</summary>
    public St Floor => St.Of(_part.Component(11));

    /// <inheritdoc/>
    public static Ndl Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
