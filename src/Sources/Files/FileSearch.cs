using System.Text;
using System.Text.RegularExpressions;

namespace Carelake.Sources.Files;

/// <summary>Finds the files a path or pattern means.</summary>
internal static class FileSearch
{
    private static readonly string[] UnfinishedEndings = [".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~"];

    /// <summary>The folder that the search starts in: the longest part of the path without a wildcard.</summary>
    public static string Root(string path)
    {
        if (Directory.Exists(path))
            return path;
        var wildcard = path.IndexOfAny(['*', '?']);
        var end = path.LastIndexOf(Path.DirectorySeparatorChar, wildcard < 0 ? path.Length - 1 : wildcard);
        return end <= 0 ? Path.GetPathRoot(path) ?? path : path[..end];
    }

    /// <summary>Matching files in order of their path; hidden files and those that senders still write under another name are left out.</summary>
    /// <param name="path">A full path: file, folder (its files, not those of its folders) or pattern.</param>
    public static IReadOnlyList<FileInfo> Find(string path)
    {
        var root = Root(path);
        if (!Directory.Exists(root))
            return [];
        var pattern = Directory.Exists(path) ? "*" : Path.GetRelativePath(root, path);
        var isDeep = pattern.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || pattern.Contains("**", StringComparison.Ordinal);
        var expression = Expression(pattern);
        return
        [
            .. Directory.EnumerateFiles(root, "*", isDeep ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
                .Where(file => expression.IsMatch(Path.GetRelativePath(root, file)) && !IsUnfinished(Path.GetFileName(file)))
                .Order(StringComparer.Ordinal)
                .Select(file => new FileInfo(file)),
        ];
    }

    private static bool IsUnfinished(string name) =>
        name.StartsWith('.') || Array.Exists(UnfinishedEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static Regex Expression(string pattern)
    {
        var separator = Regex.Escape(Path.DirectorySeparatorChar.ToString());
        var text = new StringBuilder("^");
        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern.AsSpan(index).StartsWith("**"))
            {
                text.Append(".*");
                // `a/**/b` also means `a/b`.
                index += index + 2 < pattern.Length && pattern[index + 2] == Path.DirectorySeparatorChar ? 2 : 1;
            }
            else
            {
                text.Append(pattern[index] switch
                {
                    '*' => $"[^{separator}]*",
                    '?' => $"[^{separator}]",
                    var character => Regex.Escape(character.ToString()),
                });
            }
        }

        return new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
