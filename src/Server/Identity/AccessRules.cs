using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Carelake.Server.Identity;

/// <summary>
/// Who may reach an endpoint at all. Every endpoint asks for a signed-in caller unless it says otherwise, and a machine's key opens only the parts of its scopes. What rows
/// a caller sees is for policies.
/// </summary>
internal static class AccessRules
{
    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication(CarelakeAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CarelakeAuthentication>(CarelakeAuthentication.SchemeName, null);
        services.TryAddSingleton<ICallerSource, SignedInCallers>();
        services.AddSingleton<IAuthorizationHandler, Handler>();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicy([new Requirement()], []))
            .SetDefaultPolicy(new AuthorizationPolicy([new Requirement()], []));
    }

    /// <summary>The part of the server that a path belongs to, as scopes of keys name it.</summary>
    public static string ScopeOf(PathString path) =>
        path.StartsWithSegments("/ingest", StringComparison.OrdinalIgnoreCase) ? "ingest"
        : path.StartsWithSegments("/fhir", StringComparison.OrdinalIgnoreCase) ? "fhir"
        : path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase) ? "metrics"
        : "api";

    private sealed record Requirement : IAuthorizationRequirement;

    private sealed class Handler(ICallerSource callers) : AuthorizationHandler<Requirement>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
        {
            // What routing makes up to say 404, 405 or 415 has nothing to guard.
            if (context.Resource is HttpContext { } found && found.GetEndpoint() is not RouteEndpoint)
                context.Succeed(requirement);
            else if (context.Resource is HttpContext http && callers.Of(http) is not null
                && (http.Features.Get<SignedIn>()?.HasScope(ScopeOf(http.Request.Path)) ?? true))
                context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }
}
