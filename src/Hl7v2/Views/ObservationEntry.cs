using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>One observation and what was noted of it (HL7 v2.5.1 section 7.3.1).</summary>
/// <param name="Observation">OBX.</param>
/// <param name="Notes">NTE that follow it.</param>
public sealed record ObservationEntry(ObxSegment Observation, ImmutableArray<NteSegment> Notes)
{
    internal static ImmutableArray<ObservationEntry> All(IReadOnlyList<Segment> segments) =>
    [
        .. SegmentPick.Runs(segments, (_, segment) => segment.Is("OBX"))
            .Select(run => new ObservationEntry(new(run[0]), [.. run.Skip(1).TakeWhile(segment => segment.Is("NTE")).Select(segment => new NteSegment(segment))])),
    ];
}
