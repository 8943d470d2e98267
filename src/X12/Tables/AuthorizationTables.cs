using System.Collections.Immutable;
using Carelake.X12.Claims;

namespace Carelake.X12.Tables;

/// <summary>278 flattened: what care is asked for, and what is answered (005010X217).</summary>
internal static class AuthorizationTables
{
    /// <summary>What stands above a level.</summary>
    private sealed record Context
    {
        public X12SegmentValue? Begin { get; init; }

        public X12SegmentValue? Payer { get; init; }

        public X12SegmentValue? Requester { get; init; }

        public X12SegmentValue? Subscriber { get; init; }

        public X12SegmentValue? Dependent { get; init; }

        public X12SegmentValue? Demographics { get; init; }

        public long? EventSegmentNumber { get; init; }
    }

    private sealed record LevelOf(Context Above, IReadOnlyList<X12SegmentValue> Segments, ModelReading Reading)
    {
        public X12SegmentValue Head => Segments[0];

        public X12SegmentValue? First(string id) => Segments.FirstOrDefault(segment => segment.Id == id);

        public X12SegmentValue? First(string id, params ReadOnlySpan<string> qualifiers)
        {
            foreach (var segment in Segments)
                if (segment.Id == id && qualifiers.Contains(segment.Element(1))) return segment;
            return null;
        }

        public string? Text(string id, int element) => ModelReading.Text(First(id), element);

        public QualifiedDate? Date(params ReadOnlySpan<string> qualifiers) => First("DTP", qualifiers) is { } date ? ModelReading.Dtp(date) : null;

        public override string ToString() => $"level at {Head.SegmentNumber}";
    }

    private sealed record CodeOf(LevelOf Level, ClaimCode Code);

    private static readonly RowMaker<LevelOf> Levels = new(
        "authorization", "278", "one patient event or service (loops 2000E and 2000F), asked for or answered", row => row.Head.SegmentNumber,
        ("is_response", row => ModelReading.Text(row.Above.Begin, 2) is { } purpose ? purpose == "11" : null),
        ("purpose_code", row => ModelReading.Text(row.Above.Begin, 2)),
        ("reference", row => ModelReading.Text(row.Above.Begin, 3)),
        ("level_code", row => ModelReading.Text(row.Head, 3)),
        ("event_segment_number", row => row.Above.EventSegmentNumber),
        ("payer_id", row => ModelReading.Text(row.Above.Payer, 9)),
        ("payer_name", row => ModelReading.Text(row.Above.Payer, 3)),
        ("requester_id", row => ModelReading.Text(row.Above.Requester, 9)),
        ("requester_name", row => ModelReading.Text(row.Above.Requester, 3)),
        ("subscriber_id", row => ModelReading.Text(row.Above.Subscriber, 9)),
        ("patient_last_name", row => ModelReading.Text(row.Above.Dependent ?? row.Above.Subscriber, 3)),
        ("patient_first_name", row => ModelReading.Text(row.Above.Dependent ?? row.Above.Subscriber, 4)),
        ("patient_birth_date", row => row.Reading.Date(row.Above.Demographics, 2)),
        ("patient_sex_code", row => ModelReading.Text(row.Above.Demographics, 3)),
        ("is_dependent", row => row.Above.Dependent is not null),
        ("trace_number", row => row.Text("TRN", 2)),
        ("request_category_code", row => row.Text("UM", 1)),
        ("certification_type_code", row => row.Text("UM", 2)),
        ("service_type_code", row => row.Text("UM", 3)),
        ("facility_code", row => ModelReading.Text(row.First("UM"), 4, 1)),
        ("level_of_service_code", row => row.Text("UM", 6)),
        ("action_code", row => row.Text("HCR", 1)),
        ("authorization_number", row => row.Text("HCR", 2)),
        ("decision_reason_code", row => row.Text("HCR", 3)),
        ("reject_reason_code", row => row.Text("AAA", 3)),
        ("previous_authorization_number", row => ModelReading.Text(row.First("REF", "BB"), 2)),
        ("event_first_date", row => row.Date("AAH", "472")?.FirstDate),
        ("event_last_date", row => row.Date("AAH", "472")?.LastDate),
        ("admission_date", row => row.Date("435")?.FirstDate),
        ("discharge_date", row => row.Date("096")?.FirstDate),
        ("certified_first_date", row => row.Date("007")?.FirstDate),
        ("certified_last_date", row => row.Date("007")?.LastDate),
        ("expiry_date", row => row.Date("036")?.FirstDate),
        ("diagnosis_code", row => ModelReading.Text(row.First("HI"), 1, 2)),
        ("procedure_code", row => Service(row) is { } service ? ModelReading.Text(service.Segment, service.Procedure, 2) : null),
        ("revenue_code", row => row.Text("SV2", 1)),
        ("billed_amount", row => Service(row) is { } service ? row.Reading.Number(service.Segment, service.Procedure + 1) : null),
        ("quantity_qualifier", row => row.Text("HSD", 1)),
        ("quantity", row => row.Reading.Number(row.First("HSD"), 2)),
        ("provider_entity_code", row => ModelReading.Text(Provider(row), 1)),
        ("provider_id", row => ModelReading.Text(Provider(row), 9)),
        ("provider_name", row => ModelReading.Text(Provider(row), 3)),
        ("message", row => row.Text("MSG", 1)));

    private static readonly RowMaker<CodeOf> Codes = new(
        "authorization_code", "278", "one diagnosis of an HI segment", row => row.Code.SegmentNumber,
        ("level_segment_number", row => row.Level.Head.SegmentNumber),
        ("qualifier", row => row.Code.Qualifier),
        ("code", row => row.Code.Code),
        ("first_date", row => row.Code.Date?.FirstDate));

    public static ImmutableArray<X12Table> All { get; } = [Levels.Table, Codes.Table];

    public static IEnumerable<X12Row> Rows(ModelReading reading, EnvelopeNumbers envelope, IEnumerable<X12SegmentValue> segments)
    {
        var above = new Context();
        foreach (var unit in SegmentUnits.Of(segments, "ST", "HL", "SE"))
        {
            var level = new LevelOf(above, unit, reading);
            above = Below(level);
            if (unit[0].Id != "HL" || !IsAsked(level)) continue;
            level = level with { Above = unit[0].Element(3) == "EV" ? above with { EventSegmentNumber = null } : above };
            yield return Levels.Row(envelope, level);
            foreach (var row in Codes.Rows(envelope, CodesOf(level))) yield return row;
        }
    }

    // In requests of some senders the event stands in the patient's own level.
    private static bool IsAsked(LevelOf level) => level.Head.Element(3) is "EV" or "SS" || level.First("UM") is not null || level.First("HCR") is not null;

    private static Context Below(LevelOf level)
    {
        var (above, name) = (level.Above, level.First("NM1"));
        if (level.Head.Id == "ST") return new() { Begin = level.First("BHT") };
        return level.Head.Element(3) switch
        {
            "20" => new() { Begin = above.Begin, Payer = name },
            "21" => new() { Begin = above.Begin, Payer = above.Payer, Requester = name },
            "22" => above with { Subscriber = name, Dependent = null, Demographics = level.First("DMG"), EventSegmentNumber = null },
            "23" => above with { Dependent = name, Demographics = level.First("DMG"), EventSegmentNumber = null },
            "EV" => above with { EventSegmentNumber = level.Head.SegmentNumber },
            _ => above,
        };
    }

    private static IEnumerable<CodeOf> CodesOf(LevelOf level) =>
        from segment in level.Segments
        where segment.Id == "HI"
        from number in Enumerable.Range(1, segment.ElementCount)
        where segment.Component(number, 2).Length > 0
        let qualifier = segment.Component(number, 1)
        select new CodeOf(level, new(qualifier, segment.Component(number, 2))
        {
            Date = ModelReading.Text(segment, number, 3) is { } format ? new(qualifier, format, segment.Component(number, 4)) : null,
            SegmentNumber = segment.SegmentNumber,
        });

    // The procedure's element, behind which the amount stands.
    private static (X12SegmentValue Segment, int Procedure)? Service(LevelOf level) =>
        level.First("SV1") is { } professional ? (professional, 1)
        : level.First("SV2") is { } institutional ? (institutional, 2)
        : level.First("SV3") is { } dental ? (dental, 1)
        : null;

    // Of an event or a service; the name in the patient's own level is the patient's.
    private static X12SegmentValue? Provider(LevelOf level) => level.Head.Element(3) is "EV" or "SS" ? level.First("NM1") : null;
}
