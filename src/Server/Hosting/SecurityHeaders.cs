using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Carelake.Server.Hosting;

/// <summary>Headers that every answer carries (OWASP Secure Headers). No other site may frame, read or script these pages.</summary>
internal static class SecurityHeaders
{
    // Components set widths and colours by style attributes; scripts come from files of this server alone.
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void Use(WebApplication app) => app.Use(next => context =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        context.Response.OnStarting(() =>
        {
            // What depends on who asks is for that one alone: no cache on the way keeps it.
            if (string.IsNullOrEmpty(headers.CacheControl)) headers.CacheControl = "no-store";
            headers.Append("Vary", "Cookie, Authorization");
            return Task.CompletedTask;
        });
        return next(context);
    });
}
