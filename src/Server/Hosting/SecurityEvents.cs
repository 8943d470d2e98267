using Carelake.Access.Audit;
using Carelake.Server.Identity;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Carelake.Server.Hosting;

/// <summary>Tells security what happens around accounts: the audit log before it takes effect, and the program's log at once.</summary>
/// <param name="loggers">Makes the log.</param>
/// <param name="time">The clock.</param>
internal sealed class SecurityEvents(ILoggerFactory loggers, TimeProvider time)
{
    private readonly ILogger _log = loggers.CreateLogger("Carelake.Security");

    /// <summary>Something was done, or refused, with an account, a session or a key.</summary>
    /// <param name="context">The request.</param>
    /// <param name="user">Id of who did it; empty when nobody is known, since what was typed as a name may be a password.</param>
    /// <param name="action">What.</param>
    /// <param name="resource">With what.</param>
    /// <param name="isAllowed">It was let happen.</param>
    /// <exception cref="IOException">It could not be written: it must not happen.</exception>
    public async Task HappenedAsync(HttpContext context, string user, string action, string resource, bool isAllowed)
    {
        var tenant = TenantDirectory.Of(context).Tenant;
        var decision = isAllowed ? "allow" : "deny";
        await tenant.Governed.Audit.WriteAsync(
            [new() { At = time.GetUtcNow(), User = user.Length == 0 ? "unknown" : user, Action = action, Resource = resource, Purpose = "security", Decision = decision }], context.RequestAborted);
        ServerLog.Security(_log, action, resource, user, tenant.Id, decision);
    }

    /// <summary>Emergency access is about to be granted. It stands in the log of emergencies, with its reason encrypted, and in the program's log as a warning.</summary>
    public async Task BreakGlassAsync(HttpContext context, string user, string purpose, BreakGlassGrant grant)
    {
        var tenant = TenantDirectory.Of(context).Tenant;
        await tenant.Governed.Audit.WriteAsync(
            [
                new AuditEntry
                {
                    At = time.GetUtcNow(), User = user, Action = "break-glass", Resource = "session", Purpose = purpose, Decision = "allow", IsBreakGlass = true,
                    Subject = $"break-glass|{user}", Details = grant.Reason,
                },
            ],
            context.RequestAborted);
        ServerLog.BreakGlass(_log, user, tenant.Id, grant.Until);
    }
}
