using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Carelake.Core;

namespace Carelake.Hl7v2;

public sealed partial record ValidationProfile
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>Reads a profile file and lays it over another: what it does not name stays.</summary>
    /// <param name="json">UTF-8; comments and trailing commas are allowed. See <c>docs/reference/hl7-profiles.md</c>.</param>
    /// <param name="over">Usually <see cref="Standard"/>.</param>
    /// <returns>The profile, without the entries that the issues name.</returns>
    public static Parsed<ValidationProfile> Parse(ReadOnlyMemory<byte> json, ValidationProfile over)
    {
        var issues = ImmutableArray.CreateBuilder<Issue>();
        try
        {
            using var document = JsonDocument.Parse(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return new(over, [new("HL7-0120", Severity.Error, "", "The profile is not a JSON object.")]);
            var profile = over;
            foreach (var member in document.RootElement.EnumerateObject())
                profile = Apply(profile, member, issues);
            return new(profile, issues.ToImmutable());
        }
        catch (JsonException exception)
        {
            return new(over, [new("HL7-0120", Severity.Error, $"line {exception.LineNumber + 1}", "The profile is not JSON.")]);
        }
    }

    private static ValidationProfile ReadStandard()
    {
        using var stream = typeof(ValidationProfile).Assembly.GetManifestResourceStream("standard.json")
            ?? throw new System.Diagnostics.UnreachableException("standard.json is built into the assembly.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return Parse(buffer.ToArray(), new()).Value;
    }

    private static ValidationProfile Apply(ValidationProfile profile, JsonProperty member, ImmutableArray<Issue>.Builder issues)
    {
        switch (member.Name)
        {
            case "$schema": return profile;
            case "name" when member.Value.ValueKind == JsonValueKind.String: return profile with { Name = member.Value.GetString() ?? "" };
            case "segments" when IsObject(member):
                return profile with { RequiredSegments = profile.RequiredSegments.SetItems(Items(member, issues).Select(item => KeyValuePair.Create(item.Key, item.Value))) };
            case "tables" when IsObject(member):
                return profile with { Tables = profile.Tables.SetItems(Items(member, issues).Select(item => KeyValuePair.Create(item.Key, item.Value.ToImmutableHashSet(StringComparer.Ordinal)))) };
            case "fields" when IsObject(member):
                return profile with { Fields = profile.Fields.SetItems(member.Value.EnumerateObject().SelectMany(field => ReadRule(field, issues))) };
            case "severities" when IsObject(member):
                return profile with { Severities = profile.Severities.SetItems(member.Value.EnumerateObject().SelectMany(item => ReadSeverity(item, issues))) };
            case "checkedTables": return profile with { CheckedTables = [.. Texts(member.Value, member.Name, issues)] };
            case "processingIds": return profile with { Receiver = profile.Receiver with { ProcessingIds = [.. Texts(member.Value, member.Name, issues)] } };
            case "versions": return profile with { Receiver = profile.Receiver with { Versions = [.. Texts(member.Value, member.Name, issues)] } };
            case "events": return profile with { Receiver = profile.Receiver with { Events = [.. Texts(member.Value, member.Name, issues)] } };
            default:
                issues.Add(new("HL7-0121", Severity.Error, member.Name, "The profile has a member that means nothing, or is not of its kind."));
                return profile;
        }
    }

    private static bool IsObject(JsonProperty member) => member.Value.ValueKind == JsonValueKind.Object;

    private static IEnumerable<KeyValuePair<string, ImmutableArray<string>>> Items(JsonProperty member, ImmutableArray<Issue>.Builder issues) =>
        member.Value.EnumerateObject().Select(item => KeyValuePair.Create(item.Name, Texts(item.Value, $"{member.Name}.{item.Name}", issues)));

    private static ImmutableArray<string> Texts(JsonElement value, string place, ImmutableArray<Issue>.Builder issues)
    {
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateArray().Select(item => item.GetString() ?? "")];
        issues.Add(new("HL7-0121", Severity.Error, place, "A list of texts is expected."));
        return [];
    }

    private static IEnumerable<KeyValuePair<string, Severity>> ReadSeverity(JsonProperty item, ImmutableArray<Issue>.Builder issues)
    {
        if (item.Value.ValueKind == JsonValueKind.String && Enum.TryParse<Severity>(item.Value.GetString(), ignoreCase: true, out var severity))
            return [KeyValuePair.Create(item.Name, severity)];
        issues.Add(new("HL7-0121", Severity.Error, $"severities.{item.Name}", "A severity is information, warning or error."));
        return [];
    }

    private static IEnumerable<KeyValuePair<string, FieldRule>> ReadRule(JsonProperty field, ImmutableArray<Issue>.Builder issues)
    {
        var place = $"fields.{field.Name}";
        if (!Hl7Path.TryParse(field.Name, out var path) || path is { Field: 0 } or { Occurrence: > 1 } or { Repetition: > 0 } || !IsObject(field))
        {
            issues.Add(new("HL7-0121", Severity.Error, place, "A rule is an object under a path such as PID-3 or PID-5.1."));
            return [];
        }
        var rule = new FieldRule(null, false, null, "", null, null, "");
        foreach (var member in field.Value.EnumerateObject())
            rule = ReadRule(rule, member, place, issues);
        return [KeyValuePair.Create(path.ToString(), rule)];
    }

    private static FieldRule ReadRule(FieldRule rule, JsonProperty member, string place, ImmutableArray<Issue>.Builder issues)
    {
        var value = member.Value;
        switch (member.Name, value.ValueKind)
        {
            case ("required", JsonValueKind.True or JsonValueKind.False): return rule with { IsRequired = value.GetBoolean() };
            case ("forbidden", JsonValueKind.True or JsonValueKind.False): return rule with { IsForbidden = value.GetBoolean() };
            case ("length", JsonValueKind.Number) when value.TryGetInt32(out var length) && length > 0: return rule with { Length = length };
            case ("table", JsonValueKind.String): return rule with { Table = value.GetString() ?? "" };
            case ("message", JsonValueKind.String): return rule with { Message = value.GetString() ?? "" };
            case ("severity", JsonValueKind.String) when Enum.TryParse<Severity>(value.GetString(), ignoreCase: true, out var severity): return rule with { Severity = severity };
            case ("pattern", JsonValueKind.String) when ReadPattern(value.GetString() ?? "") is { } pattern: return rule with { Pattern = pattern };
            default:
                issues.Add(new("HL7-0121", Severity.Error, $"{place}.{member.Name}", "The rule has a member that means nothing, or is not of its kind."));
                return rule;
        }
    }

    private static Regex? ReadPattern(string pattern)
    {
        try
        {
            return new($"^(?:{pattern})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, LongestMatch);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
