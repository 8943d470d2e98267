using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>An action about one logical file, known by its path and deletion vector together.</summary>
public abstract record FileAction : DeltaAction
{
    /// <summary>As the log has it: percent-encoded, relative to the table's folder or an absolute URI.</summary>
    [JsonPropertyName("path")]
    [JsonPropertyOrder(-1)]
    public required string Path { get; init; }

    /// <summary>False when the rows only moved, as in a compaction: a reader of changes skips such files.</summary>
    [JsonPropertyName("dataChange")]
    public required bool DataChange { get; init; }

    /// <summary>The rows of the file that do not count; <see langword="null"/> when all do.</summary>
    [JsonPropertyName("deletionVector")]
    public DeletionVectorDescriptor? DeletionVector { get; init; }

    /// <summary>First row id of the file (row tracking); <see langword="null"/> when the table has none.</summary>
    [JsonPropertyName("baseRowId")]
    public long? BaseRowId { get; init; }

    /// <summary>Version that first held the rows (row tracking); <see langword="null"/> when the table has none.</summary>
    [JsonPropertyName("defaultRowCommitVersion")]
    public long? DefaultRowCommitVersion { get; init; }

    /// <summary>Writer's own notes; absent in most tables.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    /// <summary>Path in canonical form, with the deletion vector's id: what makes two actions speak of the same logical file.</summary>
    [JsonIgnore]
    public (string Path, string? DeletionVectorId) Key => (LogPath.Canonical(Path), DeletionVector?.UniqueId);
}
