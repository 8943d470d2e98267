using Carelake.Access.Reading;
using Carelake.Core;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Carelake.Server.Hosting;

/// <summary>Who calls, for which tenant. An endpoint that takes one is for signed-in callers only.</summary>
/// <param name="Viewer">What policies are told of the caller.</param>
/// <param name="Tenant">The tenant that the caller belongs to.</param>
internal sealed record Caller(Viewer Viewer, Tenant Tenant)
{
    /// <summary>Makes the caller of a request.</summary>
    /// <exception cref="CarelakeException"><c>SRV-0401</c> nobody is signed in.</exception>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(
        context.RequestServices.GetRequiredService<ICallerSource>().Of(context)
        ?? throw new CarelakeException("SRV-0401", "Nobody is signed in.", "", "Sign in, or send an API key in the Authorization header."));
}

/// <summary>Makes callers of requests: an edge, since who signs in how is for the server's set-up, and tests bring their own people.</summary>
internal interface ICallerSource
{
    /// <summary>The caller; <see langword="null"/> when nobody is signed in.</summary>
    Caller? Of(HttpContext context);
}
