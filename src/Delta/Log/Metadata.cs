using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>Schema, partitioning and settings of the table.</summary>
public sealed record Metadata : DeltaAction
{
    private const string NoColumns = """{"type":"struct","fields":[]}""";

    // The serialiser sets every member, to null where the JSON is silent: hence the second looks below.
    private static readonly IReadOnlyDictionary<string, string> Empty = new Dictionary<string, string>();

    /// <summary>The table's own id, a UUID that never changes.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Name for people; most tables have none.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>What the table holds, for people.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>How the data files are written: Parquet, always.</summary>
    [JsonPropertyName("format")]
    public TableFormat Format { get; init => field = value ?? new(); } = new();

    /// <summary>The schema as JSON text, in Spark's notation; without columns when the writer left it out.</summary>
    [JsonPropertyName("schemaString")]
    public string SchemaString { get; init => field = value ?? NoColumns; } = NoColumns;

    /// <summary>Logical names, in order; empty when the table has no partitions.</summary>
    [JsonPropertyName("partitionColumns")]
    public IReadOnlyList<string> PartitionColumns { get; init => field = value ?? []; } = [];

    /// <summary>Milliseconds since 1970, UTC.</summary>
    [JsonPropertyName("createdTime")]
    public long? CreatedTime { get; init; }

    /// <summary>Table properties, such as <c>delta.appendOnly</c>.</summary>
    [JsonPropertyName("configuration")]
    public IReadOnlyDictionary<string, string> Configuration { get; init => field = value ?? Empty; } = Empty;
}
