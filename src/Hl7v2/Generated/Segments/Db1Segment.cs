// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Disability: DB1, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Db1Segment
{
    /// <summary>Sees a segment as DB1; one that is not there has only empty fields.</summary>
    public Db1Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>DB1-1: Set ID - DB1 (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>DB1-2: Disabled Person Code (IS, table 0334).</summary>
    public St DisabledPersonCode => St.Of(Segment.First(2));

    /// <summary>DB1-3: Disabled Person Identifier (CX).</summary>
    public Repeated<Cx> DisabledPersonIdentifier => new(Segment.Slice(3));

    /// <summary>DB1-4: Disabled Indicator (ID, table 0136).</summary>
    public St DisabledIndicator => St.Of(Segment.First(4));

    /// <summary>DB1-5: Disability Start Date (DT).</summary>
    public Dtm DisabilityStartDate => Dtm.Of(Segment.First(5));

    /// <summary>DB1-6: Disability End Date (DT).</summary>
    public Dtm DisabilityEndDate => Dtm.Of(Segment.First(6));

    /// <summary>DB1-7: Disability Return to Work Date (DT).</summary>
    public Dtm DisabilityReturnToWorkDate => Dtm.Of(Segment.First(7));

    /// <summary>DB1-8: Disability Unable to Work Date (DT).</summary>
    public Dtm DisabilityUnableToWorkDate => Dtm.Of(Segment.First(8));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
