using Carelake.Server.Api;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Carelake.Server.Hosting;

/// <summary>One thing that must work for the server to be ready.</summary>
/// <param name="Name">What, and for which tenant.</param>
/// <param name="IsReady">It works.</param>
/// <param name="Reason">Why it does not; empty when it does. No secrets and no patient data.</param>
public sealed record HealthCheck(string Name, bool IsReady, string Reason);

/// <summary>How the server is.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>not ready</c>.</param>
/// <param name="Checks">What was looked at; empty for <c>live</c>.</param>
public sealed record HealthAnswer(string Status, IReadOnlyList<HealthCheck> Checks);

/// <summary>Health for whoever keeps the server running: alive, so that it need not be started again; ready, so that it may be asked.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new HealthAnswer("live", []))).ForAnyone().AllowAnonymous().DisableRateLimiting()
            .WithTags("Health").WithName("getLive").WithSummary("The process answers.").Produces<HealthAnswer>();
        routes.MapGet("/health/ready", ReadyAsync).ForAnyone().AllowAnonymous().DisableRateLimiting()
            .WithTags("Health").WithName("getReady").WithSummary("Everything that answers depend on works; if not, says what does not.").Produces<HealthAnswer>().Produces<HealthAnswer>(503);
    }

    private static async Task<IResult> ReadyAsync(TenantDirectory tenants, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var checks = new List<HealthCheck> { new("server", !lifetime.ApplicationStopping.IsCancellationRequested, lifetime.ApplicationStopping.IsCancellationRequested ? "It is stopping." : "") };
        foreach (var tenant in tenants.All)
        {
            // First, since a database that is a file makes its folder anew.
            checks.Add(await CheckAsync($"lake/{tenant.Tenant.Id}", "The lake's folder cannot be read.", _ => Task.FromResult(Directory.GetDirectories(tenant.Tenant.Lake.Root).Length), cancellationToken));
            checks.Add(await CheckAsync($"accounts/{tenant.Tenant.Id}", "The database of accounts does not answer.", ct => tenant.Accounts.HasUsersAsync(ct), cancellationToken));
            checks.Add(await CheckAsync($"operations/{tenant.Tenant.Id}", "The operational database does not answer.", ct => tenant.Tenant.Operations.RunsAsync(1, ct), cancellationToken));
            if (tenant.Feeds?.Log is { } log) checks.Add(new($"events/{tenant.Tenant.Id}", !log.IsBehind, log.IsBehind ? "The event log is behind." : ""));
        }

        var isReady = checks.All(check => check.IsReady);
        return TypedResults.Json(new HealthAnswer(isReady ? "ready" : "not ready", checks), statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<HealthCheck> CheckAsync(string name, string reason, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(Patience);
        try
        {
            await check(enough.Token);
            return new(name, true, "");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new(name, false, $"{reason} ({exception.GetType().Name})");
        }
    }
}
