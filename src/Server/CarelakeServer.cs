using System.Text.Json.Serialization;
using Carelake.Server.Api;
using Carelake.Server.FhirApi;
using Carelake.Server.Hosting;
using Carelake.Server.Identity;
using Carelake.Server.Live;
using Carelake.Server.Receivers;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Carelake.Server;

/// <summary>The HTTP server: API, FHIR facade and dashboard.</summary>
public sealed class CarelakeServer : IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(20);
    private readonly WebApplication _app;

    private CarelakeServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, with the port that was taken.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Everything that it answers at, for the test that each says how it is guarded.</summary>
    internal IReadOnlyList<Endpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>Starts a server; it answers when this returns.</summary>
    /// <param name="setup">What it serves, and where.</param>
    /// <param name="configure">Adds to its services; for tests that bring their own people.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<CarelakeServer> StartAsync(ServerSetup setup, Action<IServiceCollection>? configure, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        Listen(builder, setup);
        Telemetry.Add(builder, setup);
        var tenants = await TenantDirectory.OpenAsync(setup, setup.Passwords, cancellationToken);
        builder.Services.AddSingleton(setup).AddSingleton(setup.Time).AddSingleton(setup.Passwords).AddSingleton(_ => tenants).AddSingleton<SecurityEvents>().AddSingleton<ServerMetrics>();
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase)));
        builder.Services.AddOpenApi("v1");
        RequestLimits.Add(builder.Services, setup.Limits);
        AccessRules.Add(builder.Services);
        if (setup.OpenId is { } provider) OpenIdSignIn.Add(builder.Services, provider);
        DataServices.Add(builder.Services);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.Services.GetRequiredService<ServerMetrics>();
        Use(app, setup, tenants);
        Map(app, setup);
        await app.StartAsync(cancellationToken);
        var server = new CarelakeServer(app);
        ServerLog.Listening(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Carelake.Server"), server.Address.ToString());
        await server.SayLinksAsync(setup, tenants, cancellationToken);
        return server;
    }

    /// <summary>Answers what is under way, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Listen(WebApplicationBuilder builder, ServerSetup setup)
    {
        builder.WebHost.UseUrls(setup.Url).UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = setup.Limits.LongestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            // Who sends slower than this holds a place for nothing.
            kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            if (setup.Certificate is { } certificate) kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
    }

    // Order is what it stands for: first whom a request is for and how errors look, then who makes it, then whether it may.
    private static void Use(WebApplication app, ServerSetup setup, TenantDirectory tenants)
    {
        SecurityHeaders.Use(app);
        Telemetry.UseRequestLog(app);
        Errors.Use(app);
        tenants.Use(app);
        Dashboard.UseFiles(app, setup.WebFolder);
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        RequestForgery.Use(app);
        app.UseAuthorization();
    }

    private static void Map(WebApplication app, ServerSetup setup)
    {
        var routes = app.MapGroup("/api/v1");
        SessionEndpoints.Map(routes);
        OpenIdSignIn.Map(routes);
        UserEndpoints.Map(routes);
        ApiKeyEndpoints.Map(routes);
        TokenEndpoint.Map(app);
        SourceEndpoints.Map(routes);
        KeyEndpoints.Map(routes);
        LiveEndpoints.Map(routes);
        FlowEndpoints.Map(routes);
        DataServices.Map(routes);
        FhirEndpoints.Map(app);
        ReceiverEndpoints.Map(app);
        Health.Map(app);
        app.MapOpenApi("/api/{documentName}/openapi.json").AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics");
        Dashboard.MapPage(app, setup.WebFolder);
    }

    // Nobody but who reads the console can make the first account.
    private async Task SayLinksAsync(ServerSetup setup, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        if (setup.IsDemo || setup.OpenId is { IsOnly: true }) return;
        foreach (var tenant in tenants.All)
            if (await tenant.Accounts.NewSetupTokenAsync(cancellationToken) is { } token)
                setup.Say($"No account yet. Make the first administrator of {tenant.Tenant.Name}, once, within a day: {LinkBase(tenant.Tenant, tenants)}setup?token={token}");
    }

    private string LinkBase(Tenant tenant, TenantDirectory tenants) => tenant.Hosts is [var host, ..] ? $"{Address.Scheme}://{host}:{Address.Port}/" : tenants.All.Count == 1 ? Address.ToString() : $"{Address}t/{tenant.Id}/";
}
