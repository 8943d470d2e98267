using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Carelake.Server.Hosting;

/// <summary>The built dashboard: its files, and its one page for every address that is no file and no endpoint. Without a build there is a plain page.</summary>
internal static class Dashboard
{
    private static readonly string[] Endpoints = ["/api", "/fhir", "/ingest", "/oauth", "/health", "/metrics"];

    private const string Plain = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Carelake</title>
        <h1>Carelake</h1><p>The server answers. The dashboard is not built into this program; see CONTRIBUTING.md.</p>
        <ul><li><a href="api/v1/openapi.json">API</a></li><li><a href="health/ready">Health</a></li></ul></html>
        """;

    /// <summary>Serves files, before anyone is asked who they are: there is nothing of a patient in them.</summary>
    public static void UseFiles(WebApplication app, string folder)
    {
        if (!Directory.Exists(folder)) return;
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            ContentTypeProvider = new FileExtensionContentTypeProvider { Mappings = { [".webmanifest"] = "application/manifest+json" } },
            OnPrepareResponse = context =>
                // Files below assets/ have their content's hash in their name: another content has another name.
                context.Context.Response.Headers.CacheControl = context.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    /// <summary>Serves the page for the addresses of its own.</summary>
    public static void MapPage(IEndpointRouteBuilder routes, string folder)
    {
        var page = Path.Combine(folder, "index.html");
        // Only what has no other endpoint, whatever its method, comes here: a method that an address does not take stays an error.
        routes.MapMethods("{*path}", [HttpMethods.Get, HttpMethods.Head], context => SendAsync(context, page)).AllowAnonymous().WithOrder(int.MaxValue).ExcludeFromDescription();
    }

    // Files lie at the top or below assets/; further down a dot belongs to a name, as in /catalog/silver.patient.
    private static bool IsFile(PathString path) =>
        path.StartsWithSegments("/assets", StringComparison.Ordinal) || (Path.HasExtension(path.Value) && path.Value!.LastIndexOf('/') == 0); // An extension is no empty path.

    private static Task SendAsync(HttpContext context, string page)
    {
        // A file that is not there is no page, nor is an address of an organisation that is not.
        var isForPage = !Endpoints.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) && !IsFile(context.Request.Path)
            && (TenantDirectory.Find(context) is not null || !context.Request.Path.StartsWithSegments("/t", StringComparison.Ordinal));
        if (!isForPage)
        {
            // The pages of problems follow.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.Headers.CacheControl = "no-cache";
        context.Response.ContentType = "text/html; charset=utf-8";
        return File.Exists(page) ? context.Response.SendFileAsync(page, context.RequestAborted) : context.Response.WriteAsync(Plain, context.RequestAborted);
    }
}
