using System.Globalization;
using Carelake.Operations;

namespace Carelake.Cli.Verbs;

/// <summary>The boards of a facility as text tables. Visits are named by their numbers, people not at all.</summary>
internal static class BedBoardText
{
    private const string Legend = "■ occupied  ◧ reserved  ~ cleaning  × blocked  · free";

    /// <summary>Beds, emergency department, theatres, expected discharges and what is wrong with the feed.</summary>
    public static void Write(Terminal terminal, FlowState state, FlowPlans plans)
    {
        var plan = plans.Beds;
        foreach (var facility in state.Facilities)
        {
            var board = state.BedBoard(facility, plan);
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"{facility}  as of {board.AsOf:yyyy-MM-dd HH:mm} UTC");
            WriteWards(terminal, board);
            WriteEmergency(terminal, EmergencyBoard.Of(state, facility));
            WriteTheatres(terminal, TheatreBoard.Of(state, facility, plans.Zones.Midnight(facility, plans.Zones.DateAt(facility, board.AsOf))));
            terminal.Out.WriteLine($"Expected discharges within 24 hours: {ExpectedDischarges.Of(state, facility, board.AsOf.AddDays(1)).Length}");
        }
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(Legend);
        WriteIssues(terminal, state, plan);
    }

    /// <summary>One ward, bed by bed.</summary>
    public static void WriteWard(Terminal terminal, FlowState state, BedPlan plan, string ward)
    {
        foreach (var facility in state.Facilities)
        {
            var board = state.BedBoard(facility, plan);
            var beds = board.Beds.Where(bed => bed.Location.Ward == ward).ToList();
            if (beds.Count == 0) continue;
            terminal.Out.WriteLine($"{facility}  {ward}  as of {board.AsOf:yyyy-MM-dd HH:mm} UTC");
            var table = new TextTable(terminal, "room", "bed", "state", "visit", "since (UTC)", ">days in hospital", "expected discharge");
            foreach (var bed in beds)
                table.Add(bed.Location.Room, bed.Location.Bed, bed.State.ToString().ToLowerInvariant(), bed.Visit?.VisitId, bed.Since?.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture),
                    bed.Visit?.StartedAt is { } start ? (board.AsOf - start).TotalDays.ToString("0.0", CultureInfo.InvariantCulture) : "",
                    bed.Visit?.ExpectedDischarge?.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture));
            table.Write(terminal);
        }
    }

    private static void WriteWards(Terminal terminal, BedBoard board)
    {
        var table = new TextTable(terminal, "ward", "", ">beds", ">occupied", ">reserved", ">cleaning", ">blocked", ">free", ">no bed", "beds");
        foreach (var ward in board.Beds.GroupBy(bed => bed.Location.Ward))
        {
            var beds = ward.ToList();
            table.Add(ward.Key, beds[0].Plan?.WardName, (long)beds.Count, $"{Count(BedState.Occupied)} ({100.0 * Count(BedState.Occupied) / beds.Count:0} %)",
                (long)Count(BedState.Reserved), (long)Count(BedState.Cleaning), (long)Count(BedState.Blocked), (long)Count(BedState.Free),
                (long)board.WithoutBed.Count(waiting => waiting.Placement.Location.Ward == ward.Key), Strip(beds));

            int Count(BedState state) => beds.Count(bed => bed.State == state);
        }
        table.Write(terminal);
    }

    // A group of signs a room.
    private static string Strip(List<BoardBed> beds) =>
        string.Join(' ', beds.GroupBy(bed => bed.Location.Room).Select(room => string.Concat(room.Select(bed => bed.State switch
        {
            BedState.Occupied => '■', BedState.Reserved => '◧', BedState.Cleaning => '~', BedState.Blocked => '×', _ => '·',
        }))));

    private static void WriteEmergency(Terminal terminal, EmergencyBoard board)
    {
        if (board.Patients.IsEmpty) return;
        terminal.Out.WriteLine(
            $"Emergency: {board.Patients.Length} here, {board.WaitingCount} without a cubicle, {board.AwaitingBedCount} waiting for a bed, {board.BreachCount} over four hours; longest {board.Patients[0].Waited.TotalHours:0}:{board.Patients[0].Waited.Minutes:00} h");
    }

    private static void WriteTheatres(Terminal terminal, TheatreBoard board)
    {
        foreach (var theatre in board.Theatres)
            terminal.Out.WriteLine(
                $"{theatre.Theatre}: {(theatre.InTheatre is { } now ? $"operating since {now.InTheatreAt:HH:mm}" : "empty")}, {theatre.Count(TheatreCaseStatus.Done)} done, "
                + $"{theatre.Count(TheatreCaseStatus.Booked)} to come{(theatre.Next?.PlannedAt is { } next ? $" (next {next:HH:mm})" : "")}, {theatre.Count(TheatreCaseStatus.Cancelled) + theatre.Count(TheatreCaseStatus.NoShow)} cancelled");
    }

    private static void WriteIssues(Terminal terminal, FlowState state, BedPlan plan)
    {
        var issues = state.Issues(plan);
        if (issues.IsEmpty) return;
        var table = new TextTable(terminal, "data quality", ">count", "what it means");
        foreach (var kind in issues.GroupBy(issue => issue.Issue.Code).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            table.Add(kind.Key, (long)kind.Count(), kind.First().Issue.Message);
        table.Write(terminal);
    }
}
