using System.Globalization;
using System.Text.Json;
using Carelake.Cli;
using Carelake.Lake.Catalog;
using Carelake.Operations;
using Carelake.Simulator;

namespace Carelake.Tests.Operations;

/// <summary>A simulated month, followed live and brought to silver by SQL: who is where, whose visit it is and when it was are the same, at the end and as of earlier moments.</summary>
[Collection(LiveMonthTests.Name)]
public sealed class LiveAndLakeTests(LiveMonth month)
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(3.4)]
    [InlineData(17.75)]
    [InlineData(60)]
    public void The_live_state_and_silver_say_the_same(double days)
    {
        var at = Start.AddDays(days);
        var state = month.StateAt(at);
        using var session = LakeSession.Open(month.Lake, new EngineOptions());
        session.BindAll();

        Same(session, at, "encounter", "encounter_id, patient_id, encounter_type, strftime(started_at, '%m-%d %H:%M:%S'), strftime(ended_at, '%m-%d %H:%M:%S')",
            Visits(state).Select(visit => $"{Feed(visit)} {visit.VisitId} {Person(state, visit)} {Class(visit)} {Moment(visit.StartedAt)} {Moment(visit.DischargedAt)}"));
        Same(session, at, "encounter_location", "encounter_id, department_id, room, bed, is_on_leave, is_present",
            Visits(state).Select(visit => (Visit: visit, Place: visit.Current)).Select(one =>
                $"{Feed(one.Visit)} {one.Visit.VisitId} {one.Place?.Location.Ward} {one.Place?.Location.Room} {one.Place?.Location.Bed} {one.Place?.IsOnLeave == true} {one.Visit.DischargedAt is null}"));
    }

    [Fact]
    public void Patients_are_those_the_messages_name_and_a_merged_number_is_none()
    {
        using var session = LakeSession.Open(month.Lake, new EngineOptions());
        session.BindAll();
        var persons = Visits(month.State).Select(visit => $"{Feed(visit)} {Person(month.State, visit)}").ToHashSet(StringComparer.Ordinal);

        var patients = Rows(session, "select facility_id || ' ' || patient_id from silver.patient where is_current");
        patients.ShouldBeUnique();
        // Those without a name or birth date wait in quarantine.
        var waiting = Rows(session, "select distinct _source_id || ' ' || json_extract_string(payload, 'patient_id') from quarantine.patient");
        persons.Except(patients).Except(waiting).ShouldBeEmpty("a patient of a visit is not in silver");
        Rows(session, "select distinct _source_id || ' ' || prior_patient_id from bronze.st_albans_adt where trigger_event = 'A40'")
            .Where(retired => !persons.Contains(retired)).Intersect(patients).ShouldBeEmpty("a number that a merge ended is a patient");
        Rows(session, "select e.facility_id || ' ' || e.patient_id from silver.encounter e where is_current and not exists (select 1 from silver.patient p where p.is_current and p.facility_id = e.facility_id and p.patient_id = e.patient_id)").Except(waiting).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_lake_keeps_is_measured_as_the_running_feed_is()
    {
        var hours = FlowHour.Of(LiveMonth.InSilver, LiveGroup.Zones.Of(LiveMonth.InSilver), new(2025, 1, 9), 8);
        var live = new FlowMeasures(month.State, LiveGroup.Plan, hours).SitReps().Select(row => $"{row.Date:yyyy-MM-dd} {row.CoreOccupiedCount} {row.SevenDayCount} {row.HandoverCount} {row.AttendanceCount} {row.BreachCount}");
        var (output, error) = (new StringWriter(), new StringWriter());

        var exit = await CommandLine.RunAsync(["flow", "--config", month.Config, "--day", "2025-01-16", "--days", "7", "--sitrep", "--json"], new Terminal(output, error, isInteractive: false), TestContext.Current.CancellationToken);

        exit.ShouldBe(ExitCode.Done, error.ToString());
        JsonDocument.Parse(output.ToString()).RootElement.EnumerateArray()
            .Select(row => string.Join(' ', new[] { "date", "core_occupied_count", "seven_day_count", "handover_count", "attendance_count", "breach_count" }.Select(name => row.GetProperty(name).ToString())))
            .ShouldBe(live);
    }

    private static IEnumerable<Visit> Visits(FlowState state) => state.Visits().Where(visit => visit.FacilityId == LiveMonth.InSilver && visit.StartedAt is not null);

    private static string Feed(Visit visit) => LiveMonth.Feeds[visit.FacilityId];

    private static string Person(FlowState state, Visit visit) => state.PersonOf(visit.FacilityId, visit.PatientId).Split('^')[0];

    private static string Class(Visit visit) => visit.Class == PatientClass.Preadmitted ? "preadmission" : visit.Class.ToString().ToLowerInvariant();

    private static string Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    private static void Same(LakeSession session, DateTimeOffset at, string table, string columns, IEnumerable<string> live)
    {
        var moment = at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var lake = Rows(session, $"select facility_id, {columns} from silver.{table} where not is_deleted and valid_from <= timestamp '{moment}' and (valid_to is null or timestamp '{moment}' < valid_to)");
        var expected = live.Order(StringComparer.Ordinal).ToList();
        expected.Count.ShouldBeGreaterThan(250);
        lake.Except(expected).Take(10).ShouldBeEmpty($"only in the lake: {table}");
        expected.Except(lake).Take(10).ShouldBeEmpty($"only live: {table}");
        lake.Count.ShouldBe(expected.Count, table);
    }

    private static List<string> Rows(LakeSession session, string sql)
    {
        using var command = session.Connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        return rows;
    }
}
