using System.Diagnostics;
using Carelake.Server.Identity;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Carelake.Server.Hosting;

/// <summary>Traces, metrics and logs by OpenTelemetry: metrics as Prometheus text at <c>/metrics</c>, all three by OTLP where a setting says where to. Addresses are told as patterns.</summary>
internal static class Telemetry
{
    public static void Add(WebApplicationBuilder builder, ServerSetup setup)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddFilter("Microsoft", LogLevel.None).AddFilter("System", LogLevel.None);
        builder.Logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
        // Results of a command go to standard output; a server's log does not belong among them.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(setup.LogLevel);
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("carelake"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", ServerMetrics.Name).AddPrometheusExporter();
                if (setup.Telemetry is { } endpoint) metrics.AddOtlpExporter(options => options.Endpoint = endpoint);
            });
        if (setup.Telemetry is not { } collector) return;
        telemetry.WithTracing(traces => traces.AddAspNetCoreInstrumentation(options => options.EnrichWithHttpResponse = (activity, response) => HideAddress(activity, response.HttpContext))
            .AddOtlpExporter(options => options.Endpoint = collector));
        builder.Logging.AddOpenTelemetry(logs => logs.AddOtlpExporter(options => options.Endpoint = collector));
    }

    /// <summary>One line for each request but those of health and metrics.</summary>
    public static void UseRequestLog(WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Carelake.Requests");
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use(next => async context =>
        {
            var began = time.GetTimestamp();
            await next(context);
            if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) || context.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal)) return;
            ServerLog.Answered(
                log, context.Request.Method, Route.Of(context), context.Response.StatusCode, Math.Round(time.GetElapsedTime(began).TotalMilliseconds, 1),
                context.Features.Get<SignedIn>()?.User.Id ?? "", TenantDirectory.Find(context)?.Tenant.Id ?? "");
        });
    }

    // A path can hold a patient's number, a query a name.
    private static void HideAddress(Activity activity, HttpContext context)
    {
        activity.SetTag("url.path", Route.Of(context));
        activity.SetTag("url.query", null);
        activity.DisplayName = $"{context.Request.Method} {Route.Of(context)}";
    }
}
