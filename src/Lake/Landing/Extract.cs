using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Lake.Landing;

/// <summary>One plain file that a connector read from its source, complete and ready to be landed.</summary>
public sealed record Extract
{
    /// <summary>Where it came from, for people: a file name or <c>source.table</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The file. For files of the source: the original itself, untouched.</summary>
    public required string Path { get; init; }

    /// <summary>How to read its bytes.</summary>
    public required ExtractFormat Format { get; init; }

    /// <summary>
    /// What to pass as <see cref="TablePull.State"/> next time, to be kept once this extract is durable. Extracts of one pull
    /// build on each other: the state of the last landed one holds all.
    /// </summary>
    public string? NextState { get; init; }

    /// <summary>Rows in the file, when the connector counted them.</summary>
    public long? RowCount { get; init; }

    /// <summary>The whole table as it is now: keys that are not in it are gone from the source.</summary>
    public bool IsFullSnapshot { get; init; }

    /// <summary>SHA-256 of the file in lower-case hex, when the connector computed it already.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The file is scratch: <see cref="Complete"/> deletes it.</summary>
    public bool DeleteAfterLanding { get; init; }

    /// <summary>Where <see cref="Complete"/> moves a source file to; <see langword="null"/> to leave it.</summary>
    public string? ArchivePath { get; init; }

    /// <summary>Things found while reading that do not stop the load.</summary>
    public ImmutableArray<Issue> Issues { get; init; } = [];

    /// <summary>
    /// To be called once the extract is landed and its state recorded: removes the scratch file or archives the original. Safe to
    /// call twice, and to forget: content is never loaded twice.
    /// </summary>
    public void Complete()
    {
        if (DeleteAfterLanding)
        {
            File.Delete(Path);
        }
        else if (ArchivePath is not null && File.Exists(Path))
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(ArchivePath)!); // An archive path is a file in a folder.
            File.Move(Path, FreePath(ArchivePath));
        }
    }

    // A file of the same name with other content may stand in the archive; neither may be lost.
    private static string FreePath(string path)
    {
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? path : $"{path}.{number}";
            if (!File.Exists(candidate))
                return candidate;
        }
    }
}
