using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>An appointment: SIU^S12 to S26 (HL7 v2.5.1 section 10.4).</summary>
/// <param name="Header">MSH.</param>
/// <param name="Schedule">SCH.</param>
/// <param name="Notes">NTE after SCH.</param>
/// <param name="Patients">PATIENT groups.</param>
/// <param name="Resources">RESOURCES groups.</param>
public sealed record SiuMessage(
    MshSegment Header, SchSegment Schedule, ImmutableArray<NteSegment> Notes, ImmutableArray<PatientEntry> Patients, ImmutableArray<SiuMessage.ResourceGroup> Resources)
{
    /// <summary>What an appointment takes: RGS and the segments under it.</summary>
    /// <param name="Group">RGS; its fields are empty when it was left out.</param>
    /// <param name="Services">AIS.</param>
    /// <param name="General">AIG.</param>
    /// <param name="Locations">AIL.</param>
    /// <param name="Personnel">AIP.</param>
    public sealed record ResourceGroup(
        RgsSegment Group, ImmutableArray<AisSegment> Services, ImmutableArray<AigSegment> General, ImmutableArray<AilSegment> Locations, ImmutableArray<AipSegment> Personnel);

    /// <summary>Sees a message as SIU, whatever it declares itself to be.</summary>
    public static SiuMessage Of(Hl7Message message)
    {
        var hasBegun = false;
        return new(
            new(message.Header), new(message.Segment("SCH")),
            [.. message.Segments.TakeWhile(segment => !segment.Is("PID")).Where(segment => segment.Is("NTE")).Select(segment => new NteSegment(segment))],
            [.. SegmentPick.Runs(message.Segments, (_, segment) => segment.Is("PID")).Select(run => PatientEntry.Of([.. run.TakeWhile(segment => !IsResource(segment))]))],
            [.. SegmentPick.Runs(message.Segments, Begins).Select(ResourcesOf)]);

        bool Begins(Segment before, Segment segment)
        {
            var begins = segment.Is("RGS") || !hasBegun && IsResource(segment);
            hasBegun |= begins;
            return begins;
        }
    }

    private static bool IsResource(Segment segment) => segment.Is("RGS") || segment.Is("AIS") || segment.Is("AIG") || segment.Is("AIL") || segment.Is("AIP");

    private static ResourceGroup ResourcesOf(IReadOnlyList<Segment> segments) => new(
        new(SegmentPick.First(segments, "RGS")), SegmentPick.All(segments, "AIS", segment => new AisSegment(segment)),
        SegmentPick.All(segments, "AIG", segment => new AigSegment(segment)), SegmentPick.All(segments, "AIL", segment => new AilSegment(segment)),
        SegmentPick.All(segments, "AIP", segment => new AipSegment(segment)));
}
