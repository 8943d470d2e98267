using Carelake.Server.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Tests.Server.Hosting;

/// <summary>Every endpoint says how it is guarded.</summary>
public sealed class GuardTests
{
    // Each with the reason why no guard of ours stands on it.
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["/api/{documentName}/openapi.json"] = "the description of the API holds no data",
        ["/metrics"] = "the rule for every endpoint without one of its own: signed in, with the scope metrics; counts alone",
        ["{*path}"] = "the dashboard's page and files hold no data",
    };

    [Fact]
    public async Task Every_endpoint_has_a_guard_or_a_reason_to_have_none()
    {
        await using var served = await ServedLake.StartAsync();
        var endpoints = served.Endpoints.OfType<RouteEndpoint>().ToList();

        endpoints.Count.ShouldBeGreaterThan(50);
        endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Guard>() is null && !Reasons.ContainsKey(endpoint.RoutePattern.RawText ?? "")).Select(endpoint => endpoint.DisplayName).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_endpoints_that_say_so_answer_anyone()
    {
        await using var served = await ServedLake.StartAsync();

        foreach (var endpoint in served.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<Guard>() is not null))
            (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).ShouldBe(endpoint.Metadata.GetMetadata<Guard>()!.By == "anyone", endpoint.DisplayName); // Filtered.
    }
}
