using System.Globalization;
using System.Text.Json.Nodes;
using Carelake.Fhir.FromHl7v2.Values;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>What a table cannot say, by the name that tables use after <c>:</c>.</summary>
internal static class MapFunctions
{
    private delegate JsonNode? MapFunction(MessageConversion conversion, V2Value value, JsonObject node);

    private static readonly Dictionary<string, MapFunction> ByName = new(StringComparer.Ordinal)
    {
        ["!observationValue"] = ObservationValues.Place,
        ["!referenceRange"] = ReferenceRange,
        ["!location"] = (conversion, value, _) => Locations.Reference(conversion, value),
        ["!locationLevel"] = (_, value, _) => Locations.Level(value),
        ["!joined"] = Joined,
        ["!attachment"] = (_, value, _) => Attachments.FromEd(value),
        ["!pointer"] = (_, value, _) => Attachments.FromRp(value),
        ["!documentText"] = DocumentText,
        ["!documentAttachment"] = (conversion, _, _) => Attachments.FromText(conversion.Current?.Document),
        ["!targets"] = Targets,
        ["!raceUs"] = Ethnicities.PlaceRace,
        ["!ethnicityUs"] = Ethnicities.PlaceEthnicity,
        ["!appointmentTimes"] = AppointmentTimes,
        ["!periodEnd"] = PeriodEnd,
        ["!minutes"] = (conversion, value, _) => Minutes(conversion, value) is { } minutes and > 0 and < int.MaxValue ? (int)minutes : null,
        ["!universalId"] = UniversalId,
    };

    /// <summary>These read every repetition of their field at once.</summary>
    private static readonly HashSet<string> WholeField = ["!joined", "!observationValue", "!raceUs", "!ethnicityUs", "!documentText"];

    public static bool Has(string name) => ByName.ContainsKey(name);

    public static bool TakesWholeField(string name) => WholeField.Contains(name);

    public static JsonNode? Call(string name, MessageConversion conversion, V2Value value, JsonObject node) =>
        ByName.TryGetValue(name, out var function) ? function(conversion, value, node) : null;

    /// <summary><c>a-b</c>, <c>&lt;b</c>, <c>&gt;a</c> as low and high in the observation's unit; always the text as well.</summary>
    private static JsonObject? ReferenceRange(MessageConversion conversion, V2Value value, JsonObject node)
    {
        var text = value.WholeText().Trim();
        if (text.Length == 0) return null;
        var range = new JsonObject();
        var dash = text.IndexOf('-', 1);
        if (dash > 0 && Primitives.Number(text[..dash].Trim()) is { } low && Primitives.Number(text[(dash + 1)..].Trim()) is { } high)
        {
            range["low"] = ObservationValues.WithUnit(conversion, new() { ["value"] = low });
            range["high"] = ObservationValues.WithUnit(conversion, new() { ["value"] = high });
        }
        else if (text[0] is '<' or '>' && Primitives.Number(text[1..].TrimStart('=', ' ')) is { } bound)
        {
            range[text[0] == '<' ? "high" : "low"] = ObservationValues.WithUnit(conversion, new() { ["value"] = bound });
        }
        range["text"] = text;
        return range;
    }

    /// <summary>A text that another rule placed; null when it placed something else there.</summary>
    public static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>All repetitions of the field, one a line.</summary>
    private static JsonValue? Joined(MessageConversion conversion, V2Value value, JsonObject node)
    {
        var lines = value.Siblings().Select(sibling => sibling.WholeText()).ToList();
        return lines.TrueForAll(string.IsNullOrWhiteSpace) ? null : JsonValue.Create(Primitives.Printable(string.Join('\n', lines).Trim()));
    }

    /// <summary>
    /// The end of a period that has a start, a duration later: minutes for PR1-7; for the resources of an appointment in the units of the next field.
    /// </summary>
    private static JsonObject? PeriodEnd(MessageConversion conversion, V2Value value, JsonObject node)
    {
        if (Minutes(conversion, value) is not { } minutes || TextOf(node["start"]) is not { } start) return null;
        return FhirTime.Plus(start, minutes) is { } end ? new() { ["end"] = end } : null;
    }

    /// <summary>A duration whose unit stands in the field after it: minutes when there is none.</summary>
    private static decimal? Minutes(MessageConversion conversion, V2Value value)
    {
        if (Primitives.Number(value.Text()) is not { } number || !decimal.TryParse(number.ToJsonString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return null;
        var unit = value.NextField();
        unit.MarkRead();
        decimal? factor = unit.Part(1).Peek().ToUpperInvariant() switch
        {
            "" or "M" or "MIN" or "MINUTES" or "MINUTE" or "MINS" => 1,
            "S" or "SEC" or "SECONDS" => 1m / 60,
            "H" or "HR" or "HOURS" or "HOUR" => 60,
            "D" or "DAYS" or "DAY" => 60 * 24,
            _ => null,
        };
        return Math.Abs(amount) < 1_000_000_000 ? amount * factor : null;
    }

    /// <summary>Text of a document that comes in several segments, gathered until the document is finished.</summary>
    private static JsonNode? DocumentText(MessageConversion conversion, V2Value value, JsonObject node)
    {
        if (conversion.Current is not { } document) return null;
        foreach (var line in value.Siblings())
            (document.Document ??= new()).Append(line.WholeText()).Append('\n');
        return null;
    }

    /// <summary>What a Provenance is about: every resource that the message's segments made.</summary>
    private static JsonNode? Targets(MessageConversion conversion, V2Value value, JsonObject node)
    {
        var targets = new JsonArray();
        foreach (var entry in conversion.OfSegments.Where(entry => entry.Type != "Provenance"))
            targets.Add(new JsonObject { ["reference"] = entry.Reference });
        if (targets.Count > 0) node["target"] = targets;
        return null;
    }

    /// <summary>
    /// An appointment has a start and an end or neither (app-2), and most have both (app-3): an end is worked out from the duration; a time that
    /// nobody said is marked as unknown.
    /// </summary>
    private static JsonNode? AppointmentTimes(MessageConversion conversion, V2Value value, JsonObject node)
    {
        if (TextOf(node["start"]) is { } start && !node.ContainsKey("end") && node["minutesDuration"] is JsonValue duration
            && duration.TryGetValue(out int minutes) && FhirTime.Plus(start, minutes) is { } end) node["end"] = end;
        foreach (var name in new[] { "start", "end" })
        {
            if (node.ContainsKey(name)) continue;
            node[$"_{name}"] = new JsonObject
            {
                ["extension"] = new JsonArray(new JsonObject
                {
                    ["url"] = "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
                    ["valueCode"] = "unknown",
                }),
            };
        }
        return null;
    }

    /// <summary>HD.2 with HD.3 as an identifier: an OID or UUID is a URI, anything else is what it is.</summary>
    private static JsonObject? UniversalId(MessageConversion conversion, V2Value value, JsonObject node)
    {
        var id = value.Part(2).Text();
        if (id.Length == 0) return null;
        var uri = IdentifierSystems.Universal(id, value.Part(3).Text());
        return uri is null ? new() { ["value"] = id } : new() { ["system"] = "urn:ietf:rfc:3986", ["value"] = uri };
    }
}
