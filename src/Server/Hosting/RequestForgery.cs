using Carelake.Server.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Carelake.Server.Hosting;

/// <summary>
/// Keeps other sites from acting by a signed-in browser: what changes something and brings the cookie must bring a header that no form or picture can send, and no
/// other site may send by script, since nothing here allows it to (CORS is closed). So must what begins a session, lest someone be signed in as someone else.
/// </summary>
internal static class RequestForgery
{
    /// <summary>The header; its value is <c>1</c>.</summary>
    public const string Header = "X-Carelake-Request";

    public static void Use(WebApplication app) => app.Use(next => context => IsSuspect(context)
        ? Problem.WriteAsync(context, StatusCodes.Status403Forbidden, "SRV-0006", "The request does not say that it comes from this server's own pages.", $"Send the header {Header}: 1.")
        : next(context));

    private static bool IsSuspect(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return false;
        // A machine says who it is in a header that a browser does not add by itself.
        if (request.Headers.Authorization.Count > 0 || request.Headers[Header] == "1") return false;
        return SessionCookie.Read(context) is not null
            || request.Path.StartsWithSegments("/api/v1/session", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/api/v1/setup", StringComparison.OrdinalIgnoreCase);
    }
}
