using Carelake.Core;
using Carelake.X12;

namespace Carelake.Cli.Verbs;

/// <summary>Tables of external codes from files of the user's, for SNIP level 5.</summary>
internal sealed class X12CodeTables
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];
    private readonly Dictionary<string, HashSet<string>> _sets = new(StringComparer.Ordinal);

    /// <summary>The tables of files and folders: each file is named for its set, as <c>icd10cm.csv</c>, and has a code a line, in its first column.</summary>
    /// <exception cref="CarelakeException">A file is named for no set (<c>CLI-0022</c>), or is not there (<c>CLI-0012</c>).</exception>
    public static async Task<X12CodeTables> ReadAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var tables = new X12CodeTables();
        foreach (var file in paths.SelectMany(FilesOf))
        {
            var name = Path.GetFileNameWithoutExtension(file).ToLowerInvariant();
            if (!X12CodeSets.Names.Contains(name))
                throw new CarelakeException("CLI-0022", "The file is named for no code set.", file, $"Name it for one of {string.Join(", ", X12CodeSets.Names)}.");
            await tables.AddAsync(name, file, cancellationToken);
        }
        return tables;
    }

    /// <summary>Whether a code is of a set; null when there is no table of it.</summary>
    public bool? Contains(string set, string code) => _sets.TryGetValue(set, out var codes) ? codes.Contains(Plain(set, code)) : null;

    private static IEnumerable<string> FilesOf(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new CarelakeException("CLI-0012", "There is no such file or folder.", path, "Check the path of --codes, or of `codes:` in carelake.yaml.");
        return Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".csv" or ".tsv" or ".txt").Order(StringComparer.Ordinal);
    }

    private async Task AddAsync(string set, string file, CancellationToken cancellationToken)
    {
        if (!_sets.TryGetValue(set, out var codes)) _sets[set] = codes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
        {
            var end = line.IndexOfAny(Separators);
            var code = Plain(set, (end < 0 ? line : line[..end]).Trim().Trim('"'));
            if (code.Length > 0 && !code.Equals("code", StringComparison.OrdinalIgnoreCase)) codes.Add(code);
        }
        if (codes.Count == 0)
            throw new CarelakeException("CLI-0023", "The table of codes is empty.", file, "Give a code a line, in the first column.");
    }

    // ICD codes have a dot for people, and none in X12.
    private static string Plain(string set, string code) => set.StartsWith("icd", StringComparison.Ordinal) ? code.Replace(".", "", StringComparison.Ordinal) : code;
}
