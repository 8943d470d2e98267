using System.Collections.Immutable;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Feeds;
using Carelake.Lake.Models;

namespace Carelake.Lake.Configuration;

/// <summary>Loads a project: its file, the models that come with the product, its own models and its mappings.</summary>
public static class ProjectLoader
{
    /// <summary>The folder of the models that come with the product, beside the program.</summary>
    public static string BuiltinModelsFolder { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>Loads a project, or says everything that is wrong with it.</summary>
    /// <param name="configFile">Path of <c>carelake.yaml</c>; see <see cref="ProjectFile.Find"/>.</param>
    /// <exception cref="CarelakeException">The first error, with the others in its remedy.</exception>
    public static Project Load(string configFile)
    {
        var (project, issues) = Read(configFile);
        var errors = issues.Where(issue => issue.Severity == Severity.Error).ToList();
        if (errors.Count == 0 && project is not null) return project;
        var further = errors.Skip(1).Select(issue => $"\n  {issue.Code} {issue.Location}: {issue.Message}");
        var remedy = errors.Count == 1 ? "Correct the file." : $"Correct the file. {errors.Count - 1} further:{string.Concat(further)}";
        throw new CarelakeException(errors[0].Code, errors[0].Message, errors[0].Location, remedy);
    }

    /// <summary>What a project's file says, without its models and mappings: for commands that need one setting of it.</summary>
    /// <param name="configFile">Path of <c>carelake.yaml</c>.</param>
    /// <exception cref="CarelakeException">The first error of the file.</exception>
    public static ProjectConfig ReadSettings(string configFile)
    {
        var (document, issues) = YamlFile.Read<ProjectConfig>(ReadText(configFile), Path.GetFileName(configFile));
        if (document is not null) return document.Value;
        var error = issues.First(issue => issue.Severity == Severity.Error);
        throw new CarelakeException(error.Code, error.Message, error.Location, "Correct the file.");
    }

    /// <summary>Reads a project and finds everything that is wrong with it.</summary>
    /// <param name="configFile">Path of <c>carelake.yaml</c>.</param>
    /// <returns>The project, <see langword="null"/> when its file cannot be understood, and the findings in order of place.</returns>
    /// <exception cref="CarelakeException">LAKE-0201: the file cannot be read.</exception>
    public static Parsed<Project?> Read(string configFile)
    {
        var path = Path.GetFullPath(configFile);
        var (document, issues) = YamlFile.Read<ProjectConfig>(ReadText(path), Path.GetFileName(path));
        return document is null ? new(null, issues) : Assemble(document, Path.GetDirectoryName(path)!);
    }

    private static Parsed<Project?> Assemble(YamlDocument<ProjectConfig> document, string folder)
    {
        var config = document.Value;
        var issues = new List<Issue>(ProjectConfigRules.Check(document));
        var models = ReadModels(document, folder, issues);
        var (mappings, found) = MappingFiles.Read(Path.Combine(folder, config.Mappings), config.Mappings);
        issues.AddRange(found);
        var project = new Project
        {
            Config = config,
            Folder = folder,
            Sources = [.. Named(config.Sources), .. config.Listeners.Select(pair => pair.Value.AsSource(pair.Key))],
            Models = models,
            Mappings = [.. mappings.Concat(FeedMappings.For(config.Listeners, models.Keys, mappings)).OrderBy(one => one.SilverTable, StringComparer.Ordinal).ThenBy(one => one.File, StringComparer.Ordinal)],
        };
        issues.AddRange(ProjectRules.Check(project));
        var (graph, findings) = ReadSql(project);
        issues.AddRange(findings);
        return new(graph is null ? null : project with { Graph = graph }, [.. issues]);
    }

    // The engine's parser reads the SQL; nothing is run.
    private static Parsed<ModelGraph?> ReadSql(Project project)
    {
        using var connection = DuckDbConnection.Connect("threads=1");
        return ModelGraph.Build(project, connection);
    }

    private static OrderedDictionary<string, ModelSpec> ReadModels(YamlDocument<ProjectConfig> document, string folder, List<Issue> issues)
    {
        var config = document.Value;
        var folders = config.Models.Select((name, index) => (Path: Path.Combine(folder, name), Shown: name, Key: $"models/{index}"));
        var all = ImmutableArray.CreateBuilder<ModelSpec>();
        if (config.BuiltinModels) Add(ModelFiles.Read(BuiltinModelsFolder, "(built in) models"));
        foreach (var (path, shown, key) in folders)
        {
            if (Directory.Exists(path)) Add(ModelFiles.Read(path, shown));
            else issues.Add(document.ErrorAt(key, ConfigurationCodes.FileMissing, $"There is no folder '{shown}'."));
        }

        var byName = new OrderedDictionary<string, ModelSpec>(StringComparer.Ordinal);
        foreach (var model in all)
        {
            if (!byName.TryAdd(model.Table, model))
                issues.Add(new(ModelCodes.WrongTable, Severity.Error, $"{model.SpecFile}:1:1", $"{model.Table} is already defined in {byName[model.Table].SpecFile}."));
        }
        return byName;

        void Add(Parsed<ImmutableArray<ModelSpec>> read)
        {
            all.AddRange(read.Value);
            issues.AddRange(read.Issues);
        }
    }

    private static IReadOnlyList<SourceConfig> Named(IReadOnlyDictionary<string, SourceConfig> sources) =>
        [.. sources.Select(pair => pair.Value with { Id = pair.Key, Tables = Named(pair.Value.Tables) })];

    private static OrderedDictionary<string, TableConfig> Named(IReadOnlyDictionary<string, TableConfig> tables) =>
        new(tables.Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { Name = pair.Key })));

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CarelakeException(ConfigurationCodes.FileMissing, "The project's file cannot be read.", path, "Check that it exists and may be read.", error);
        }
    }
}
