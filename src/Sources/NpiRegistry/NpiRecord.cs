using System.Globalization;
using System.Text.Json;

namespace Carelake.Sources.NpiRegistry;

/// <summary>One provider of the registry as a row. Reads leniently: numbers come as text and as numbers, times in seconds and in milliseconds.</summary>
internal static class NpiRecord
{
    /// <summary>Above this, an epoch is in milliseconds (facts of the API; seconds reach it in the year 5138).</summary>
    private const long LargestSeconds = 100_000_000_000;

    public static IReadOnlyList<(string Name, string Type)> Columns { get; } =
    [
        ("npi", "VARCHAR"), ("is_found", "BOOLEAN"), ("enumeration_type", "VARCHAR"), ("status", "VARCHAR"),
        ("first_name", "VARCHAR"), ("last_name", "VARCHAR"), ("organization_name", "VARCHAR"), ("credential", "VARCHAR"),
        ("taxonomy_code", "VARCHAR"), ("taxonomy_description", "VARCHAR"), ("license", "VARCHAR"), ("license_state", "VARCHAR"),
        ("city", "VARCHAR"), ("state", "VARCHAR"), ("postal_code", "VARCHAR"), ("country_code", "VARCHAR"),
        ("enumeration_date", "DATE"), ("last_updated_at", "TIMESTAMPTZ"), ("created_at", "TIMESTAMPTZ"),
    ];

    /// <summary>A provider.</summary>
    public static object?[] Row(JsonElement result)
    {
        var basic = Child(result, "basic");
        var address = First(result, "addresses", item => Text(item, "address_purpose") == "LOCATION");
        var taxonomy = First(result, "taxonomies", item => item.TryGetProperty("primary", out var primary) && primary.ValueKind == JsonValueKind.True);
        return
        [
            Text(result, "number"), true, Text(result, "enumeration_type"), Text(basic, "status"),
            Text(basic, "first_name"), Text(basic, "last_name"), Text(basic, "organization_name"), Text(basic, "credential"),
            Text(taxonomy, "code"), Text(taxonomy, "desc"), Text(taxonomy, "license"), Text(taxonomy, "state"),
            Text(address, "city"), Text(address, "state"), Text(address, "postal_code"), Text(address, "country_code"),
            DateOnly.TryParse(Text(basic, "enumeration_date"), CultureInfo.InvariantCulture, out var date) ? date : null,
            Moment(Text(result, "last_updated_epoch")), Moment(Text(result, "created_epoch")),
        ];
    }

    /// <summary>A number the registry does not give out: unknown, or deactivated.</summary>
    public static object?[] NotFound(string number)
    {
        var row = new object?[Columns.Count];
        (row[0], row[1]) = (number, false);
        return row;
    }

    /// <summary>The number of a result, text or number.</summary>
    public static string Number(JsonElement result) => Text(result, "number") ?? "";

    /// <summary>A moment from seconds or milliseconds since 1970.</summary>
    internal static DateTimeOffset? Moment(string? epoch) =>
        !long.TryParse(epoch, CultureInfo.InvariantCulture, out var number) ? null
        : number > LargestSeconds ? DateTimeOffset.FromUnixTimeMilliseconds(number)
        : DateTimeOffset.FromUnixTimeSeconds(number);

    // The registry writes "--" for nothing.
    private static string? Text(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } item && item.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String when value.GetString() is { Length: > 0 } text && text != "--" => text,
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    private static JsonElement? Child(JsonElement element, string name) =>
        element.TryGetProperty(name, out var child) ? child : null;

    private static JsonElement? First(JsonElement element, string name, Func<JsonElement, bool> isWanted)
    {
        if (!element.TryGetProperty(name, out var items) || items.ValueKind != JsonValueKind.Array || items.GetArrayLength() == 0)
            return null;
        var all = items.EnumerateArray().ToList();
        return all.Exists(item => isWanted(item)) ? all.Find(item => isWanted(item)) : all[0];
    }
}
