using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Lake.Configuration;

namespace Carelake.Lake.Models;

/// <summary>Reads the models of a folder: <c>silver/NAME.yml</c> and <c>gold/SUBJECT/NAME.yml</c>, each with its SQL beside it.</summary>
internal static class ModelFiles
{
    /// <summary>Reads every model under a folder.</summary>
    /// <param name="folder">A folder that holds <c>silver/</c> and <c>gold/</c>.</param>
    /// <param name="shownAs">What the folder is called in messages.</param>
    public static Parsed<ImmutableArray<ModelSpec>> Read(string folder, string shownAs)
    {
        var models = ImmutableArray.CreateBuilder<ModelSpec>();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        foreach (var path in Files(folder, "*.yml"))
        {
            var (model, found) = ReadOne(folder, path, shownAs);
            issues.AddRange(found);
            if (model is not null) models.Add(model);
        }
        issues.AddRange(Files(folder, "*.sql")
            .Where(path => !File.Exists(Path.ChangeExtension(path, ".yml")))
            .Select(path => Missing(Shown(folder, path, shownAs), "The model has no YAML beside it that says what a row is.")));
        return new(models.ToImmutable(), issues.ToImmutable());
    }

    private static (ModelSpec? Model, ImmutableArray<Issue> Issues) ReadOne(string folder, string path, string shownAs)
    {
        var shown = Shown(folder, path, shownAs);
        var (document, issues) = YamlFile.Read<ModelSpec>(File.ReadAllText(path), shown);
        if (document is null) return (null, issues);
        var sqlPath = Path.ChangeExtension(path, ".sql");
        var hasSql = File.Exists(sqlPath);
        var model = document.Value with
        {
            SpecFile = shown,
            Sql = hasSql ? File.ReadAllText(sqlPath) : null,
            SqlFile = hasSql ? Path.ChangeExtension(shown, ".sql") : null,
            Columns = Named(document.Value.Columns),
        };
        return (model, [.. ModelRules.Check(document with { Value = model })]);
    }

    private static OrderedDictionary<string, ColumnSpec> Named(IReadOnlyDictionary<string, ColumnSpec> columns) =>
        new(columns.Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { Name = pair.Key })));

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : [];

    private static string Shown(string folder, string path, string shownAs) =>
        Path.Combine(shownAs, Path.GetRelativePath(folder, path)).Replace('\\', '/');

    private static Issue Missing(string file, string message) => new(ModelCodes.HalfModel, Severity.Error, $"{file}:1:1", message);
}
