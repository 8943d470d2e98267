using Carelake.DuckDb;
using Carelake.Hl7v2;
using Carelake.Lake.Sql;
using Carelake.Operations;
using Carelake.Simulator;

namespace Carelake.Tests.Operations;

/// <summary>Thirty simulated days with late, repeated, amended and cancelled messages: the live measures and the SQL over the event table are the same, row for row.</summary>
public sealed class FlowMeasuresTests : IDisposable
{
    private const int Days = 30;

    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-flow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("Speed", "Slow")]
    public void Live_measures_and_SQL_agree_on_thirty_days()
    {
        var events = Events();
        var state = new FlowState();
        foreach (var flow in events) state.Apply(flow);
        var hours = Hours();
        var sessions = Sessions(hours);
        var measures = new FlowMeasures(state, LiveGroup.Plan, hours);
        using var lake = Tables(events, hours, sessions);

        Same(lake, "select facility_id, ward, start_epoch, bed_count, occupied_count from occupancy_by_hour",
            measures.Occupancy().Select(row => $"{row.FacilityId} {row.Ward} {row.At.ToUnixTimeSeconds()} {row.BedCount} {row.OccupiedCount}"), atLeast: 15_000);
        Same(lake, "select facility_id, ward, available_seconds, occupied_seconds, departure_count from bed_turnover",
            measures.Turnover().Select(row => $"{row.FacilityId} {row.Ward} {row.Available.TotalSeconds} {row.Occupied.TotalSeconds} {row.DepartureCount}"), atLeast: 21);
        Same(lake, "select facility_id, visit_id, service, stay_seconds, transfer_count, is_before_noon, is_readmitted from stay",
            measures.Stays().Select(row => $"{row.FacilityId} {row.VisitId} {row.Service} {row.Length.TotalSeconds} {row.TransferCount} {row.IsBeforeNoon} {row.IsReadmitted}"), atLeast: 1000);
        Same(lake, "select facility_id, visit_id, strftime(local_date, '%Y-%m-%d'), wait_seconds, is_breach, is_admitted, boarding_seconds from emergency",
            measures.Emergency().Select(row => $"{row.FacilityId} {row.VisitId} {row.LocalDate:yyyy-MM-dd} {row.Wait.TotalSeconds} {row.IsBreach} {row.IsAdmitted} {row.Boarding?.TotalSeconds}"), atLeast: 3000);
        Same(lake, "select facility_id, theatre, start_epoch, in_theatre_seconds, first_case_delay_seconds, turnaround_seconds, turnaround_count, planned_count, cancelled_count from theatre_session",
            measures.Sessions(sessions).Select(row => $"{row.Session.FacilityId} {row.Session.Theatre} {row.Session.Start.ToUnixTimeSeconds()} {row.InTheatre.TotalSeconds} {row.FirstCaseDelay?.TotalSeconds} {row.Turnaround.TotalSeconds} {row.TurnaroundCount} {row.PlannedCount} {row.CancelledCount}"), atLeast: 300);
        Same(lake, "select facility_id, strftime(local_date, '%Y-%m-%d'), core_bed_count, core_occupied_count, escalation_occupied_count, seven_day_count, fourteen_day_count, twenty_one_day_count, handover_count, over_30_minutes_count, over_60_minutes_count, attendance_count, breach_count, twelve_hour_wait_count from sitrep",
            measures.SitReps().Select(row => $"{row.FacilityId} {row.Date:yyyy-MM-dd} {row.CoreBedCount} {row.CoreOccupiedCount} {row.EscalationOccupiedCount} {row.SevenDayCount} {row.FourteenDayCount} {row.TwentyOneDayCount} {row.HandoverCount} {row.HandoverOver30Count} {row.HandoverOver60Count} {row.AttendanceCount} {row.BreachCount} {row.TwelveHourWaitCount}"), atLeast: 90);
    }

    [Fact]
    public void The_SQL_stays_in_what_Spark_and_DuckDB_answer_alike()
    {
        using var connection = new DuckDbConnection("Data Source=:memory:");
        connection.Open();
        var parser = new SqlParser(connection);

        foreach (var (table, sql) in FlowTables.Statements)
            SparkGate.Check(parser.Parse(sql, table)).Select(issue => $"{issue.Code} {issue.Location} {issue.Message}").ShouldBeEmpty();
    }

    [Fact]
    public void A_day_of_a_clock_change_has_as_many_hours_as_clocks_show()
    {
        var london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

        FlowHour.Of("H1", london, new(2025, 3, 30), 1).Length.ShouldBe(23);
        FlowHour.Of("H1", london, new(2025, 10, 26), 1).Count(hour => hour.LocalHour == 1).ShouldBe(2);
    }

    private static List<FlowEvent> Events()
    {
        var reader = new FlowEventReader(TimeSpan.Zero);
        return [.. LiveGroup.Open(new() { Duration = TimeSpan.FromDays(Days), FaultShare = 0.05 }).Messages().SelectMany((message, number) => reader.Read(Hl7Message.Parse(message.Bytes).Value, number).Value)];
    }

    private static System.Collections.Immutable.ImmutableArray<FlowHour> Hours() =>
    [
        .. FlowHour.Of("hospital-a", TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), new(2025, 1, 1), Days),
        .. FlowHour.Of("hospital-b", TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), new(2025, 1, 1), Days),
        .. FlowHour.Of("st-albans", TimeZoneInfo.FindSystemTimeZoneById("Europe/London"), new(2025, 1, 1), Days),
    ];

    private static List<TheatreSession> Sessions(IEnumerable<FlowHour> hours) =>
    [
        .. from hour in hours
           where hour.LocalHour is 8 or 13 && hour.LocalDate.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
           from theatre in new[] { "OT-1", "OT-2", "OT-3" }
           select new TheatreSession(hour.FacilityId, theatre, hour.Start.AddMinutes(30), hour.Start.AddMinutes(270)),
    ];

    private DuckDbConnection Tables(List<FlowEvent> events, IReadOnlyList<FlowHour> hours, List<TheatreSession> sessions)
    {
        var connection = new DuckDbConnection("Data Source=:memory:");
        connection.Open();
        Load("flow_event", output => FlowTables.WriteEvents(events, output), "'kind_number': 'bigint', 'log_position': 'bigint', 'occurred_epoch': 'bigint', 'recorded_epoch': 'bigint', 'planned_epoch': 'bigint', 'planned_end_epoch': 'bigint'");
        Load("flow_bed", output => FlowTables.WriteBeds(LiveGroup.Plan, output), "'is_escalation': 'boolean'");
        Load("flow_hour", output => FlowTables.WriteHours(hours, output), "'local_date': 'date', 'local_hour': 'bigint', 'start_epoch': 'bigint', 'end_epoch': 'bigint'");
        Load("flow_session", output => FlowTables.WriteSessions(sessions, output), "'start_epoch': 'bigint', 'end_epoch': 'bigint'");
        Prelude.Apply(connection);
        foreach (var (table, sql) in FlowTables.Statements) connection.Execute($"create table {table} as {sql}", CancellationToken.None);
        return connection;

        void Load(string table, Action<TextWriter> write, string types)
        {
            var file = Path.Combine(_folder, $"{table}.csv");
            using (var output = new StreamWriter(file)) write(output);
            connection.Execute($"create table {table} as select * from read_csv('{file}', header = true, all_varchar = true, nullstr = '\\N')", CancellationToken.None);
            foreach (var type in types.Split(", "))
            {
                var words = type.Split(": ");
                connection.Execute($"alter table {table} alter {words[0].Trim('\'')} type {words[1].Trim('\'')} using nullif({words[0].Trim('\'')}, '')::{words[1].Trim('\'')}", CancellationToken.None);
            }
        }
    }

    private static void Same(DuckDbConnection lake, string sql, IEnumerable<string> live, int atLeast)
    {
        using var command = lake.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : Convert.ToString(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture))));
        var expected = live.Order(StringComparer.Ordinal).ToList();
        expected.Count.ShouldBeGreaterThanOrEqualTo(atLeast, sql);
        rows.Sort(StringComparer.Ordinal);
        rows.Except(expected).Take(5).ShouldBeEmpty($"only in SQL: {sql}");
        expected.Except(rows).Take(5).ShouldBeEmpty($"only live: {sql}");
        rows.Count.ShouldBe(expected.Count, sql);
    }
}
