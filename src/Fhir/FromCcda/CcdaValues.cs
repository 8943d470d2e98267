using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>CDA data types as FHIR ones (HL7 C-CDA on FHIR, "CDA to FHIR data types"). Null where nothing is known.</summary>
internal sealed class CcdaValues(CcdaNarrative narrative, string? offset)
{
    private const string NullFlavors = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor";
    private const string Ucum = "http://unitsofmeasure.org";

    /// <summary>CD, CE, CV: the code, its translations, and the text it was made from.</summary>
    public JsonObject? Concept(XElement? code)
    {
        if (code is null) return null;
        var codings = code.All("translation").Prepend(code).Select(Coding).OfType<JsonObject>()
            .DistinctBy(coding => coding.ToJsonString(), StringComparer.Ordinal);
        return Json.Object(("coding", Json.Array(codings)), ("text", Text(code.Child("originalText")) ?? (code.Value("code") is null ? code.Value("displayName") : null)));
    }

    /// <summary>As <see cref="Concept"/>; where nothing is known, the reason why as a code.</summary>
    public JsonObject RequiredConcept(XElement? code) => Concept(code) ?? Json.Concept(NullFlavors, NullFlavor(code));

    /// <summary>One code with its system; null without a code.</summary>
    public static JsonObject? Coding(XElement? code)
    {
        if (code.Value("code") is not { } value) return null;
        return Json.Object(
            ("system", CodeSystemUrls.Of(code.Value("codeSystem"))), ("version", code.Value("codeSystemVersion")),
            ("code", string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries))), ("display", code.Value("displayName")));
    }

    /// <summary>The reason that a value is missing; UNK when none is given, or one that HL7 does not know.</summary>
    public static string NullFlavor(XElement? element) => element.Value("nullFlavor") switch
    {
        { } known and ("NI" or "INV" or "DER" or "OTH" or "NINF" or "PINF" or "UNC" or "MSK" or "NA" or "UNK" or "ASKU" or "NAV" or "NASK" or "QS" or "TRC") => known,
        _ => "UNK",
    };

    /// <summary>A data-absent-reason for a nullFlavor (HL7 C-CDA on FHIR).</summary>
    public static JsonObject AbsentReason(XElement? element) => Json.Concept(
        "http://terminology.hl7.org/CodeSystem/data-absent-reason", AbsentCode(element));

    /// <summary>What stands beside a primitive that has no value: the reason why (FHIR R4, section 2.6.2.3 and the extension data-absent-reason).</summary>
    public static JsonObject AbsentPrimitive(XElement? element) => new()
    {
        ["extension"] = new JsonArray(new JsonObject { ["url"] = "http://hl7.org/fhir/StructureDefinition/data-absent-reason", ["valueCode"] = AbsentCode(element) }),
    };

    private static string AbsentCode(XElement? element) => NullFlavor(element) switch
    {
        "NA" => "not-applicable",
        "MSK" => "masked",
        "ASKU" => "asked-unknown",
        "NAV" => "temp-unknown",
        "NASK" => "not-asked",
        "NINF" => "negative-infinity",
        "PINF" => "positive-infinity",
        _ => "unknown",
    };

    /// <summary>Text, taken from the narrative where it is only referred to.</summary>
    public string? Text(XElement? text)
    {
        if (text is null) return null;
        return narrative.Find(text.Child("reference").Value("value")) ?? text.Text();
    }

    /// <summary>II: system and value; null for one that says nothing.</summary>
    public static JsonObject? Identifier(XElement? id)
    {
        if (id.Value("nullFlavor") is not null && id.Value("extension") is null) return null;
        var system = CodeSystemUrls.Of(id.Value("root"));
        if (id.Value("extension") is { } extension) return Json.Object(("system", system), ("value", extension));
        return system is null ? null : Json.Object(("system", "urn:ietf:rfc:3986"), ("value", system.StartsWith("urn:", StringComparison.Ordinal) ? system : "urn:oid:" + id.Value("root")));
    }

    /// <summary>All identifiers of an element.</summary>
    public static JsonArray? Identifiers(XElement? element) => Json.Array(element.All("id").Select(Identifier).DistinctBy(id => id?.ToJsonString(), StringComparer.Ordinal));

    /// <summary>PN, ON with parts.</summary>
    public static JsonObject? Name(XElement? name)
    {
        if (name is null || name.Value("nullFlavor") is not null) return null;
        var use = name.Value("use") switch { { } uses when uses.Contains('L', StringComparison.Ordinal) => "official", "P" => "nickname", { } uses when uses.Contains('C', StringComparison.Ordinal) => "usual", _ => null };
        var parts = Json.Object(
            ("use", use), ("family", Joined(name.All("family"))), ("given", Texts(name.All("given"))),
            ("prefix", Texts(name.All("prefix"))), ("suffix", Texts(name.All("suffix"))), ("period", Period(name.Child("validTime"), null)));
        if (parts is null || (parts.Count == 1 && use is not null)) return name.Text() is { } text ? Json.Object(("use", use), ("text", text)) : null;
        return parts;
    }

    /// <summary>AD.</summary>
    public static JsonObject? Address(XElement? address)
    {
        if (address is null || address.Value("nullFlavor") is not null) return null;
        var use = address.Value("use")?.Split(' ')[0] switch { "H" or "HP" or "HV" or "PHYS" => "home", "WP" or "DIR" or "PUB" => "work", "TMP" => "temp", "BAD" => "old", _ => null };
        var parts = Json.Object(
            ("line", Texts(address.All("streetAddressLine").Concat(address.All("additionalLocator")))), ("city", Joined(address.All("city"))),
            ("district", Joined(address.All("county"))), ("state", Joined(address.All("state"))), ("postalCode", Joined(address.All("postalCode"))),
            ("country", Joined(address.All("country"))), ("period", Period(address.Child("useablePeriod"), null)));
        return parts?.Put("use", use);
    }

    /// <summary>TEL.</summary>
    public static JsonObject? Telecom(XElement? telecom)
    {
        if (telecom.Value("value") is not { } value) return null;
        var (system, text) = value.Split(':', 2) switch
        {
            ["tel", var number] => ("phone", number),
            ["fax", var number] => ("fax", number),
            ["mailto", var address] => ("email", address),
            ["http" or "https", _] => ("url", value),
            [_, _] => ("other", value),
            _ => ("phone", value),
        };
        if (text.Trim().Length == 0) return null;
        var use = telecom.Value("use")?.Split(' ')[0] switch { "H" or "HP" or "HV" => "home", "WP" or "DIR" or "PUB" => "work", "MC" => "mobile", "TMP" => "temp", "BAD" => "old", _ => null };
        return Json.Object(("system", system), ("value", text.Trim()), ("use", use));
    }

    /// <summary>TS as a FHIR dateTime; null when it has no value, or one that is no date.</summary>
    public string? DateTime(XElement? time) => DateTime(time.Value("value"), offset);

    /// <summary>TS as a FHIR date.</summary>
    public static string? Date(XElement? time) => DateTime(time.Value("value"), null) is { } text ? text[..Math.Min(10, text.Length)] : null;

    /// <summary>IVL_TS with its ends.</summary>
    public JsonObject? Period(XElement? interval) => Period(interval, offset);

    /// <summary>IVL_TS, or a single TS: (<c>Period</c>, object) or (<c>DateTime</c>, text) for a choice; null when there is neither.</summary>
    public (string Type, JsonNode Value)? Timing(XElement? time)
    {
        if (DateTime(time) is { } moment) return ("DateTime", moment);
        if (DateTime(time.Child("center")) is { } center) return ("DateTime", center);
        return Period(time) is { } period ? ("Period", period) : null;
    }

    /// <summary>The start of an interval, or the moment itself.</summary>
    public string? Start(XElement? time) => DateTime(time) ?? DateTime(time.Child("low")) ?? DateTime(time.Child("center"));

    /// <summary>PQ; a unit is marked as UCUM when it is a code of it.</summary>
    public static JsonObject? Quantity(XElement? quantity, string? comparator = null)
    {
        if (Number(quantity.Value("value")) is not { } number) return null;
        var unit = quantity.Value("unit");
        var result = new JsonObject { ["value"] = number };
        result.Put("comparator", comparator).Put("unit", unit);
        if (unit is not null && FhirPath.Units.Ucum.Parse(unit) is not null) result.Put("system", Ucum).Put("code", unit);
        return result;
    }

    /// <summary>A decimal as it is written, digits kept; null when it is none.</summary>
    public static JsonNode? Number(string? text)
    {
        if (text is null || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        return JsonValue.Create(number);
    }

    private static JsonObject? Period(XElement? interval, string? offset)
    {
        if (interval is null) return null;
        var start = DateTime(interval.Child("low").Value("value"), offset);
        var end = DateTime(interval.Child("high").Value("value"), offset);
        // An end before the start breaks per-1; the start is what is believed.
        if (start is not null && end is not null && string.CompareOrdinal(end, 0, start, 0, Math.Min(10, Math.Min(start.Length, end.Length))) < 0) end = null;
        return Json.Object(("start", start), ("end", end));
    }

    // YYYY[MM[DD[hh[mm[ss[.f]]]]]][+-ZZZZ]. FHIR wants a zone with every time: the document's own where the time has none, else the date alone.
    private static string? DateTime(string? text, string? offset)
    {
        if (text is null) return null;
        var sign = text.AsSpan().IndexOfAny('+', '-');
        var digits = (sign < 0 ? text : text[..sign]).Split('.')[0];
        var zone = sign < 0 ? offset : Zone(text[sign..]);
        if (digits.Length < 4 || digits.Length % 2 != 0 || digits.Length > 14 || !digits.All(char.IsAsciiDigit)) return null;
        var full = digits.PadRight(14, '0').ToCharArray();
        if (digits.Length < 6) "01".CopyTo(0, full, 4, 2);
        if (digits.Length < 8) "01".CopyTo(0, full, 6, 2);
        if (!System.DateTime.TryParseExact(full, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)) return null;
        return digits.Length switch
        {
            4 => moment.ToString("yyyy", CultureInfo.InvariantCulture),
            6 => moment.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            8 => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ when zone is null => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => moment.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + zone,
        };
    }

    /// <summary><c>-0500</c> as <c>-05:00</c>; null when it is no zone.</summary>
    public static string? Zone(string text) =>
        text.Length == 5 && text[0] is '+' or '-' && int.TryParse(text.AsSpan(1, 2), NumberStyles.None, null, out var hours) && hours <= 14
        && int.TryParse(text.AsSpan(3, 2), NumberStyles.None, null, out var minutes) && minutes <= 59
            ? $"{text[..3]}:{text[3..]}"
            : null;

    private static string? Joined(IEnumerable<XElement> parts)
    {
        var text = string.Join(' ', parts.Select(Cda.Text).OfType<string>());
        return text.Length > 0 ? text : null;
    }

    private static JsonArray? Texts(IEnumerable<XElement> parts) => Json.Array(parts.Select(Cda.Text).Select(text => text is null ? null : JsonValue.Create(text)));
}
