using System.Text.Json.Nodes;

namespace Carelake.Delta.Schema;

/// <summary>A widening that a column went through: files written before it hold the narrower type.</summary>
/// <param name="From">Type before.</param>
/// <param name="To">Type since.</param>
/// <param name="FieldPath">Where in an array or map, such as <c>element</c> or <c>key.element</c>; <see langword="null"/> for the field itself.</param>
public sealed record TypeChange(DeltaType From, DeltaType To, string? FieldPath = null)
{
    internal static TypeChange FromJson(JsonObject json) => new(
        SchemaJson.ParseType(json["fromType"]), SchemaJson.ParseType(json["toType"]), json["fieldPath"]?.GetValue<string>());

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["fromType"] = SchemaJson.TypeNode(From), ["toType"] = SchemaJson.TypeNode(To) };
        if (FieldPath is not null) json["fieldPath"] = FieldPath;
        return json;
    }
}
