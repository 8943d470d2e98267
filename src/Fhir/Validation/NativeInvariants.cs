using System.Text.Json;

namespace Carelake.Fhir.Validation;

/// <summary>
/// The rules of R4 that nearly every resource meets, written out. Each does what its FHIRPath does; a test compares the two over the corpora.
/// </summary>
internal static class NativeInvariants
{
    /// <summary>Whether an element satisfies a rule; null when that takes the FHIRPath.</summary>
    /// <param name="json">The element.</param>
    /// <param name="resource">The resource that holds it.</param>
    internal delegate bool? Native(JsonElement json, JsonElement resource);

    private static readonly Dictionary<string, Native> ByKey = new(StringComparer.Ordinal)
    {
        ["age-1"] = (json, _) => IsUcum(json) && (!json.Has("value"u8) ? true : Exists(json, "code"u8, "_code"u8) && IsPositive(json)),
        ["ait-1"] = (json, _) => HasCode(json, "verificationStatus"u8, AllergyVerification, EnteredInError) || json.Has("clinicalStatus"u8),
        ["ait-2"] = (json, _) => !HasCode(json, "verificationStatus"u8, AllergyVerification, EnteredInError) || !json.Has("clinicalStatus"u8),
        ["att-1"] = (json, _) => !Exists(json, "data"u8, "_data"u8) || Exists(json, "contentType"u8, "_contentType"u8),
        ["bdl-1"] = (json, _) => !Exists(json, "total"u8, "_total"u8) || IsOfType(json, "searchset"u8) || IsOfType(json, "history"u8),
        ["bdl-2"] = (json, _) => IsOfType(json, "searchset"u8) || !AnyEntry(json, "search"u8),
        ["bdl-3"] = (json, _) => EntriesHave(json, "request"u8, IsOfType(json, "batch"u8) || IsOfType(json, "transaction"u8) || IsOfType(json, "history"u8)),
        ["bdl-4"] = (json, _) => EntriesHave(json, "response"u8, IsOfType(json, "batch-response"u8) || IsOfType(json, "transaction-response"u8) || IsOfType(json, "history"u8)),
        ["bdl-5"] = (json, _) => json.Has("resource"u8) || json.Has("request"u8) || json.Has("response"u8),
        ["bdl-7"] = (json, _) => IsOfType(json, "history"u8) || FullUrlsDiffer(json),
        ["bdl-8"] = (json, _) => json.String("fullUrl"u8) is not { } url || !url.Contains("/_history/", StringComparison.Ordinal),
        ["bdl-9"] = (json, _) => !IsOfType(json, "document"u8)
            || (Exists(json.Get("identifier"u8), "system"u8, "_system"u8) && Exists(json.Get("identifier"u8), "value"u8, "_value"u8)),
        ["bdl-10"] = (json, _) => !IsOfType(json, "document"u8) || json.Has("timestamp"u8),
        ["bdl-11"] = (json, _) => !IsOfType(json, "document"u8) || FirstIs(json, "Composition"u8),
        ["bdl-12"] = (json, _) => !IsOfType(json, "message"u8) || FirstIs(json, "MessageHeader"u8),
        ["con-1"] = (json, _) => json.Has("summary"u8) || json.Has("assessment"u8),
        ["con-2"] = (json, _) => json.Has("code"u8) || json.Has("detail"u8),
        ["cpl-3"] = (json, _) => !json.Has("detail"u8) || !json.Has("reference"u8),
        ["cpt-2"] = (json, _) => !Exists(json, "value"u8, "_value"u8) || Exists(json, "system"u8, "_system"u8),
        ["dom-2"] = (json, _) => !AnyContained(json, contained => contained.Has("contained"u8)),
        ["dom-3"] = (_, _) => true,
        ["dom-4"] = (json, _) => !AnyContained(json, contained => Exists(contained.Get("meta"u8), "versionId"u8, "_versionId"u8) || Exists(contained.Get("meta"u8), "lastUpdated"u8, "_lastUpdated"u8)),
        ["dom-5"] = (json, _) => !AnyContained(json, contained => contained.Get("meta"u8).Has("security"u8)),
        ["dom-6"] = (json, _) => json.Get("text"u8).Has("div"u8),
        ["exp-1"] = (json, _) => Exists(json, "expression"u8, "_expression"u8) || Exists(json, "reference"u8, "_reference"u8),
        ["obs-3"] = (json, _) => json.Has("low"u8) || json.Has("high"u8) || Exists(json, "text"u8, "_text"u8),
        ["obs-6"] = (json, _) => !json.Has("dataAbsentReason"u8) || !HasChoice(json, "value"u8),
        ["obs-7"] = (json, resource) => !json.Has("component"u8) || !HasChoice(json, "value"u8) || !SharesCode(json, resource),
        ["org-1"] = (json, _) => json.Has("identifier"u8) || Exists(json, "name"u8, "_name"u8),
        ["org-2"] = (json, _) => !json.Get("use"u8).Is("home"u8),
        ["org-3"] = (json, _) => !json.Get("use"u8).Is("home"u8),
        ["pat-1"] = (json, _) => json.Has("name"u8) || json.Has("telecom"u8) || json.Has("address"u8) || json.Has("organization"u8),
        ["per-1"] = (json, _) => DateOrder.IsInOrder(json.Get("start"u8), json.Get("end"u8)),
        ["qty-3"] = (json, _) => !Exists(json, "code"u8, "_code"u8) || Exists(json, "system"u8, "_system"u8),
        ["rat-1"] = (json, _) => json.Has("numerator"u8) == json.Has("denominator"u8) && (json.Has("numerator"u8) || json.Has("extension"u8)),
        ["ref-1"] = (_, _) => true,
        ["tim-1"] = (json, _) => !Exists(json, "duration"u8, "_duration"u8) || Exists(json, "durationUnit"u8, "_durationUnit"u8),
        ["tim-2"] = (json, _) => !Exists(json, "period"u8, "_period"u8) || Exists(json, "periodUnit"u8, "_periodUnit"u8),
        ["tim-4"] = (json, _) => IsAbsentOrNotNegative(json.Get("duration"u8)),
        ["tim-5"] = (json, _) => IsAbsentOrNotNegative(json.Get("period"u8)),
        ["tim-6"] = (json, _) => !Exists(json, "periodMax"u8, "_periodMax"u8) || Exists(json, "period"u8, "_period"u8),
        ["tim-7"] = (json, _) => !Exists(json, "durationMax"u8, "_durationMax"u8) || Exists(json, "duration"u8, "_duration"u8),
        ["tim-8"] = (json, _) => !Exists(json, "countMax"u8, "_countMax"u8) || Exists(json, "count"u8, "_count"u8),
        ["tim-9"] = (json, _) => Exists(json, "offset"u8, "_offset"u8) ? null : true,
        ["tim-10"] = (json, _) => !Exists(json, "timeOfDay"u8, "_timeOfDay"u8) || !Exists(json, "when"u8, "_when"u8),
        // The walk looks at narratives itself.
        ["txt-1"] = (_, _) => true,
        ["txt-2"] = (_, _) => true,
        ["con-3"] = (json, _) => json.Has("clinicalStatus"u8) ? true : null,
        ["con-4"] = (json, _) => HasChoice(json, "abatement"u8) ? IsOver(json) : true,
        ["con-5"] = (json, _) => !HasCode(json, "verificationStatus"u8, ConditionVerification, EnteredInError) || !json.Has("clinicalStatus"u8),
        ["ctm-1"] = (json, _) => json.Has("onBehalfOf"u8) ? null : true,
        ["drt-1"] = (json, _) => !Exists(json, "code"u8, "_code"u8) || (json.Get("system"u8).Is(Ucum) && Exists(json, "value"u8, "_value"u8)),
        ["gol-1"] = (json, _) => !HasChoice(json, "detail"u8) || json.Has("measure"u8),
        ["imm-1"] = (json, _) => Exists(json, "documentType"u8, "_documentType"u8) || Exists(json, "reference"u8, "_reference"u8),
    };

    private static ReadOnlySpan<byte> Ucum => "http://unitsofmeasure.org"u8;

    private static ReadOnlySpan<byte> AllergyVerification => "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"u8;

    private static ReadOnlySpan<byte> ConditionVerification => "http://terminology.hl7.org/CodeSystem/condition-ver-status"u8;

    private static ReadOnlySpan<byte> ConditionClinical => "http://terminology.hl7.org/CodeSystem/condition-clinical"u8;

    private static ReadOnlySpan<byte> EnteredInError => "entered-in-error"u8;

    /// <summary>The keys of the rules that are written out.</summary>
    public static IEnumerable<string> Keys => ByKey.Keys;

    /// <summary>The rule of a key; null when only its FHIRPath is known.</summary>
    public static Native? Find(string key) => ByKey.GetValueOrDefault(key);

    private static bool Exists(JsonElement json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> companion) => json.Has(name) || json.Has(companion);

    private static bool IsOfType(JsonElement json, ReadOnlySpan<byte> type) => json.Get("type"u8).Is(type);

    private static bool AnyEntry(JsonElement json, ReadOnlySpan<byte> name)
    {
        foreach (var entry in json.Get("entry"u8).Items())
            if (entry.Has(name))
                return true;
        return false;
    }

    private static bool EntriesHave(JsonElement json, ReadOnlySpan<byte> name, bool expected)
    {
        foreach (var entry in json.Get("entry"u8).Items())
            if (entry.Has(name) != expected)
                return false;
        return true;
    }

    private static bool FullUrlsDiffer(JsonElement json)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in json.Get("entry"u8).Items())
            if (entry.String("fullUrl"u8) is { } url && !seen.Add(url + entry.Get("resource"u8).Get("meta"u8).String("versionId"u8)))
                return false;
        return true;
    }

    private static bool FirstIs(JsonElement json, ReadOnlySpan<byte> type)
    {
        foreach (var entry in json.Get("entry"u8).Items())
            return entry.Get("resource"u8).Get("resourceType"u8).Is(type);
        return false;
    }

    private static bool AnyContained(JsonElement json, Func<JsonElement, bool> test)
    {
        foreach (var contained in json.Get("contained"u8).Items())
            if (test(contained))
                return true;
        return false;
    }

    // A choice is there under one of several names, of which only the start is known.
    private static bool HasChoice(JsonElement json, ReadOnlySpan<byte> start)
    {
        if (json.ValueKind != JsonValueKind.Object) return false;
        foreach (var property in json.EnumerateObject())
        {
            var name = Utf8Text.Name(property);
            if (name.Length > 0 && name[0] == '_') name = name[1..];
            if (name.Length > start.Length && name.StartsWith(start) && name[start.Length] is >= (byte)'A' and <= (byte)'Z') return true;
        }
        return false;
    }

    private static bool HasCode(JsonElement json, ReadOnlySpan<byte> concept, ReadOnlySpan<byte> system, ReadOnlySpan<byte> code)
    {
        foreach (var coding in json.Get(concept).Get("coding"u8).Items())
            if (coding.Get("system"u8).Is(system) && coding.Get("code"u8).Is(code))
                return true;
        return false;
    }

    private static bool IsOver(JsonElement json) =>
        HasCode(json, "clinicalStatus"u8, ConditionClinical, "resolved"u8) || HasCode(json, "clinicalStatus"u8, ConditionClinical, "remission"u8)
        || HasCode(json, "clinicalStatus"u8, ConditionClinical, "inactive"u8);

    private static bool SharesCode(JsonElement json, JsonElement resource)
    {
        foreach (var component in json.Get("component"u8).Items())
            foreach (var coding in component.Get("code"u8).Get("coding"u8).Items())
                foreach (var own in resource.Get("code"u8).Get("coding"u8).Items())
                    if (Utf8Text.AreEqual(coding, own))
                        return true;
        return false;
    }

    private static bool IsUcum(JsonElement json) => !Exists(json, "system"u8, "_system"u8) || json.Get("system"u8).Is(Ucum);

    private static bool IsPositive(JsonElement json) => json.Get("value"u8) is not { ValueKind: JsonValueKind.Number } value || !value.TryGetDecimal(out var number) || number > 0;

    private static bool IsAbsentOrNotNegative(JsonElement json) => json.ValueKind != JsonValueKind.Number || !json.TryGetDecimal(out var number) || number >= 0;
}
