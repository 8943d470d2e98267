using System.Text;
using System.Text.Json.Serialization;
using Carelake.Server.Api;
using Carelake.Server.Hosting;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Identity;

/// <summary>An access token, as RFC 6749 section 5.1 names its parts.</summary>
/// <param name="AccessToken">What to send as <c>Authorization: Bearer</c>.</param>
/// <param name="TokenType"><c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds that it lasts.</param>
/// <param name="Scope">Which parts of the server it opens, separated by blanks.</param>
public sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn, [property: JsonPropertyName("scope")] string Scope)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => TokenType;
}

/// <summary>An error of the token endpoint, as RFC 6749 section 5.2 has it.</summary>
/// <param name="Error">The kind.</param>
public sealed record TokenError([property: JsonPropertyName("error")] string Error);

/// <summary>Client credentials (RFC 6749 section 4.4): a machine exchanges its API key for an access token of an hour, so that the key itself travels seldom.</summary>
internal sealed class TokenEndpoint : IEndpoints
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/oauth/token", GiveAsync).ForAnyone().AllowAnonymous().RequireRateLimiting(RequestLimits.SignIns).DisableAntiforgery()
        .WithTags("API keys").WithName("getToken").WithSummary("Exchanges client credentials for an access token of an hour.")
        .Accepts<IFormCollection>("application/x-www-form-urlencoded").Produces<TokenAnswer>().Produces<TokenError>(400).Produces<TokenError>(401);

    private static async Task<IResult> GiveAsync(HttpContext context, SecurityEvents events, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType) return TypedResults.BadRequest(new TokenError("invalid_request"));
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (form["grant_type"] != "client_credentials") return TypedResults.BadRequest(new TokenError("unsupported_grant_type"));
        var (id, secret) = OfHeader(context.Request.Headers.Authorization.ToString()) ?? (form["client_id"].ToString(), form["client_secret"].ToString());
        var accounts = TenantDirectory.Of(context).Accounts;
        if (await accounts.KeyAsync(id, secret, cancellationToken) is not ({ } key, { } user))
        {
            await events.HappenedAsync(context, "", "get-token", "oauth/token", isAllowed: false);
            return TypedResults.Json(new TokenError("invalid_client"), statusCode: StatusCodes.Status401Unauthorized);
        }

        var (_, token) = await accounts.BeginSessionAsync(user, key.Id, UserSession.MachineTime, cancellationToken);
        return TypedResults.Ok(new TokenAnswer(token, "Bearer", (int)UserSession.MachineTime.TotalSeconds, string.Join(' ', key.Scopes)));
    }

    private static (string Id, string Secret)? OfHeader(string header)
    {
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), bytes, out var length)) return null;
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts.Length == 2 ? (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1])) : null;
    }
}
