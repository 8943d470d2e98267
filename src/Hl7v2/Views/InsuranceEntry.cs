using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>One coverage of a patient: the INSURANCE group (HL7 v2.5.1 section 3.3.1).</summary>
/// <param name="Insurance">IN1.</param>
/// <param name="Additional">IN2; its fields are empty when it was not sent.</param>
public sealed record InsuranceEntry(In1Segment Insurance, In2Segment Additional)
{
    internal static ImmutableArray<InsuranceEntry> All(IReadOnlyList<Segment> segments) =>
    [
        .. SegmentPick.Runs(segments, (_, segment) => segment.Is("IN1"))
            .Select(run => new InsuranceEntry(new(run[0]), new(SegmentPick.First(run, "IN2")))),
    ];
}
