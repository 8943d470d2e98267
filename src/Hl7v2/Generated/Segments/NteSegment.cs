// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Notes and Comments: NTE, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct NteSegment
{
    /// <summary>Sees a segment as NTE; one that is not there has only empty fields.</summary>
    public NteSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>NTE-1: Set ID - NTE (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>NTE-2: Source of Comment (ID, table 0105).</summary>
    public St SourceOfComment => St.Of(Segment.First(2));

    /// <summary>NTE-3: Comment (FT).</summary>
    public Repeated<St> Comment => new(Segment.Slice(3));

    /// <summary>NTE-4: Comment Type (CE, table 0364).</summary>
    public Ce CommentType => Ce.Of(Segment.First(4));

    /// <summary>NTE-5: Entered By (XCN).</summary>
    public Xcn EnteredBy => Xcn.Of(Segment.First(5));

    /// <summary>NTE-6: Entered Date/Time (DTM).</summary>
    public Dtm EnteredDateTime => Dtm.Of(Segment.First(6));

    /// <summary>NTE-7: Effective Start Date (DTM).</summary>
    public Dtm EffectiveStartDate => Dtm.Of(Segment.First(7));

    /// <summary>NTE-8: Expiration Date (DTM).</summary>
    public Dtm ExpirationDate => Dtm.Of(Segment.First(8));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
