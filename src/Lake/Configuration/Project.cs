using Carelake.Lake.Models;

namespace Carelake.Lake.Configuration;

/// <summary>A project as loaded: its configuration, models and mappings, each checked and in step with the others.</summary>
public sealed record Project
{
    /// <summary>What <c>carelake.yaml</c> says.</summary>
    public required ProjectConfig Config { get; init; }

    /// <summary>The folder of <c>carelake.yaml</c>, absolute; relative paths of the project start here.</summary>
    public required string Folder { get; init; }

    /// <summary>The sources, ids filled in, in the order of the file.</summary>
    public required IReadOnlyList<SourceConfig> Sources { get; init; }

    /// <summary>Every model, by table name.</summary>
    public required IReadOnlyDictionary<string, ModelSpec> Models { get; init; }

    /// <summary>Every mapping, ordered by silver table, source and source table.</summary>
    public required IReadOnlyList<MappingSpec> Mappings { get; init; }

    /// <summary>What each model is made from.</summary>
    public ModelGraph Graph { get; init; } = null!; // Set by the loader in its last step; only the loader makes projects.

    /// <summary>Name of the project.</summary>
    public string Name => Config.Name;

    /// <summary>The mappings that feed a silver table; none for a table that no source of this project fills.</summary>
    public IEnumerable<MappingSpec> MappingsTo(string silverTable) =>
        Mappings.Where(mapping => mapping.SilverTable == silverTable);

    /// <summary>The source with an id.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    public SourceConfig? FindSource(string id) => Sources.FirstOrDefault(source => source.Id == id);

    /// <summary>The name in the lake of a source's table.</summary>
    public static string BronzeTableOf(SourceConfig source, TableConfig table) => $"bronze.{source.Id}_{table.Name}";

    /// <summary>A path of the configuration, made absolute.</summary>
    public string Resolve(string path) => Path.GetFullPath(Path.Combine(Folder, path));
}
