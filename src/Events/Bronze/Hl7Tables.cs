using System.Collections.Frozen;
using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Hl7v2;
using Carelake.Lake.Bronze;

namespace Carelake.Events.Bronze;

/// <summary>
/// HL7 v2 messages as rows of bronze: one table for each kind of message (MSH-9.1), with what finds and orders a message in columns, and the bytes whole.
/// Values are as they were sent; <c>""</c> is the null value of the standard (delete what is stored), NULL was not sent.
/// </summary>
internal static class Hl7Tables
{
    /// <summary>Table of messages that were answered with an error: they are kept and go no further.</summary>
    public const string Rejected = "rejected";

    private static readonly FrozenDictionary<string, string> TableOfCode = new (string Table, string Codes)[]
    {
        ("adt", "ADT"), ("oru", "ORU"), ("orders", "ORM OMG OML OMP OMD OMI OMS OMN ORR RDE RDS RAS RGV"), ("siu", "SIU SRM"), ("dft", "DFT"), ("bar", "BAR"),
        ("mdm", "MDM"), ("vxu", "VXU"), ("mfn", "MFN"),
    }.SelectMany(pair => pair.Codes.Split(' ').Select(code => KeyValuePair.Create(code, pair.Table))).ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly ImmutableArray<(string Name, string Type)> Received =
    [
        ("log_offset", "BIGINT"), ("received_at", "TIMESTAMP"), ("error_codes", "VARCHAR"), ("message_at", "TIMESTAMP"), ("event_at", "TIMESTAMP"),
    ];

    private static readonly ImmutableArray<(string Name, Hl7Path Path)> Common = Paths(
        "message_code MSH-9.1", "trigger_event MSH-9.2", "message_structure MSH-9.3", "control_id MSH-10", "processing_id MSH-11.1", "version MSH-12.1",
        "sending_application MSH-3.1", "sending_facility MSH-4.1", "receiving_application MSH-5.1", "receiving_facility MSH-6.1",
        "patient_id PID-3.1", "patient_id_authority PID-3.4.1", "account_number PID-18.1", "visit_number PV1-19.1");

    private static readonly ImmutableArray<(string Name, Hl7Path Path)> Adt = Paths(
        "family_name PID-5.1.1", "given_name PID-5.2", "middle_name PID-5.3", "birth_date PID-7.1", "gender PID-8.1", "street PID-11.1.1", "city PID-11.3", "state PID-11.4",
        "postal_code PID-11.5", "country PID-11.6", "phone_number PID-13.1", "ssn PID-19", "death_at PID-29.1", "death_indicator PID-30",
        "prior_patient_id MRG-1.1", "prior_patient_id_authority MRG-1.4.1", "prior_account_number MRG-3.1", "prior_visit_number MRG-5.1",
        "patient_class PV1-2.1", "point_of_care PV1-3.1", "room PV1-3.2", "bed PV1-3.3", "location_facility PV1-3.4.1", "prior_point_of_care PV1-6.1", "prior_room PV1-6.2",
        "prior_bed PV1-6.3", "admission_type PV1-4.1", "attending_id PV1-7.1", "hospital_service PV1-10.1", "admit_source PV1-14.1", "discharge_disposition PV1-36.1",
        "bed_status PV1-40.1", "admitted_at PV1-44.1", "discharged_at PV1-45.1", "expected_admit_at PV2-8.1", "expected_discharge_at PV2-9.1",
        "event_reason EVN-4.1", "event_recorded_at EVN-2.1", "event_occurred_at EVN-6.1", "alternate_visit_number PV1-50.1");

    // Moments of an ADT message in UTC; and of a message about two patients (A17, some A40) what it says of the second.
    private static readonly ImmutableArray<string> AdtMoments = ["recorded_at", "began_at", "ended_at"];

    private static readonly ImmutableArray<(string Name, Hl7Path Path)> Second =
    [
        .. Paths(
            "second_patient_id PID-3.1", "second_patient_id_authority PID-3.4.1", "second_family_name PID-5.1.1", "second_given_name PID-5.2", "second_birth_date PID-7.1", "second_gender PID-8.1",
            "second_prior_patient_id MRG-1.1", "second_prior_patient_id_authority MRG-1.4.1", "second_visit_number PV1-19.1", "second_patient_class PV1-2.1", "second_point_of_care PV1-3.1",
            "second_room PV1-3.2", "second_bed PV1-3.3").Select(column => (column.Name, column.Path with { Occurrence = 2 })),
    ];

    private static readonly FrozenDictionary<string, FeedTable> Tables = TableOfCode.Values.Distinct(StringComparer.Ordinal).Append("other").Append(Rejected)
        .ToFrozenDictionary(name => name, name => new FeedTable(name, ColumnsOf(name)), StringComparer.Ordinal);

    /// <summary>Names of the tables, in order.</summary>
    public static IEnumerable<string> Names => Tables.Keys.Order(StringComparer.Ordinal);

    /// <summary>A message as a row; never throws, whatever the bytes are.</summary>
    /// <param name="stored">The event.</param>
    /// <param name="options">How the listener reads messages.</param>
    public static FeedRow RowOf(StoredEvent stored, Hl7ReadOptions options)
    {
        var message = Hl7Message.Parse(stored.Event.Payload, options).Value;
        var errors = stored.Event.Headers.GetValueOrDefault("errors");
        var table = Tables[errors is not null || !message.Header.Exists ? Rejected : TableOfCode.GetValueOrDefault(message.MessageCode, "other")];
        var values = new List<object?>(table.Columns.Length) { stored.Position.Offset, stored.Event.ReceivedAt.UtcDateTime, errors, MessageAt(message), EventAt(message) };
        values.AddRange(Common.Select(column => Text(message, column.Path)));
        if (table.Name == "adt") AddAdt(values, message);
        values.Add(stored.Event.Payload.ToArray());
        return new(table, [.. values]);
    }

    private static ImmutableArray<FeedColumn> ColumnsOf(string table) =>
    [
        .. Received.Select(column => new FeedColumn(column.Name, column.Type)),
        .. Common.Select(column => new FeedColumn(column.Name)),
        .. table == "adt" ? [.. Adt.Select(column => new FeedColumn(column.Name)), .. AdtMoments.Select(name => new FeedColumn(name, "TIMESTAMP")), .. Second.Select(column => new FeedColumn(column.Name))] : ImmutableArray<FeedColumn>.Empty,
        new FeedColumn("message", "BLOB"),
    ];

    private static ImmutableArray<(string Name, Hl7Path Path)> Paths(params string[] columns) =>
        [.. columns.Select(column => (column[..column.IndexOf(' ', StringComparison.Ordinal)], Hl7Path.Parse(column[(column.IndexOf(' ', StringComparison.Ordinal) + 1)..])))];

    // Text that the engine cannot hold (a zero, half a surrogate) is a fault of the sender; the bytes are kept beside it.
    private static string? Text(Hl7Message message, Hl7Path path)
    {
        var value = message.Get(path);
        return value.IsEmpty ? null : value.IsNull ? "\"\"" : value.Text.Replace('\0', '\uFFFD');
    }

    private static DateTime? MessageAt(Hl7Message message) => Moment(message.Header.Field(7), TimeSpan.Zero)?.UtcDateTime;

    private static void AddAdt(List<object?> values, Hl7Message message)
    {
        values.AddRange(Adt.Select(column => Text(message, column.Path)));
        var (zone, visit) = (ZoneOf(message), message.Segment("PV1"));
        values.Add((Moment(message.Segment("EVN").Field(2), zone) ?? Moment(message.Header.Field(7), zone))?.UtcDateTime);
        values.Add(Moment(visit.Field(44), zone)?.UtcDateTime);
        values.Add(Moment(visit.Field(45), zone)?.UtcDateTime);
        var hasSecond = message.Segment("PID", 2).Exists;
        values.AddRange(Second.Select(column => hasSecond ? Text(message, column.Path) : null));
    }

    // When it happened (EVN-6), else when it was recorded (EVN-2), else when it was sent.
    private static DateTime? EventAt(Hl7Message message)
    {
        var (zone, recorded) = (ZoneOf(message), message.Segment("EVN"));
        return (Moment(recorded.Field(6), zone) ?? Moment(recorded.Field(2), zone) ?? Moment(message.Header.Field(7), zone))?.UtcDateTime;
    }

    // Times that name no zone are in that of MSH-7.
    private static TimeSpan ZoneOf(Hl7Message message) =>
        Hl7DateTime.TryParse(message.Header.Field(7).Component(1).Bytes, out var sent) && sent.OffsetMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.Zero;

    private static DateTimeOffset? Moment(Field field, TimeSpan zone) =>
        Hl7DateTime.TryParse(field.Component(1).Bytes, out PartialDateTime value) ? value.At(zone) : null;
}
