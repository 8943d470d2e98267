using Carelake.Server.Api;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Carelake.Server;

/// <summary>The HTTP server: API, FHIR facade and dashboard.</summary>
public sealed class CarelakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CarelakeServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, with the port that was taken.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts a server; it answers when this returns.</summary>
    /// <param name="setup">What it serves, and where.</param>
    /// <param name="configure">Adds to its services; for tests that bring their own people.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<CarelakeServer> StartAsync(ServerSetup setup, Action<IServiceCollection>? configure, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(setup.Url).UseKestrelHttpsConfiguration();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(setup).AddSingleton(setup.Time);
        builder.Services.AddProblemDetails().AddOpenApi("v1");
        DataServices.Add(builder.Services);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        var routes = app.MapGroup("/api/v1");
        DataServices.Map(routes);
        app.MapOpenApi("/api/{documentName}/openapi.json");
        await app.StartAsync(cancellationToken);
        return new(app);
    }

    /// <summary>Answers what is under way, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
