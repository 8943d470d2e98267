// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Timing Quantity: TQ, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Tq : IHl7Type<Tq>
{
    private readonly Hl7Part _part;

    private Tq(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>TQ.1: Quantity (CQ).</summary>
    public Cq Quantity => Cq.Of(_part.Component(1));

    /// <summary>TQ.2: Interval (RI).</summary>
    public Ri Interval => Ri.Of(_part.Component(2));

    /// <summary>TQ.3: Duration (ST).</summary>
    public St Duration => St.Of(_part.Component(3));

    /// <summary>TQ.4: Start Date/Time (TS).</summary>
    public Dtm StartDateTime => Dtm.Of(_part.Component(4));

    /// <summary>TQ.5: End Date/Time (TS).</summary>
    public Dtm EndDateTime => Dtm.Of(_part.Component(5));

    /// <summary>TQ.6: Priority (ST).</summary>
    public St Priority => St.Of(_part.Component(6));

    /// <summary>TQ.7: Condition (ST).</summary>
    public St Condition => St.Of(_part.Component(7));

    /// <summary>TQ.8: Text (TX).</summary>
    public St Text => St.Of(_part.Component(8));

    /// <summary>TQ.9: Conjunction (ID, table 0472).</summary>
    public St Conjunction => St.Of(_part.Component(9));

    /// <summary>TQ.10: Order Sequencing (OSD).</summary>
    public Osd OrderSequencing => Osd.Of(_part.Component(10));

    /// <summary>TQ.11: Occurrence Duration (CE).</summary>
    public Ce OccurrenceDuration => Ce.Of(_part.Component(11));

    /// <summary>TQ.12: Total Occurrences (NM).</summary>
    public Nm TotalOccurrences => Nm.Of(_part.Component(12));

    /// <inheritdoc/>
    public static Tq Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
