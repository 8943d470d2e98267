using System.Text;

namespace Carelake.Delta.Log;

/// <summary>Paths as the log writes them: URIs, percent-encoded, relative to the table's folder or absolute.</summary>
public static class LogPath
{
    // RFC 2396 "unreserved" and the marks that Hadoop's Path leaves alone; '=' stays readable in partition folders.
    private const string Plain = "-_.!~*'()/=@,;+$&";

    /// <summary>File-system path, relative with forward slashes, to the log's notation.</summary>
    public static string Encode(string path)
    {
        var text = new StringBuilder(path.Length);
        foreach (var rune in Encoding.UTF8.GetBytes(path))
        {
            var c = (char)rune;
            if (char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal)) text.Append(c);
            else text.Append('%').Append(Convert.ToHexString([rune]));
        }

        return text.ToString();
    }

    /// <summary>The log's notation to a file-system path; without its scheme when it had <c>file:</c>.</summary>
    public static string Decode(string path) => Uri.UnescapeDataString(WithoutFileScheme(path));

    /// <summary>One spelling for all spellings of a path: no <c>file:</c> scheme or authority, nothing encoded.</summary>
    public static string Canonical(string path) =>
        path.Contains('%', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal) ? Decode(path) : path;

    /// <summary>Full path on disk of a file that the log speaks of.</summary>
    /// <param name="tableFolder">Full path of the table's folder.</param>
    /// <param name="path">As the log has it.</param>
    public static string Resolve(string tableFolder, string path)
    {
        var decoded = Decode(path);
        return Path.IsPathRooted(decoded) ? decoded : Path.Combine(tableFolder, decoded);
    }

    private static string WithoutFileScheme(string path)
    {
        if (!path.StartsWith("file:", StringComparison.Ordinal)) return path;

        // file:/a, file:///a and file://host/a all mean /a here: only local file systems are read.
        var rest = path["file:".Length..];
        if (!rest.StartsWith("//", StringComparison.Ordinal)) return rest;
        var slash = rest.IndexOf('/', 2);
        return slash < 0 ? "/" : rest[slash..];
    }
}
