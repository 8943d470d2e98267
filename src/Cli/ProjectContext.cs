using System.CommandLine;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Operations;

namespace Carelake.Cli;

/// <summary>The project and the lake that a verb works on.</summary>
/// <param name="Project">What carelake.yaml and the models say.</param>
/// <param name="Lake">Where the tables are.</param>
internal sealed record ProjectContext(Project Project, LakeFolder Lake)
{
    /// <summary>Reads the project that <c>--config</c> names, or the one here or above; the lake stands beside it unless <c>--lake</c> says otherwise.</summary>
    public static ProjectContext Open(ParseResult parsed, Option<string?> config, Option<string?> lake) =>
        Open(parsed.GetValue(config), parsed.GetValue(lake));

    /// <summary>Opens the operational database (runs, batches, audit): the one of <c>operations:</c>, or else the file of the lake.</summary>
    public async Task<OperationsStore> OperationsAsync(CancellationToken cancellationToken)
    {
        var setting = Project.Config.Operations is { } reference
            ? await Composition.Secrets(Project).ResolveAsync(reference, cancellationToken)
            : null;
        return await OperationsStore.OpenAsync(OperationsDialect.Parse(setting, Lake.OperationsFile), TimeProvider.System, cancellationToken);
    }

    /// <summary>What tables there are and what they mean.</summary>
    public LakeCatalog Catalog() => new(Project, Lake);

    /// <summary>Reads the project of a configuration file.</summary>
    public static ProjectContext Open(string? config, string? lake)
    {
        var project = ProjectLoader.Load(ProjectFile.Find(config, Directory.GetCurrentDirectory()));
        return new ProjectContext(project, new LakeFolder(Path.GetFullPath(lake ?? project.Resolve("lake"))));
    }
}
