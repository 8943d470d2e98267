using System.Collections.Immutable;
using System.Globalization;
using Carelake.Operations;

namespace Carelake.Tests.Operations;

/// <summary>
/// Random events, most of them nonsense together, in random orders: the state is the same whatever the order, a bed holds one patient, a patient one bed, and a
/// discharged patient moves no more. CARELAKE_ORDERS sets how many orders; the seed of a failure is in its message.
/// </summary>
public sealed class RandomOrdersTests
{
    private const int OrdersOfOneSet = 8;

    private static readonly BedPlan Plan = new([.. Enumerable.Range(1, 5).Select(number => new PlannedBed("H1", Feed.Bed(number), "Ward One", WardKind.GeneralAcute, "MED", false))]);

    [Fact]
    [Trait("Speed", "Slow")]
    public void Any_order_gives_the_same_board_and_no_board_is_impossible()
    {
        var orders = int.Parse(Environment.GetEnvironmentVariable("CARELAKE_ORDERS") ?? "6000", CultureInfo.InvariantCulture);
        for (var seed = 0; seed < orders / OrdersOfOneSet; seed++)
        {
            var random = new Random(seed);
            var events = Enumerable.Range(0, random.Next(3, 24)).Select(_ => RandomEvent(random)).ToArray();
            string? first = null;
            for (var order = 0; order < OrdersOfOneSet; order++)
            {
                if (order > 0) random.Shuffle(events);
                // Some come twice, and now and then somebody looks before all have come.
                var state = new FlowState();
                foreach (var flow in events)
                {
                    state.Apply(flow);
                    if (random.Next(6) == 0) state.Apply(flow);
                    if (random.Next(8) == 0) state.Settle();
                }
                if (order % 4 == 3) state = FlowState.FromSnapshot(state.ToSnapshot()).Value;
                var text = Text(state, seed);
                first ??= text;
                text.ShouldBe(first, $"seed {seed}, order {order}");
            }
        }
    }

    private static string Text(FlowState state, int seed)
    {
        var text = new System.Text.StringBuilder();
        foreach (var visit in state.Visits())
        {
            text.Append(CultureInfo.InvariantCulture, $"{visit.VisitId} {visit.Status} {visit.Class} {visit.Reserved} {visit.ExpectedDischarge:u} {Feed.Places(visit)}\n");
            CheckVisit(visit, seed);
        }
        // The clock is the latest recording, which is the same in every order.
        foreach (var board in new[] { state.BedBoard("H1", Plan), state.BedBoard("H1", Plan, Feed.At(12)) }) CheckBoard(board, text, state, seed);
        foreach (var issue in state.Issues(Plan)) text.Append(CultureInfo.InvariantCulture, $"{issue.Issue.Code} {issue.Issue.Location} {issue.VisitId} {issue.At:u}\n");
        return text.ToString();
    }

    private static void CheckVisit(Visit visit, int seed)
    {
        for (var index = 1; index < visit.Placements.Length; index++)
            visit.Placements[index - 1].End.ShouldBe(visit.Placements[index].Start, $"seed {seed}: a gap");
        visit.Placements.All(placement => placement.End is null || placement.Start < placement.End).ShouldBeTrue($"seed {seed}: no time in a place");
        if (visit.DischargedAt is not { } end) return;
        visit.Placements.All(placement => placement.End <= end).ShouldBeTrue($"seed {seed}: moved after discharge");
        visit.Current.ShouldBeNull($"seed {seed}: discharged and here");
    }

    private static void CheckBoard(BedBoard board, System.Text.StringBuilder text, FlowState state, int seed)
    {
        foreach (var bed in board.Beds) text.Append(CultureInfo.InvariantCulture, $"{bed.Location} {bed.State} {bed.Visit?.VisitId}\n");
        foreach (var (visit, placement) in board.WithoutBed) text.Append(CultureInfo.InvariantCulture, $"{visit.VisitId} in {placement.Location}\n");
        var held = board.Beds.Where(bed => bed.State == BedState.Occupied).ToList();
        held.Select(bed => bed.Location).ShouldBeUnique();
        held.Select(bed => bed.Visit!.VisitId).ShouldBeUnique();
        held.Select(bed => state.PersonOf("H1", bed.Visit!.PatientId)).ShouldBeUnique();
        held.All(bed => bed.Visit!.DischargedAt is not { } end || end > board.AsOf).ShouldBeTrue($"seed {seed}: a discharged patient in a bed");
        // Whoever claims a bed and has none is told about.
        var told = board.Issues.Where(issue => issue.Issue.Code is "OPS-0020" or "OPS-0021").Select(issue => issue.VisitId).ToImmutableSortedSet(StringComparer.Ordinal);
        board.WithoutBed.Where(waiting => waiting.Placement.Location.HasBed).Select(waiting => waiting.Visit.VisitId).ToImmutableSortedSet(StringComparer.Ordinal).SetEquals(told).ShouldBeTrue($"seed {seed}: a conflict untold");
    }

    private static FlowEvent RandomEvent(Random random)
    {
        var kind = (FlowEventKind)random.Next((int)FlowEventKind.PersonMerge, (int)FlowEventKind.BedStatus + 1);
        var hour = random.Next(0, 48) / 2.0;
        var patient = $"P{random.Next(4)}^H1";
        return new()
        {
            Kind = kind, OccurredAt = Feed.At(hour), RecordedAt = Feed.At(random.Next(3) == 0 ? random.Next(0, 48) / 2.0 : hour), FacilityId = "H1", MessageId = $"M{random.Next(1000)}",
            VisitId = kind is FlowEventKind.BedStatus or FlowEventKind.PersonMerge ? "" : $"V{random.Next(4)}", PatientId = patient,
            Location = random.Next(4) == 0 ? PatientLocation.None : Feed.Bed(random.Next(1, 6)), Class = (PatientClass)random.Next(6),
            PlannedAt = random.Next(2) == 0 ? Feed.At(random.Next(48)) : null,
            Detail = kind == FlowEventKind.BedStatus ? "UHCOIK"[random.Next(6)].ToString() : kind == FlowEventKind.PersonMerge ? $"P{random.Next(4)}^H1" : "",
        };
    }
}
