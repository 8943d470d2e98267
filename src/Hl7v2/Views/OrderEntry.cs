using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>
/// One order, result, prescription or vaccination: a group that begins with ORC, or with its detail segment where ORC was left out (HL7 v2.5.1 chapters 4 and 7).
/// Segments that were not sent have only empty fields.
/// </summary>
/// <param name="Common">ORC.</param>
/// <param name="Request">OBR.</param>
/// <param name="PharmacyOrder">RXO.</param>
/// <param name="PharmacyEncodedOrder">RXE.</param>
/// <param name="Administration">RXA.</param>
/// <param name="Routes">RXR.</param>
/// <param name="Components">RXC.</param>
/// <param name="Timings">TQ1.</param>
/// <param name="Notes">NTE before the first observation.</param>
/// <param name="Diagnoses">DG1.</param>
/// <param name="Observations">OBX with their notes.</param>
/// <param name="Specimens">SPM.</param>
public sealed record OrderEntry(
    OrcSegment Common, ObrSegment Request, RxoSegment PharmacyOrder, RxeSegment PharmacyEncodedOrder, RxaSegment Administration, ImmutableArray<RxrSegment> Routes,
    ImmutableArray<RxcSegment> Components, ImmutableArray<Tq1Segment> Timings, ImmutableArray<NteSegment> Notes, ImmutableArray<Dg1Segment> Diagnoses,
    ImmutableArray<ObservationEntry> Observations, ImmutableArray<SpmSegment> Specimens)
{
    /// <summary>The segments from the first that begins an order, cut before each that begins another.</summary>
    internal static ImmutableArray<OrderEntry> All(IReadOnlyList<Segment> segments)
    {
        var hasDetail = false;
        return [.. SegmentPick.Runs(segments, Begins).Select(Of)];

        // An order's ORC comes first; where there is none, its detail does. A second detail under one ORC is another order.
        bool Begins(Segment before, Segment segment)
        {
            var isDetail = segment.Is("OBR") || segment.Is("RXO") || segment.Is("RXE") && !before.Is("RXR") || segment.Is("RXA");
            var begins = segment.Is("ORC") || isDetail && (hasDetail || !before.Is("ORC") && !IsUnderOrder(before));
            hasDetail = segment.Is("ORC") ? false : isDetail || hasDetail;
            return begins;
        }
    }

    private static bool IsUnderOrder(Segment before) => before.Is("TQ1") || before.Is("TQ2") || before.Is("NTE") && before.Index > 0;

    private static OrderEntry Of(IReadOnlyList<Segment> segments) => new(
        new(SegmentPick.First(segments, "ORC")), new(SegmentPick.First(segments, "OBR")), new(SegmentPick.First(segments, "RXO")),
        new(SegmentPick.First(segments, "RXE")), new(SegmentPick.First(segments, "RXA")), SegmentPick.All(segments, "RXR", segment => new RxrSegment(segment)),
        SegmentPick.All(segments, "RXC", segment => new RxcSegment(segment)), SegmentPick.All(segments, "TQ1", segment => new Tq1Segment(segment)),
        [.. segments.TakeWhile(segment => !segment.Is("OBX")).Where(segment => segment.Is("NTE")).Select(segment => new NteSegment(segment))],
        SegmentPick.All(segments, "DG1", segment => new Dg1Segment(segment)), ObservationEntry.All(segments), SegmentPick.All(segments, "SPM", segment => new SpmSegment(segment)));
}
