using System.Collections.Immutable;
using System.Text.Json;

namespace Carelake.Sources.Files;

/// <summary>Which files a table has taken. Content counts; name, size and time only spare the reading of files that did not change.</summary>
/// <param name="Files">In order of their taking.</param>
internal sealed record FilesState(ImmutableArray<FilesState.Taken> Files)
{
    public static FilesState FromJson(string? json) =>
        (json is null ? null : JsonSerializer.Deserialize<FilesState>(json)) ?? new FilesState([]);

    public string ToJson() => JsonSerializer.Serialize(this);

    public bool HasContent(string sha256) => Files.Any(file => file.Sha256 == sha256);

    public bool LooksTaken(FileInfo file) =>
        Files.Any(taken => taken.Name == file.Name && taken.SizeBytes == file.Length && taken.ModifiedTicks == file.LastWriteTimeUtc.Ticks);

    public FilesState With(FileInfo file, string sha256) =>
        new(Files.Add(new Taken(file.Name, file.Length, file.LastWriteTimeUtc.Ticks, sha256)));

    /// <summary>A file that was taken.</summary>
    internal sealed record Taken(string Name, long SizeBytes, long ModifiedTicks, string Sha256);
}
