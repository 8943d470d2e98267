using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Carelake.Server.Api;

/// <summary>The policy-checked data API: what it needs, and its endpoints.</summary>
internal static class DataServices
{
    public static void Add(IServiceCollection services, ServerSetup setup)
    {
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
    }
}
