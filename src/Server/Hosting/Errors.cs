using Carelake.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Carelake.Server.Hosting;

/// <summary>Turns whatever ends a request early into problem details. A defect is logged by its type and place: its message could quote a patient.</summary>
internal static class Errors
{
    public static void Use(WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Carelake.Server");
        app.Use(next => context => GuardAsync(context, next, log));
        app.UseStatusCodePages(context => OfStatusAsync(context.HttpContext));
    }

    private static async Task GuardAsync(HttpContext context, RequestDelegate next, ILogger log)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads an answer.
        }
        catch (Exception) when (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
        }
        catch (BadHttpRequestException exception)
        {
            Begin(context);
            context.Response.StatusCode = exception.StatusCode;
            await OfStatusAsync(context);
        }
        catch (CarelakeException exception)
        {
            ServerLog.Refused(log, exception.Code, Route.Of(context));
            Begin(context);
            await Problem.WriteAsync(context, exception);
        }
        catch (Exception exception)
        {
            ServerLog.Failed(log, exception.GetType().Name, Route.Of(context), Place(exception));
            Begin(context);
            await Problem.WriteAsync(context, StatusCodes.Status500InternalServerError, "SRV-0001", "The server failed at this request.", "Try again; if it goes on, report the instance to whoever runs the server.");
        }
    }

    // Headers of security stay; those of the answer that did not come about go.
    private static void Begin(HttpContext context)
    {
        context.Response.Headers.ContentLength = null;
        context.Response.Headers.ETag = default;
        context.Response.Headers.ContentDisposition = default;
    }

    private static Task OfStatusAsync(HttpContext context) => context.Response.StatusCode switch
    {
        400 => Problem.WriteAsync(context, 400, "SRV-0002", "The request cannot be read.", "Compare it with /api/v1/openapi.json."),
        404 => Problem.WriteAsync(context, 404, "SRV-0003", "There is nothing here.", "Check the address."),
        405 => Problem.WriteAsync(context, 405, "SRV-0004", "This address does not take that method.", "See /api/v1/openapi.json."),
        413 => Problem.WriteAsync(context, 413, "SRV-0005", "The request is longer than this address takes.", "Send it in parts."),
        415 => Problem.WriteAsync(context, 415, "SRV-0009", "The body is not of a kind that this address takes.", "Set Content-Type as /api/v1/openapi.json says."),
        408 => Problem.WriteAsync(context, 408, "SRV-0012", "The request came too slowly.", "Send it again."),
        var status and >= 400 => Problem.WriteAsync(context, status, "SRV-0002", "The request was not taken.", "Compare it with /api/v1/openapi.json."),
        _ => Task.CompletedTask,
    };

    // Type and method, no values.
    private static string Place(Exception exception) =>
        exception.TargetSite is { } method ? $"{method.DeclaringType?.Name}.{method.Name}" : "";
}
