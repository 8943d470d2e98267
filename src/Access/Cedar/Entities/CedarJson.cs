using System.Text.Json;
using Carelake.Core;

namespace Carelake.Access.Cedar;

/// <summary>Values and names in Cedar's JSON form. A schema's type lets an extension value be a plain text, and an entity leave out <c>__entity</c>.</summary>
internal static class CedarJson
{
    public static Issue Problem(string place, string message) => new("ACC-0103", Severity.Error, place, message);

    /// <summary>Reads a value.</summary>
    /// <param name="json">The value.</param>
    /// <param name="type">What the schema says it is; <see langword="null"/> when it says nothing.</param>
    /// <param name="value">The value; an error value when false is returned.</param>
    public static bool TryValue(JsonElement json, CedarType? type, out CedarValue value)
    {
        value = json.ValueKind switch
        {
            JsonValueKind.True => CedarValue.True,
            JsonValueKind.False => CedarValue.False,
            JsonValueKind.Number => json.TryGetInt64(out var number) ? CedarValue.Of(number) : default,
            JsonValueKind.String => Text(json.GetString()!, type),
            JsonValueKind.Array => Set(json, (type as SetType)?.Element),
            JsonValueKind.Object => Object(json, type),
            _ => default,
        };
        return !value.IsError;
    }

    /// <summary>Reads the name of an entity, with or without <c>__entity</c>.</summary>
    public static EntityUid? Entity(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        if (json.TryGetProperty("__entity", out var inner)) json = inner;
        if (json.ValueKind != JsonValueKind.Object) return null;
        if (!json.TryGetProperty("type", out var type) || !json.TryGetProperty("id", out var id)) return null;
        return type.ValueKind == JsonValueKind.String && id.ValueKind == JsonValueKind.String
            ? new(string.Intern(type.GetString()!), id.GetString()!)
            : null;
    }

    private static CedarValue Text(string text, CedarType? type) => type is SimpleType { Kind: >= CedarValueKind.Decimal } extension
        ? Construct(extension.Kind, CedarValue.Of(text))
        : CedarValue.Of(text);

    private static CedarValue Construct(CedarValueKind kind, CedarValue text) => ExtensionFunction.All[kind switch
    {
        CedarValueKind.Decimal => "decimal",
        CedarValueKind.Ip => "ip",
        CedarValueKind.Datetime => "datetime",
        _ => "duration",
    }].Apply(text, default);

    private static CedarValue Set(JsonElement json, CedarType? element)
    {
        var items = new List<CedarValue>();
        foreach (var item in json.EnumerateArray())
        {
            if (!TryValue(item, element, out var value)) return default;
            items.Add(value);
        }
        return CedarValue.Of(new CedarSet(items));
    }

    private static CedarValue Object(JsonElement json, CedarType? type)
    {
        if (json.TryGetProperty("__entity", out _)) return Entity(json) is { } named ? CedarValue.Of(named) : default;
        if (json.TryGetProperty("__extn", out var call)) return Call(call);
        if (type is EntityReferenceType) return Entity(json) is { } entity ? CedarValue.Of(entity) : default;
        // The constructor's name may stand alone where the schema says that an extension value is here.
        if (type is SimpleType { Kind: >= CedarValueKind.Decimal } && json.TryGetProperty("fn", out _)) return Call(json);
        return Record(json, type as RecordType);
    }

    private static CedarValue Record(JsonElement json, RecordType? type)
    {
        var attributes = new List<KeyValuePair<string, CedarValue>>();
        foreach (var member in json.EnumerateObject())
        {
            var known = type is not null && type.Attributes.TryGetValue(member.Name, out var attribute) ? attribute.Type : null;
            if (!TryValue(member.Value, known, out var value)) return default;
            attributes.Add(new(member.Name, value));
        }
        return CedarValue.Of(new CedarRecord(attributes));
    }

    private static CedarValue Call(JsonElement call)
    {
        if (call.ValueKind != JsonValueKind.Object || !call.TryGetProperty("fn", out var name)) return default;
        if (name.ValueKind != JsonValueKind.String || !ExtensionFunction.All.TryGetValue(name.GetString()!, out var function)) return default;
        JsonElement[] arguments = call.TryGetProperty("arg", out var one) ? [one]
            : call.TryGetProperty("args", out var several) && several.ValueKind == JsonValueKind.Array ? [.. several.EnumerateArray()]
            : [];
        if (arguments.Length != function.Arity || !TryValue(arguments[0], CedarType.OfKind(function.First), out var first)) return default;
        if (function.Second is not { } kind) return function.Apply(first, default);
        return TryValue(arguments[1], CedarType.OfKind(kind), out var second) ? function.Apply(first, second) : default;
    }
}
