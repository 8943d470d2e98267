using System.Collections.Immutable;
using System.Globalization;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Operations;
using Carelake.Simulator;

namespace Carelake.Tests.Operations;

/// <summary>
/// The measures of thirty simulated days with late, repeated, amended and cancelled messages are, row for row, those that plain SQL counts out of the bytes in bronze;
/// the SQL of <c>Independent/</c> shares nothing with the product but the definitions in docs/guides/patient-flow.md.
/// </summary>
[Collection(LiveMonthTests.Name)]
public sealed class FlowMeasuresTests(LiveMonth month)
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void Measures_are_those_that_SQL_counts_out_of_bronze()
    {
        var hours = Hours();
        var sessions = LiveGroup.Sessions.Sessions(hours, LiveGroup.Zones).ToList();
        var measures = new FlowMeasures(month.State, LiveGroup.Plan, hours);
        using var lake = Counted(hours, sessions);

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
        Same(lake, "select facility_id, strftime(local_date, '%Y-%m-%d'), arrival_count, admission_count, discharge_count from throughput",
            measures.Throughput().Select(row => $"{row.FacilityId} {row.LocalDate:yyyy-MM-dd} {row.ArrivalCount} {row.AdmissionCount} {row.DischargeCount}"), atLeast: 90);
        Same(lake, "select facility_id, strftime(local_date, '%Y-%m-%d'), core_bed_count, core_occupied_count, escalation_occupied_count, seven_day_count, fourteen_day_count, twenty_one_day_count, handover_count, over_30_minutes_count, over_60_minutes_count, attendance_count, breach_count, twelve_hour_wait_count from sitrep",
            measures.SitReps().Select(row => $"{row.FacilityId} {row.Date:yyyy-MM-dd} {row.CoreBedCount} {row.CoreOccupiedCount} {row.EscalationOccupiedCount} {row.SevenDayCount} {row.FourteenDayCount} {row.TwentyOneDayCount} {row.HandoverCount} {row.HandoverOver30Count} {row.HandoverOver60Count} {row.AttendanceCount} {row.BreachCount} {row.TwelveHourWaitCount}"), atLeast: 87);
    }

    [Fact]
    public void A_day_of_a_clock_change_has_as_many_hours_as_clocks_show()
    {
        var london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

        FlowHour.Of("H1", london, new(2025, 3, 30), 1).Length.ShouldBe(23);
        FlowHour.Of("H1", london, new(2025, 10, 26), 1).Count(hour => hour.LocalHour == 1).ShouldBe(2);
    }

    [Fact]
    public void Lists_stand_by_the_clock_of_their_facility()
    {
        var zones = FacilityZones.Parse("facility,zone\nH1,Europe/London\n").Value;
        var plan = SessionPlan.Parse("facility,theatre,day,opens,closes\nH1,OT-1,Monday,08:30,12:30\n").Value;

        var sessions = plan.Sessions(FlowHour.Of("H1", zones.Of("H1"), new(2025, 3, 24), 8), zones).ToList();

        sessions.Select(session => session.Start.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)).ShouldBe(["03-24 08:30", "03-31 07:30"]);
        FacilityZones.Parse(zones.ToText()).Value.Of("H1").ShouldBe(zones.Of("H1"));
        SessionPlan.Parse(plan.ToText()).Value.Lists.ShouldBe(plan.Lists);
    }

    [Fact]
    public void A_line_that_is_no_zone_or_list_is_named()
    {
        FacilityZones.Parse("facility,zone\nH1,Atlantis\n").Issues.Select(issue => $"{issue.Code} {issue.Location}").ShouldBe(["OPS-0061 line 2"]);
        SessionPlan.Parse("H1,OT-1,Monday,12:30,08:30\n").Issues.Select(issue => issue.Code).ShouldBe(["OPS-0062"]);
    }

    private static ImmutableArray<FlowHour> Hours() => [.. LiveGroup.Zones.Zones.OrderBy(zone => zone.Key, StringComparer.Ordinal).SelectMany(zone => FlowHour.Of(zone.Key, zone.Value, new(2025, 1, 1), LiveMonth.Days))];

    // An engine without the prelude: what the product's SQL dialect means has no part in the count.
    private DuckDbConnection Counted(ImmutableArray<FlowHour> hours, List<TheatreSession> sessions)
    {
        using var session = LakeSession.Open(month.Lake, new EngineOptions());
        session.BindAll();
        var messages = new List<string>();
        foreach (var table in LiveMonth.Feeds.Values.SelectMany(feed => new[] { $"{feed}_adt", $"{feed}_siu", $"{feed}_orders" }))
        {
            using var command = session.Connection.CreateCommand($"select decode(message) from bronze.{table}");
            using var rows = command.ExecuteReader();
            while (rows.Read()) messages.Add(rows.GetString(0));
        }

        var connection = new DuckDbConnection("Data Source=:memory:");
        connection.Open();
        connection.Execute("create macro component(field, number) as coalesce(string_split(field, '^')[number], '')", default);
        connection.Execute(
            "create macro hl7_epoch(field) as case when length(field) >= 14 then cast(epoch(strptime(substr(field, 1, 14), '%Y%m%d%H%M%S')) as bigint)"
            + " - case when length(field) = 19 then cast(substr(field, 15, 1) || '1' as bigint) * (cast(substr(field, 16, 2) as bigint) * 3600 + cast(substr(field, 18, 2) as bigint) * 60) else 0 end end", default);
        Fill(connection, "bronze_message (message_number bigint, message varchar)", messages.Select((message, number) => new object?[] { (long)number, message }));
        Fill(connection, "flow_bed (facility_id varchar, ward varchar, room varchar, bed varchar, ward_kind varchar, is_escalation boolean)",
            LiveGroup.Plan.Beds.Select(bed => new object?[] { bed.FacilityId, bed.Location.Ward, bed.Location.Room, bed.Location.Bed, bed.Kind.ToString(), bed.IsEscalation }));
        Fill(connection, "flow_hour (facility_id varchar, local_date date, local_hour bigint, start_epoch bigint, end_epoch bigint)",
            hours.Select(hour => new object?[] { hour.FacilityId, hour.LocalDate, (long)hour.LocalHour, hour.Start.ToUnixTimeSeconds(), hour.End.ToUnixTimeSeconds() }));
        Fill(connection, "flow_session (facility_id varchar, theatre varchar, start_epoch bigint, end_epoch bigint)",
            sessions.Select(list => new object?[] { list.FacilityId, list.Theatre, list.Start.ToUnixTimeSeconds(), list.End.ToUnixTimeSeconds() }));
        foreach (var file in Repository.Files("tests/Operations/Independent", ".sql"))
            connection.Execute($"create table {Path.GetFileNameWithoutExtension(file)[3..]} as {File.ReadAllText(file)}", default);
        return connection;
    }

    private static void Fill(DuckDbConnection connection, string table, IEnumerable<object?[]> rows)
    {
        connection.Execute($"create table {table}", default);
        using var appender = connection.CreateAppender(table[..table.IndexOf(' ', StringComparison.Ordinal)]);
        foreach (var row in rows)
        {
            foreach (var value in row) appender.Append(value);
            appender.EndRow();
        }
    }

    private static void Same(DuckDbConnection lake, string sql, IEnumerable<string> live, int atLeast)
    {
        using var command = lake.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        var expected = live.Order(StringComparer.Ordinal).ToList();
        expected.Count.ShouldBeGreaterThanOrEqualTo(atLeast, sql);
        rows.Sort(StringComparer.Ordinal);
        rows.Except(expected).Take(15).ShouldBeEmpty($"only in SQL: {sql}");
        expected.Except(rows).Take(5).ShouldBeEmpty($"only live: {sql}");
        rows.Count.ShouldBe(expected.Count, sql);
    }
}
