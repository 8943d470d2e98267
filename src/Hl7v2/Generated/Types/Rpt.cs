// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Repeat Pattern: RPT, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Rpt : IHl7Type<Rpt>
{
    private readonly Hl7Part _part;

    private Rpt(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>RPT.1: Repeat Pattern Code (CWE, table 0335).</summary>
    public Cwe RepeatPatternCode => Cwe.Of(_part.Component(1));

    /// <summary>RPT.2: Calendar Alignment (ID, table 0527).</summary>
    public St CalendarAlignment => St.Of(_part.Component(2));

    /// <summary>RPT.3: Phase Range Begin Value (NM).</summary>
    public Nm PhaseRangeBeginValue => Nm.Of(_part.Component(3));

    /// <summary>RPT.4: Phase Range End Value (NM).</summary>
    public Nm PhaseRangeEndValue => Nm.Of(_part.Component(4));

    /// <summary>RPT.5: Period Quantity (NM).</summary>
    public Nm PeriodQuantity => Nm.Of(_part.Component(5));

    /// <summary>RPT.6: Period Units (IS).</summary>
    public St PeriodUnits => St.Of(_part.Component(6));

    /// <summary>RPT.7: Institution Specified Time (ID, table 0136).</summary>
    public St InstitutionSpecifiedTime => St.Of(_part.Component(7));

    /// <summary>RPT.8: Event (ID, table 0528).</summary>
    public St Event => St.Of(_part.Component(8));

    /// <summary>RPT.9: Event Offset Quantity (NM).</summary>
    public Nm EventOffsetQuantity => Nm.Of(_part.Component(9));

    /// <summary>RPT.10: Event Offset Units (IS).</summary>
    public St EventOffsetUnits => St.Of(_part.Component(10));

    /// <summary>RPT.11: General Timing Specification (GTS).</summary>
    public St GeneralTimingSpecification => St.Of(_part.Component(11));

    /// <inheritdoc/>
    public static Rpt Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
