// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Merge Patient Information: MRG, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct MrgSegment
{
    /// <summary>Sees a segment as MRG; one that is not there has only empty fields.</summary>
    public MrgSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>MRG-1: Prior Patient Identifier List (CX).</summary>
    public Repeated<Cx> PriorPatientIdentifierList => new(Segment.Slice(1));

    /// <summary>MRG-2: Prior Alternate Patient ID (CX).</summary>
    public Repeated<Cx> PriorAlternatePatientId => new(Segment.Slice(2));

    /// <summary>MRG-3: Prior Patient Account Number (CX).</summary>
    public Cx PriorPatientAccountNumber => Cx.Of(Segment.First(3));

    /// <summary>MRG-4: Prior Patient ID (CX).</summary>
    public Cx PriorPatientId => Cx.Of(Segment.First(4));

    /// <summary>MRG-5: Prior Visit Number (CX).</summary>
    public Cx PriorVisitNumber => Cx.Of(Segment.First(5));

    /// <summary>MRG-6: Prior Alternate Visit ID (CX).</summary>
    public Cx PriorAlternateVisitId => Cx.Of(Segment.First(6));

    /// <summary>MRG-7: Prior Patient Name (XPN).</summary>
    public Repeated<Xpn> PriorPatientName => new(Segment.Slice(7));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
