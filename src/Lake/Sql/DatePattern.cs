namespace Carelake.Lake.Sql;

/// <summary>The fields of Spark's date patterns that the prelude translates.</summary>
internal static class DatePattern
{
    private static readonly HashSet<string> Fields =
        ["yyyy", "yy", "y", "MMMM", "MMM", "MM", "M", "dd", "d", "EEEE", "EEE", "HH", "H", "hh", "h", "mm", "ss", "SSS", "SSSSSS", "a"];

    /// <summary>A sentence that names them.</summary>
    public static string Allowed => $"Known: {string.Join(' ', Fields)}, and 'T'.";

    /// <summary>Every field of the pattern is one that both engines read alike.</summary>
    public static bool IsKnown(string pattern)
    {
        var rest = pattern.Replace("'T'", "", StringComparison.Ordinal);
        for (var start = 0; start < rest.Length;)
        {
            var end = start + 1;
            while (end < rest.Length && rest[end] == rest[start]) end++;
            if (rest[start] == '\'' || (char.IsLetter(rest[start]) && !Fields.Contains(rest[start..end]))) return false;
            start = end;
        }
        return true;
    }
}
