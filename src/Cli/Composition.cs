using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Pipeline;
using Carelake.Sources;

namespace Carelake.Cli;

/// <summary>The one place where the rooms are wired together.</summary>
internal static class Composition
{
    /// <summary>The edges that a run works through.</summary>
    public static async Task<PipelineServices> ServicesAsync(ProjectContext context, CancellationToken cancellationToken)
    {
        var secrets = new LocalSecretResolver(context.Project.Folder);
        return new PipelineServices(
            context.Lake, await context.OperationsAsync(cancellationToken),
            new LandingZone(context.Lake.Root, FileKeyProvider.ForLake(context.Lake.Root), TimeProvider.System),
            secrets, ConnectorCatalog.Create, TimeProvider.System);
    }

    /// <summary>The pipeline of a project.</summary>
    public static async Task<PipelineRunner> PipelineAsync(ProjectContext context, CancellationToken cancellationToken) =>
        new(await ServicesAsync(context, cancellationToken));
}
