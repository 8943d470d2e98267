// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Order Sequence Definition: OSD, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Osd : IHl7Type<Osd>
{
    private readonly Hl7Part _part;

    private Osd(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>OSD.1: Sequence/Results Flag (ID, table 0524).</summary>
    public St SequenceResultsFlag => St.Of(_part.Component(1));

    /// <summary>OSD.2: Placer Order Number: Entity Identifier (ST).</summary>
    public St PlacerOrderNumberEntityIdentifier => St.Of(_part.Component(2));

    /// <summary>OSD.3: Placer Order Number: Namespace ID (IS, table 0363).</summary>
    public St PlacerOrderNumberNamespaceId => St.Of(_part.Component(3));

    /// <summary>OSD.4: Filler Order Number: Entity Identifier (ST).</summary>
    public St FillerOrderNumberEntityIdentifier => St.Of(_part.Component(4));

    /// <summary>OSD.5: Filler Order Number: Namespace ID (IS, table 0363).</summary>
    public St FillerOrderNumberNamespaceId => St.Of(_part.Component(5));

    /// <summary>OSD.6: Sequence Condition Value (ST).</summary>
    public St SequenceConditionValue => St.Of(_part.Component(6));

    /// <summary>OSD.7: Maximum Number of Repeats (NM).</summary>
    public Nm MaximumNumberOfRepeats => Nm.Of(_part.Component(7));

    /// <summary>OSD.8: Placer Order Number: Universal ID (ST).</summary>
    public St PlacerOrderNumberUniversalId => St.Of(_part.Component(8));

    /// <summary>OSD.9: Placer Order Number: Universal ID Type (ID, table 0301).</summary>
    public St PlacerOrderNumberUniversalIdType => St.Of(_part.Component(9));

    /// <summary>OSD.10: Filler Order Number: Universal ID (ST).</summary>
    public St FillerOrderNumberUniversalId => St.Of(_part.Component(10));

    /// <summary>OSD.11: Filler Order Number: Universal ID Type (ID, table 0301).</summary>
    public St FillerOrderNumberUniversalIdType => St.Of(_part.Component(11));

    /// <inheritdoc/>
    public static Osd Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
