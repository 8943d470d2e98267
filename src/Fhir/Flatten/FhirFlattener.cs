using System.Globalization;
using System.Text.Json;

namespace Carelake.Fhir.Flatten;

/// <summary>Resources as rows of the common data model. What has another shape than the definition says is taken as absent; nothing throws.</summary>
/// <param name="tables">The tables; those of other resource types are left alone.</param>
public sealed class FhirFlattener(IReadOnlyCollection<FlatTable> tables)
{
    private const int MostNested = 32;

    /// <summary>The rows of a resource, or of every resource of a bundle.</summary>
    /// <param name="resource">A resource in JSON.</param>
    public IEnumerable<FlatRow> Rows(JsonElement resource) => Rows(resource, 0);

    private IEnumerable<FlatRow> Rows(JsonElement resource, int depth)
    {
        var type = Text(Member(resource, "resourceType"));
        if (type == "Bundle" && depth < MostNested)
        {
            var entries = Member(resource, "entry");
            if (entries.ValueKind != JsonValueKind.Array) yield break;
            foreach (var entry in entries.EnumerateArray())
                foreach (var row in Rows(Member(entry, "resource"), depth + 1))
                    yield return row;
            yield break;
        }
        foreach (var table in tables.Where(table => table.Resource == type))
            if (table.Filters.All(filter => Text(Find(resource, filter.Path)) == filter.Name))
                yield return new FlatRow(table, [.. table.Columns.Select(column => Value(column, Find(resource, column.Path)))]);
    }

    private static JsonElement Find(JsonElement element, IEnumerable<FlatStep> path)
    {
        foreach (var step in path)
        {
            element = Item(Member(element, step.Name), step);
            if (element.ValueKind == JsonValueKind.Undefined) break;
        }
        return element;
    }

    private static JsonElement Item(JsonElement member, FlatStep step)
    {
        if (member.ValueKind != JsonValueKind.Array)
            return step.Index == 0 && (step.Key.Length == 0 || Text(Find(member, step.Key)) == step.Value) ? member : default;
        if (step.Key.Length == 0) return step.Index < member.GetArrayLength() ? member[step.Index] : default;
        return member.EnumerateArray().FirstOrDefault(item => Text(Find(item, step.Key)) == step.Value);
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text.
            return null;
        }
    }

    private static string? Value(FlatColumn column, JsonElement element) => Text(element) is not { Length: > 0 } text ? null : column.Kind switch
    {
        FlatKind.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? text : null,
        FlatKind.Decimal => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null,
        FlatKind.Date => Date(text),
        FlatKind.Day => FlatTime.Moment(text) is { } day ? day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
        FlatKind.Timestamp => FlatTime.Moment(text) is { } moment ? FlatTime.Utc(moment) : null,
        FlatKind.Reference => Reference(text, column.Argument),
        FlatKind.Code => column.Codes.Where(pair => pair.Key == text).Select(pair => pair.Value).FirstOrDefault() ?? (column.IsClosed ? null : text),
        _ => text,
    };

    private static string? Date(string text) =>
        text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text[..10] : null;

    // Patient/12, https://host/fhir/Patient/12/_history/1, urn:uuid:...
    private static string? Reference(string text, string type)
    {
        if (text.StartsWith("urn:uuid:", StringComparison.Ordinal)) return text["urn:uuid:".Length..];
        var parts = text.Split('/');
        var at = Array.LastIndexOf(parts, type);
        return at >= 0 && at + 1 < parts.Length && parts[at + 1].Length > 0 ? parts[at + 1] : null;
    }
}
