using Carelake.Access;
using Carelake.Access.Policies;
using Carelake.Access.Reading;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Lineage;
using Carelake.Lake.Operations;
using Carelake.Lake.Outbound;
using Carelake.Lake.Pipeline;
using Carelake.Sources;

namespace Carelake.Cli;

/// <summary>The one place where the rooms are wired together.</summary>
internal static class Composition
{
    /// <summary>The edges that a run works through.</summary>
    public static async Task<PipelineServices> ServicesAsync(ProjectContext context, CancellationToken cancellationToken)
    {
        var secrets = Secrets(context.Project);
        return new PipelineServices(
            context.Lake, await context.OperationsAsync(cancellationToken), new LandingZone(context.Lake.Root, Keys(context), TimeProvider.System),
            secrets, ConnectorCatalog.Create, TimeProvider.System)
        {
            Lineage = await LineageAsync(context, secrets, cancellationToken),
        };
    }

    /// <summary>The pipeline of a project.</summary>
    public static async Task<PipelineRunner> PipelineAsync(ProjectContext context, CancellationToken cancellationToken) =>
        new(await ServicesAsync(context, cancellationToken));

    /// <summary>What reads the project's secrets: the environment, files, and the key vault of <c>keys:</c> where there is one.</summary>
    public static ISecretResolver Secrets(Project project) => new LocalSecretResolver(
        project.Folder, project.Config.Keys.Vault is { } vault ? new AzureKeyVaultSecretResolver(AzureKeyVault.Connect(vault)) : null);

    /// <summary>The keys of landed files: in the key vault of <c>keys:</c>, or else in a file of the lake.</summary>
    public static IKeyProvider Keys(ProjectContext context) => context.Project.Config.Keys is { Vault: { } vault } keys
        ? new AzureKeyVaultKeyProvider(AzureKeyVault.Connect(vault), keys.Name)
        : FileKeyProvider.ForLake(context.Lake.Root);

    /// <summary>Whoever works at the machine itself: known to the audit log by the account there.</summary>
    public static string MachineUser => $"os:{Environment.UserName}";

    /// <summary>Reading of the project's lake under its policies by a command, which soon ends.</summary>
    public static Task<GovernedLake> GovernedAsync(ProjectContext context, OperationsStore operations, CancellationToken cancellationToken) =>
        GovernedAsync(context, operations, "cli", keptRows: 0, cancellationToken);

    /// <summary>Reading of the project's lake under its policies.</summary>
    /// <param name="context">The project.</param>
    /// <param name="operations">Its operational state.</param>
    /// <param name="auditName">The audit log that this process writes: each has one of its own.</param>
    /// <param name="keptRows">Rows of tables that are copied for fast reading; 0 for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static Task<GovernedLake> GovernedAsync(ProjectContext context, OperationsStore operations, string auditName, long keptRows, CancellationToken cancellationToken) => GovernedLake.OpenAsync(
        new() { Project = context.Project, Lake = context.Lake, Keys = Keys(context), Operations = operations, PoliciesFolder = PoliciesFolder(context), AuditName = auditName, KeptRows = keptRows }, cancellationToken);

    /// <summary>Folder of the project's policies; those of the program where it has none.</summary>
    public static string PoliciesFolder(ProjectContext context) => context.Project.Config.Policies is { } folder ? context.Project.Resolve(folder) : PolicyLibrary.ShippedFolder;

    /// <summary>Where the accounts of the server are: the database of <c>operations:</c>, or else a file of the lake.</summary>
    public static async Task<OperationsDialect> AccountsAsync(ProjectContext context, CancellationToken cancellationToken) => OperationsDialect.Parse(
        context.Project.Config.Operations is { } reference ? await Secrets(context.Project).ResolveAsync(reference, cancellationToken) : null, Path.Combine(context.Lake.Root, "_carelake", "identity.db"));

    private static async Task<LineageEmitter> LineageAsync(ProjectContext context, ISecretResolver secrets, CancellationToken cancellationToken)
    {
        var lineage = context.Project.Config.Lineage;
        if (lineage.Url is not { } url) return LineageEmitter.ToFile(context.Lake.LineageFile);
        var token = lineage.Token is { } reference ? await secrets.ResolveAsync(reference, cancellationToken) : null;
        return LineageEmitter.ToEndpoint(url, token, OutboundHandler.Create(context.Project.Config.Outbound.PrivateAddresses));
    }
}
