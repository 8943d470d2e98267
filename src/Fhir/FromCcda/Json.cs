using System.Text.Json.Nodes;

namespace Carelake.Fhir.FromCcda;

/// <summary>Building JSON where absent parts are left out: FHIR has no null, no empty array and no empty object.</summary>
internal static class Json
{
    /// <summary>An object with the parts that are there; null when none is.</summary>
    public static JsonObject? Object(params ReadOnlySpan<(string Name, JsonNode? Value)> parts)
    {
        var result = new JsonObject();
        foreach (var (name, value) in parts) result.Put(name, value);
        return result.Count > 0 ? result : null;
    }

    /// <summary>Sets a member; nothing for null.</summary>
    public static JsonObject Put(this JsonObject target, string name, JsonNode? value)
    {
        if (value is not null) target[name] = value;
        return target;
    }

    /// <summary>Adds to an array; nothing for null.</summary>
    public static void Append(this JsonObject target, string name, JsonNode? value)
    {
        if (value is null) return;
        if (target[name] is not JsonArray array) target[name] = array = [];
        array.Add(value);
    }

    /// <summary>An array of what is there; null when nothing is.</summary>
    public static JsonArray? Array(IEnumerable<JsonNode?> items)
    {
        var array = new JsonArray();
        foreach (var item in items)
            if (item is not null)
                array.Add(item);
        return array.Count > 0 ? array : null;
    }

    /// <summary>A coding.</summary>
    public static JsonObject Coding(string system, string code, string? display = null) =>
        new JsonObject { ["system"] = system, ["code"] = code }.Put("display", display);

    /// <summary>A concept of one coding.</summary>
    public static JsonObject Concept(string system, string code, string? display = null) =>
        new() { ["coding"] = new JsonArray(Coding(system, code, display)) };
}
