using System.Buffers;
using System.Text;

namespace Carelake.Lake.Landing;

/// <summary>
/// The file that was just landed, read in place of the landed copy, which would have to be decrypted into a plain one first. It has the
/// landed bytes as long as <see cref="Stands"/>: whoever reads it asks before and after.
/// </summary>
public sealed class OriginalFile
{
    private static readonly SearchValues<char> NotAName = SearchValues.Create("*?[]{}=");
    private readonly FileInfo _seen;
    private readonly bool _isOurs;

    private OriginalFile(FileInfo seen, bool isOurs)
    {
        _seen = seen;
        _isOurs = isOurs;
    }

    /// <summary>The file.</summary>
    public string Path => _seen.FullName;

    /// <summary>It is as it was: nobody else writes a scratch file; a source's file has the size and the time of its last change that it had.</summary>
    public bool Stands => _isOurs || (new FileInfo(Path) is { Exists: true } now && now.Length == _seen.Length && now.LastWriteTimeUtc == _seen.LastWriteTimeUtc);

    /// <summary>Looks at the file of an extract; to be called before it is landed.</summary>
    /// <returns>
    /// Null when the engine cannot read the file as it is: zipped, in another encoding, with a byte-order mark, of another format, or of a
    /// name that means more to the engine than a name.
    /// </returns>
    public static OriginalFile? Of(Extract extract)
    {
        if (extract.Format is not { IsGzip: false, Encoding: "utf-8", Kind: FormatKind.Csv or FormatKind.Parquet or FormatKind.Ndjson }) return null;
        // Lines of JSON are read once more after the commit, for those that are no objects: too late to notice a change.
        if (!extract.DeleteAfterLanding && extract.Format.Kind is FormatKind.Ndjson) return null;
        if (!extract.DeleteAfterLanding && !IsName(extract.Path)) return null;
        var seen = new FileInfo(extract.Path);
        return !seen.Exists || (extract.Format.Kind is not FormatKind.Parquet && HasMark(seen)) ? null : new OriginalFile(seen, extract.DeleteAfterLanding);
    }

    // The engine takes a path for a pattern, for a partition (month=2024-01) or for something zipped by the look of it.
    private static bool IsName(string path) => !System.IO.Path.GetFullPath(path).AsSpan().ContainsAny(NotAName)
        && System.IO.Path.GetExtension(path).ToUpperInvariant() is not (".GZ" or ".ZST");

    private static bool HasMark(FileInfo file)
    {
        using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> head = stackalloc byte[3];
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual(Encoding.UTF8.Preamble);
    }
}
