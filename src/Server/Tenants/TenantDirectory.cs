using System.Collections.Frozen;
using Carelake.Access.Reading;
using Carelake.Core;
using Carelake.Server.Hosting;
using Carelake.Server.Identity;
using Carelake.Server.Live;
using Carelake.Server.Receivers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Carelake.Server.Tenants;

/// <summary>
/// Which tenant a request is for: that of its host name, else of the path <c>/t/ID/</c>, else the only one there is. Everything behind works with that one; a session
/// or key is looked for in that tenant's accounts alone, so one of another tenant is nobody's.
/// </summary>
internal sealed class TenantDirectory : IAsyncDisposable
{
    private const string PathPrefix = "/t/";
    private readonly FrozenDictionary<string, ServedTenant> _byHost;
    private readonly FrozenDictionary<string, ServedTenant> _byId;

    private TenantDirectory(List<ServedTenant> tenants)
    {
        All = tenants;
        _byId = tenants.ToFrozenDictionary(tenant => tenant.Tenant.Id, StringComparer.Ordinal);
        _byHost = tenants.SelectMany(tenant => tenant.Tenant.Hosts.Select(host => (host, tenant)))
            .ToFrozenDictionary(pair => pair.host, pair => pair.tenant, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Every tenant, in the order of the configuration.</summary>
    public IReadOnlyList<ServedTenant> All { get; }

    /// <summary>Opens what the server keeps for each tenant.</summary>
    /// <exception cref="CarelakeException">SRV-0100: accounts cannot be opened; SRV-0201: two tenants share a host name, an id, or a lake.</exception>
    public static async Task<TenantDirectory> OpenAsync(ServerSetup setup, Passwords passwords, CancellationToken cancellationToken)
    {
        Check(setup.Tenants);
        var tenants = new List<ServedTenant>();
        foreach (var tenant in setup.Tenants)
        {
            var accounts = await IdentityStore.OpenAsync(tenant.Accounts, setup.Time, cancellationToken);
            var codes = new OneTimeCodes(tenant.Keys);
            var feeds = setup.Live.GetValueOrDefault(tenant.Id);
            var board = feeds is null ? null : new LiveBoards(feeds, setup.Time, ProtectionOf(tenant));
            tenants.Add(new(tenant, accounts, new SignIn(accounts, passwords, codes, setup.Time), codes, board, feeds, feeds?.Log is { } log ? new HttpReceivers(tenant.Project, log, setup.Time) : null));
        }

        return new(tenants);
    }

    /// <summary>Chooses the tenant of every request, before anything else looks at it.</summary>
    public void Use(WebApplication app) => app.Use(next => context =>
    {
        if (Choose(context) is { } tenant) context.Features.Set(tenant);
        return next(context);
    });

    /// <summary>The tenant of a request.</summary>
    /// <exception cref="CarelakeException">SRV-0202: it names none.</exception>
    public static ServedTenant Of(HttpContext context) => Find(context)
        ?? throw new CarelakeException("SRV-0202", "There is no organisation at this address.", "", "Use the host name of the organisation, or /t/ID/.");

    /// <summary>The tenant of a request; <see langword="null"/> when it names none.</summary>
    public static ServedTenant? Find(HttpContext context) => context.Features.Get<ServedTenant>();

    /// <summary>Stops following feeds.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var tenant in All)
            if (tenant.Board is { } board) await board.DisposeAsync();
    }

    private ServedTenant? Choose(HttpContext context)
    {
        if (_byHost.TryGetValue(context.Request.Host.Host, out var tenant)) return tenant;
        if (!context.Request.Path.StartsWithSegments("/t", StringComparison.Ordinal, out var rest)) return All.Count == 1 ? All[0] : null;
        var id = rest.Value is { Length: > 1 } path ? path[1..].Split('/', 2)[0] : "";
        // A host name that is one tenant's own leads to no other.
        if (!_byId.TryGetValue(id, out tenant)) return null;
        context.Request.PathBase = context.Request.PathBase.Add($"{PathPrefix}{id}");
        context.Request.Path = rest.Value![(id.Length + 1)..]; // Not empty: it began with the id.
        return tenant;
    }

    // A ward's name tells of what the law guards, as a department's does in the lake.
    private static Func<string, string> ProtectionOf(Tenant tenant)
    {
        var words = ProtectedSpecialties.Words(tenant.PoliciesFolder);
        return ward => words.FirstOrDefault(word => ward.Contains(word.Word, StringComparison.OrdinalIgnoreCase)).Specialty ?? ProtectedSpecialties.General;
    }

    // One lake under two names would make two tenants of one.
    private static void Check(IReadOnlyList<Tenant> tenants)
    {
        var shared = Repeated(tenants.Select(tenant => tenant.Id)) ?? Repeated(tenants.SelectMany(tenant => tenant.Hosts)) ?? Repeated(tenants.Select(tenant => Path.GetFullPath(tenant.Lake.Root)))
            ?? (tenants.Select(tenant => tenant.Accounts).Distinct().Count() < tenants.Count ? "operations" : null);
        if (shared is not null)
            throw new CarelakeException("SRV-0201", "Two tenants share an id, a host name, a lake or a database.", shared, "Give each its own in `tenants:`.");
    }

    private static string? Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;
}
