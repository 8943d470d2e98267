using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Hosting;

/// <summary>A group of endpoints that belong together; <see cref="CarelakeServer"/> lists them all.</summary>
internal interface IEndpoints
{
    /// <summary>Adds the endpoints, each with a name, a summary and typed answers, so that the OpenAPI document is whole.</summary>
    /// <param name="routes">The versioned root, <c>/api/v1</c>.</param>
    static abstract void Map(IEndpointRouteBuilder routes);
}
