using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>A billing account: BAR^P01 to P12 (HL7 v2.5.1 section 6.4.1).</summary>
/// <param name="Header">MSH.</param>
/// <param name="Event">EVN.</param>
/// <param name="Patient">PID and PD1, with the segments of all visits.</param>
/// <param name="Visits">VISIT groups: each visit with its diagnoses, procedures, guarantors and insurances. One without PV1 when these came without.</param>
public sealed record BarMessage(MshSegment Header, EvnSegment Event, PatientEntry Patient, ImmutableArray<PatientEntry> Visits)
{
    /// <summary>Sees a message as BAR, whatever it declares itself to be.</summary>
    public static BarMessage Of(Hl7Message message)
    {
        var hasBegun = false;
        return new(
            new(message.Header), new(message.Segment("EVN")), PatientEntry.Of(message.Segments),
            [.. SegmentPick.Runs(message.Segments, Begins).Select(PatientEntry.Of)]);

        bool Begins(Segment before, Segment segment)
        {
            var begins = segment.Is("PV1") || !hasBegun && (segment.Is("DG1") || segment.Is("PR1") || segment.Is("GT1") || segment.Is("IN1"));
            hasBegun |= begins;
            return begins;
        }
    }
}
