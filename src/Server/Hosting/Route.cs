using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Hosting;

/// <summary>What may be told of a request in logs, metrics and traces: the pattern of its address, never the address, which can name a patient.</summary>
internal static class Route
{
    /// <summary>The pattern of the endpoint, such as <c>/api/v1/patients/{facility}/{patientId}</c>; <c>none</c> when there is no endpoint.</summary>
    public static string Of(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint ?? context.Features.Get<Microsoft.AspNetCore.Http.Features.IEndpointFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "none";
}
