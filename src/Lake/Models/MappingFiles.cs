using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Carelake.Core;

namespace Carelake.Lake.Models;

/// <summary>
/// Reads a project's mappings: <c>SOURCE/TABLE.sql</c>, or <c>SOURCE/TABLE.NAME.sql</c> where a table feeds several, whose first line says which silver table they feed,
/// and by which columns rows are tied together: <c>-- to silver.patient by patient_id prior_patient_id, visit_number</c>.
/// </summary>
internal static partial class MappingFiles
{
    /// <summary>Reads every mapping under a folder that need not exist.</summary>
    /// <param name="folder">The folder of the mappings.</param>
    /// <param name="shownAs">What the folder is called in messages.</param>
    public static Parsed<ImmutableArray<MappingSpec>> Read(string folder, string shownAs)
    {
        var mappings = ImmutableArray.CreateBuilder<MappingSpec>();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var paths = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        foreach (var path in paths)
        {
            var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
            var mapping = ReadOne(path, relative, $"{shownAs}/{relative}", issues);
            if (mapping is not null) mappings.Add(mapping);
        }
        return new(mappings.ToImmutable(), issues.ToImmutable());
    }

    private static MappingSpec? ReadOne(string path, string relative, string shown, ImmutableArray<Issue>.Builder issues)
    {
        var sql = File.ReadAllText(path);
        var header = Header().Match(sql);
        var parts = relative.Split('/');
        if (header.Success && parts.Length == 2)
        {
            var table = parts[1].Split('.')[0];
            return new(parts[0], table, $"bronze.{parts[0]}_{table}", header.Groups["table"].Value, sql, shown) { Ties = TiesOf(header.Groups["ties"].Value) };
        }
        issues.Add(new(ModelCodes.WrongMapping, Severity.Error, $"{shown}:1:1", parts.Length == 2
            ? "The first line of a mapping says which table it feeds: -- to silver.NAME"
            : "A mapping is a file SOURCE/TABLE.sql in the folder of mappings."));
        return null;
    }

    private static ImmutableArray<ImmutableArray<string>> TiesOf(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(set => set.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToImmutableArray())];

    [GeneratedRegex(@"\A\uFEFF?-- to (?<table>silver\.[a-z][a-z0-9_]*)( by (?<ties>[a-z0-9_]+([ ,]+[a-z0-9_]+)*))?[ \t]*\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Header();
}
