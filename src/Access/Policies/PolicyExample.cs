using System.Collections.Immutable;
using System.Text.Json;
using Carelake.Core;

namespace Carelake.Access.Policies;

/// <summary>A decision that must come out as written.</summary>
/// <param name="Name">What it shows, as a sentence.</param>
/// <param name="Question">Who, what for, on what.</param>
/// <param name="Expected"><c>allow</c>, <c>deny</c>, <c>hash</c>, <c>mask</c> or <c>redact</c>.</param>
public sealed record PolicyExample(string Name, AccessQuestion Question, string Expected)
{
    private static readonly string[] Answers = ["allow", "deny", "hash", "mask", "redact"];

    /// <summary>Reads a JSON array of examples.</summary>
    /// <param name="json">The text.</param>
    /// <param name="place">Name of the file, for issues.</param>
    /// <returns>Those that can be read, and an issue <c>ACC-0108</c> for each that cannot.</returns>
    public static Parsed<ImmutableArray<PolicyExample>> Read(string json, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array) return new([], [Problem(place, "the examples are not a JSON array")]);
            var examples = document.RootElement.EnumerateArray().Select(ReadOne).ToList();
            var wrong = examples.Index().Where(item => item.Item is null).Select(item => Problem(place, $"example number {item.Index + 1} lacks a part or names something that is not"));
            return new([.. examples.OfType<PolicyExample>()], [.. wrong]);
        }
        catch (JsonException exception)
        {
            return new([], [Problem(place, $"the examples are not JSON (line {exception.LineNumber + 1})")]);
        }
    }

    private static PolicyExample? ReadOne(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        var situation = Situation.All.FirstOrDefault(one => one.Name == Text(json, "situation", Situation.OwnFacility.Name));
        var role = Role.All.FirstOrDefault(one => one.Name == Text(json, "role", ""));
        var isClass = Enum.TryParse<SensitivityClass>(Text(json, "class", ""), out var sensitivity);
        var expected = Text(json, "expect", "");
        if (situation is null || role is null || !isClass || !Answers.Contains(expected)) return null;
        return new(Text(json, "name", ""), new(role, Text(json, "action", "read"), sensitivity, Text(json, "specialty", "general"), situation), expected);
    }

    private static string Text(JsonElement json, string name, string otherwise) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : otherwise;

    private static Issue Problem(string place, string message) => new("ACC-0108", Severity.Error, place, message);
}
