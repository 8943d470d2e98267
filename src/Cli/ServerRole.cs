using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Carelake.Core;
using Carelake.Lake.Configuration;
using Carelake.Operations;
using Carelake.Server;
using Carelake.Server.Hosting;
using Carelake.Server.Identity;
using Carelake.Server.Live;
using Carelake.Server.Tenants;

namespace Carelake.Cli;

/// <summary>The role <c>api</c>: the server of API and dashboard over a project, and over those of its <c>tenants:</c>.</summary>
internal sealed class ServerRole : IAsyncDisposable
{
    private readonly List<Tenant> _tenants = [];
    private CarelakeServer? _server;

    private ServerRole() { }

    /// <summary>Where it listens.</summary>
    public Uri Address => _server!.Address; // Started before anyone gets the role.

    /// <summary>What a server is started with beyond the project.</summary>
    /// <param name="Url">Where it listens; as the project says when null.</param>
    /// <param name="Ingest">The role <c>ingest</c> of the same process, whose log live boards follow; null without.</param>
    /// <param name="Demo">The live hospital of the demo; null elsewhere.</param>
    public sealed record Start(string? Url, IngestRole? Ingest, LiveFeeds? Demo);

    /// <summary>Starts the server.</summary>
    /// <exception cref="CarelakeException">CLI-0080: it cannot listen, for its certificate or its address; and those of tenants.</exception>
    public static async Task<ServerRole> StartAsync(ProjectContext context, Terminal terminal, Start start, CancellationToken cancellationToken)
    {
        var role = new ServerRole();
        try
        {
            await role.OpenAsync(context, terminal, start, cancellationToken);
            return role;
        }
        catch
        {
            await role.DisposeAsync();
            throw;
        }
    }

    /// <summary>Answers what is under way, closes the server, and then what it read from.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is { } server) await server.DisposeAsync();
        foreach (var tenant in _tenants) await tenant.Governed.DisposeAsync();
    }

    /// <summary>A project as a tenant of a server.</summary>
    /// <param name="context">The project and its lake.</param>
    /// <param name="id">Its id; the project's name for the first.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal static async Task<Tenant> TenantAsync(ProjectContext context, string id, CancellationToken cancellationToken)
    {
        var config = context.Project.Config;
        var services = await Composition.ServicesAsync(context, cancellationToken);
        return new()
        {
            Id = id, Name = config.Server.Name ?? context.Project.Name, Project = context.Project, Lake = context.Lake, Services = services, Keys = Composition.Keys(context), PoliciesFolder = Composition.PoliciesFolder(context), Hosts = config.Server.Hosts,
            Accounts = await Composition.AccountsAsync(context, cancellationToken),
            Governed = await Composition.GovernedAsync(context, services.Operations, "server", cancellationToken),
        };
    }

    private async Task OpenAsync(ProjectContext context, Terminal terminal, Start start, CancellationToken cancellationToken)
    {
        var config = context.Project.Config.Server;
        _tenants.Add(await TenantAsync(context, context.Project.Name, cancellationToken));
        foreach (var (id, further) in context.Project.Config.Tenants)
            _tenants.Add(await TenantAsync(ProjectContext.Open(context.Project.Resolve(further.Config), lake: null), id, cancellationToken));
        var feeds = start.Demo ?? (start.Ingest is { } ingest ? Feeds(context, ingest) : null);
        var setup = new ServerSetup
        {
            Url = start.Url ?? config.Url, Tenants = _tenants, IsDemo = start.Demo is not null, Telemetry = config.Telemetry, Say = terminal.Say,
            Certificate = config.Tls is { } tls ? await CertificateAsync(context.Project, tls, cancellationToken) : null,
            Limits = new()
            {
                ClientPerSecond = config.ClientPerSecond, ClientBurst = config.ClientPerSecond * 5, TenantPerSecond = config.TenantPerSecond,
                SignInsPerMinute = start.Demo is null ? config.SignInsPerMinute : 10_000,
            },
            OpenId = config.OpenId is { } provider ? await ProviderAsync(context.Project, provider, cancellationToken) : null,
            Live = feeds is null ? new Dictionary<string, LiveFeeds>() : new Dictionary<string, LiveFeeds> { [_tenants[0].Id] = feeds },
        };
        try
        {
            _server = await CarelakeServer.StartAsync(setup, configure: null, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new CarelakeException("CLI-0080", "The server cannot listen at its address.", setup.Url, "Choose another port with --url, or stop what uses it.", exception);
        }
    }

    private static LiveFeeds Feeds(ProjectContext context, IngestRole ingest) => new()
    {
        Log = ingest.Log,
        Memory = new(Path.Combine(context.Lake.Root, "_carelake", "live", "boards"), Composition.Keys(context)),
        Plan = PlanOf(context.Project),
        FacilityOfListener = context.Project.Config.Listeners.Where(listener => listener.Value.Facility is not null).ToDictionary(listener => listener.Key, listener => listener.Value.Facility!, StringComparer.Ordinal), // Filtered before.
    };

    private static BedPlan PlanOf(Project project)
    {
        if (project.Config.Beds is not { } file) return BedPlan.Empty;
        var path = project.Resolve(file);
        if (!File.Exists(path)) throw new CarelakeException("CLI-0012", "There is no such file or folder.", file, "Check the path of `beds:` in carelake.yaml.");
        var plan = BedPlan.Parse(File.ReadAllText(path));
        return plan.Issues.IsEmpty ? plan.Value : throw new CarelakeException(plan.Issues[0].Code, plan.Issues[0].Message, $"{file}: {plan.Issues[0].Location}", "Correct the line; docs/guides/patient-flow.md shows the form.");
    }

    private static async Task<OpenIdSetup> ProviderAsync(Project project, OpenIdConfig provider, CancellationToken cancellationToken) => new()
    {
        Name = provider.Name, Authority = provider.Authority, ClientId = provider.ClientId, GroupsClaim = provider.GroupsClaim, Groups = provider.Groups, IsOnly = provider.Only,
        ClientSecret = provider.ClientSecret is { } secret ? await Composition.Secrets(project).ResolveAsync(secret, cancellationToken) : null,
        Facilities = provider.Facilities.Count > 0 ? provider.Facilities : [.. project.Config.Facilities.Keys],
    };

    private static async Task<X509Certificate2> CertificateAsync(Project project, ServerTlsConfig tls, CancellationToken cancellationToken)
    {
        var password = tls.Password is { } reference ? await Composition.Secrets(project).ResolveAsync(reference, cancellationToken) : null;
        try
        {
            return password is null
                ? X509Certificate2.CreateFromPemFile(project.Resolve(tls.Certificate), project.Resolve(tls.Key))
                : X509Certificate2.CreateFromEncryptedPemFile(project.Resolve(tls.Certificate), password, project.Resolve(tls.Key));
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CarelakeException("CLI-0081", "The certificate or the key of the server cannot be read.", tls.Certificate, "Give PEM files that this user may read, and the password if the key has one.", exception);
        }
    }
}
