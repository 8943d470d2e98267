using Microsoft.AspNetCore.Http;

namespace Carelake.Server.Identity;

/// <summary>The cookie that a browser keeps a session by. With TLS its name begins with <c>__Host-</c>: no other host can have set it.</summary>
internal static class SessionCookie
{
    private const string Plain = "carelake";

    /// <summary>The token; <see langword="null"/> when the request brings none.</summary>
    public static string? Read(HttpContext context) => context.Request.Cookies.TryGetValue(NameOf(context), out var token) && token.Length is > 0 and < 200 ? token : null;

    /// <summary>Gives the browser the token of a new session.</summary>
    public static void Write(HttpContext context, string token) => context.Response.Cookies.Append(NameOf(context), token, Options(context));

    /// <summary>Takes the token away.</summary>
    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(NameOf(context), Options(context));

    // A tenant that is reached by a path keeps its cookie under that path; `__Host-` wants the root.
    private static string NameOf(HttpContext context) => !context.Request.IsHttps ? Plain : context.Request.PathBase.HasValue ? $"__Secure-{Plain}" : $"__Host-{Plain}";

    // No end of its own: the server ends sessions, and the browser when it closes.
    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
    };
}
