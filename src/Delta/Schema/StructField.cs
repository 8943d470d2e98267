using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Carelake.Delta.Schema;

/// <summary>A column, or a part of a struct column.</summary>
/// <param name="Name">Name that people use.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Nullable">A value may be null.</param>
public sealed record StructField(string Name, DeltaType Type, bool Nullable = true)
{
    private const string CommentKey = "comment";
    private const string IdKey = "delta.columnMapping.id";
    private const string PhysicalNameKey = "delta.columnMapping.physicalName";
    private const string TypeChangesKey = "delta.typeChanges";

    /// <summary>What is known beside name and type, by key, each value as JSON text. Empty for most columns.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What the column means, for people; <see langword="null"/> when nobody said.</summary>
    public string? Comment => Text(CommentKey);

    /// <summary>Its number under column mapping, that of the Parquet field; <see langword="null"/> without column mapping.</summary>
    public int? ColumnMappingId =>
        Metadata.TryGetValue(IdKey, out var json) ? JsonSerializer.Deserialize(json, SchemaJsonContext.Default.Int32) : null;

    /// <summary>Its name in data files, statistics and partition values; the name itself without column mapping.</summary>
    public string PhysicalName => Text(PhysicalNameKey) ?? Name;

    /// <summary>The types it had before the table was widened, oldest first; empty when it never was.</summary>
    public ImmutableArray<TypeChange> TypeChanges =>
        Metadata.TryGetValue(TypeChangesKey, out var json) && JsonNode.Parse(json) is JsonArray changes
            ? [.. changes.OfType<JsonObject>().Select(TypeChange.FromJson)]
            : [];

    /// <summary>The field with a comment in place of the one it had.</summary>
    public StructField WithComment(string comment) => WithText(CommentKey, comment);

    /// <summary>The field as column mapping wants it.</summary>
    /// <param name="id">Unique in the table, never used again.</param>
    /// <param name="physicalName">Unique in the table, never changed.</param>
    public StructField WithColumnMapping(int id, string physicalName)
    {
        var named = WithText(PhysicalNameKey, physicalName);
        return named with { Metadata = named.Metadata.SetItem(IdKey, id.ToString(CultureInfo.InvariantCulture)) };
    }

    /// <summary>The field with a wider type, and the change noted as the protocol asks.</summary>
    /// <param name="type">See <see cref="TypeWidening.IsAllowed"/>.</param>
    public StructField WithWiderType(DeltaType type)
    {
        var changes = new JsonArray([.. TypeChanges.Append(new TypeChange(Type, type)).Select(change => change.ToJson())]);
        return this with { Type = type, Metadata = Metadata.SetItem(TypeChangesKey, changes.ToJsonString()) };
    }

    private string? Text(string key) =>
        Metadata.TryGetValue(key, out var json) ? JsonSerializer.Deserialize(json, SchemaJsonContext.Default.String) : null;

    private StructField WithText(string key, string text) =>
        this with { Metadata = Metadata.SetItem(key, JsonSerializer.Serialize(text, SchemaJsonContext.Default.String)) };

    /// <summary>Name, type, nullability and metadata are the same.</summary>
    public bool Equals(StructField? other) =>
        other is not null && Name == other.Name && Nullable == other.Nullable && Type.Equals(other.Type)
        && Metadata.SequenceEqual(other.Metadata);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, Nullable);
}
