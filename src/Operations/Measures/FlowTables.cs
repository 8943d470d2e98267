using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace Carelake.Operations;

/// <summary>
/// The measures as SQL over tables, for history that the live state has forgotten. The inputs are <c>flow_event</c> (events as they came, repetitions included),
/// <c>flow_bed</c>, <c>flow_hour</c> and <c>flow_session</c>; docs/guides/patient-flow.md lists their columns. Times are whole seconds since 1970 in UTC.
/// </summary>
public static class FlowTables
{
    /// <summary>The SQL, one SELECT a table, in the order of need: Spark SQL that DuckDB understands alike.</summary>
    public static ImmutableArray<(string Table, string Sql)> Statements { get; } =
    [
        .. from name in Assembly.GetExecutingAssembly().GetManifestResourceNames()
           where name.EndsWith(".sql", StringComparison.Ordinal)
           orderby name
           select (name["Carelake.Operations.Sql.00_".Length..^".sql".Length], Read(name)),
    ];

    /// <summary>Writes <c>flow_event</c> as CSV with a heading.</summary>
    public static void WriteEvents(IEnumerable<FlowEvent> events, TextWriter output)
    {
        Line(output, "facility_id", "message_id", "log_position", "kind", "kind_number", "occurred_epoch", "recorded_epoch", "patient_id", "visit_id", "case_id", "ward", "room", "bed", "patient_class", "service", "planned_epoch", "planned_end_epoch", "detail");
        foreach (var flow in events)
            Line(output, flow.FacilityId, flow.MessageId, Text(flow.Sequence), flow.Kind.ToString(), Text((int)flow.Kind), Text(flow.OccurredAt), Text(flow.RecordedAt), flow.PatientId, flow.VisitId, flow.CaseId,
                flow.Location.Ward, flow.Location.Room, flow.Location.Bed, flow.Class.ToString(), flow.Service, Text(flow.PlannedAt), Text(flow.PlannedEndAt), flow.Detail);
    }

    /// <summary>Writes <c>flow_bed</c> as CSV with a heading.</summary>
    public static void WriteBeds(BedPlan plan, TextWriter output)
    {
        Line(output, "facility_id", "ward", "room", "bed", "ward_kind", "service", "is_escalation");
        foreach (var bed in plan.Beds)
            Line(output, bed.FacilityId, bed.Location.Ward, bed.Location.Room, bed.Location.Bed, bed.Kind.ToString(), bed.Service, bed.IsEscalation ? "true" : "false");
    }

    /// <summary>Writes <c>flow_hour</c> as CSV with a heading.</summary>
    public static void WriteHours(IEnumerable<FlowHour> hours, TextWriter output)
    {
        Line(output, "facility_id", "local_date", "local_hour", "start_epoch", "end_epoch");
        foreach (var hour in hours)
            Line(output, hour.FacilityId, hour.LocalDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Text(hour.LocalHour), Text(hour.Start), Text(hour.End));
    }

    /// <summary>Writes <c>flow_session</c> as CSV with a heading.</summary>
    public static void WriteSessions(IEnumerable<TheatreSession> sessions, TextWriter output)
    {
        Line(output, "facility_id", "theatre", "start_epoch", "end_epoch");
        foreach (var session in sessions) Line(output, session.FacilityId, session.Theatre, Text(session.Start), Text(session.End));
    }

    private static void Line(TextWriter output, params ReadOnlySpan<string> cells)
    {
        for (var index = 0; index < cells.Length; index++)
        {
            if (index > 0) output.Write(',');
            var cell = cells[index];
            output.Write(cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }
        output.Write('\n');
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset? at) => at is { } moment ? Text(moment.ToUnixTimeSeconds()) : "";

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!); // Listed by the assembly itself.
        return reader.ReadToEnd();
    }
}
