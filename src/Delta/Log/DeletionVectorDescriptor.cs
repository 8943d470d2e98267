using System.Globalization;
using System.Text.Json.Serialization;

namespace Carelake.Delta.Log;

/// <summary>Where the deletion vector of a file is kept. See "Deletion Vector Descriptor Schema" in the Delta protocol.</summary>
public sealed record DeletionVectorDescriptor
{
    /// <summary><c>u</c>: a file named by UUID in the table; <c>i</c>: inline; <c>p</c>: a file by absolute path.</summary>
    [JsonPropertyName("storageType")]
    public required string StorageType { get; init; }

    /// <summary>For <c>u</c>, an optional folder prefix and the UUID in Z85; for <c>i</c>, the bytes in Z85; for <c>p</c>, the path.</summary>
    [JsonPropertyName("pathOrInlineDv")]
    public required string PathOrInlineDv { get; init; }

    /// <summary>Where in the file the vector begins; <see langword="null"/> when inline.</summary>
    [JsonPropertyName("offset")]
    public int? Offset { get; init; }

    /// <summary>Length of the vector, without the length and checksum around it.</summary>
    [JsonPropertyName("sizeInBytes")]
    public required int SizeBytes { get; init; }

    /// <summary>How many rows it deletes.</summary>
    [JsonPropertyName("cardinality")]
    public required long Cardinality { get; init; }

    /// <summary>Tells this vector from any other in the table.</summary>
    [JsonIgnore]
    public string UniqueId => Offset is { } offset
        ? string.Create(CultureInfo.InvariantCulture, $"{StorageType}{PathOrInlineDv}@{offset}")
        : StorageType + PathOrInlineDv;
}
