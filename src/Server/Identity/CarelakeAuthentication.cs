using System.Security.Claims;
using System.Text.Encodings.Web;
using Carelake.Server.Hosting;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Carelake.Server.Identity;

/// <summary>
/// Finds out who makes a request: by the session of a cookie, by an API key or access token in the Authorization header. A request that brings a header is a machine's
/// and its cookie does not count, so that no page can make a browser act by it.
/// </summary>
internal sealed class CarelakeAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Carelake";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TenantDirectory.Find(Context) is not { } tenant) return AuthenticateResult.NoResult();
        var header = Request.Headers.Authorization.ToString();
        var found = header.Length > 0
            ? header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? await OfBearerAsync(tenant.Accounts, header[Bearer.Length..].Trim()) : null
            : SessionCookie.Read(Context) is { } token ? await OfSessionAsync(tenant.Accounts, token) : null;
        if (found is null) return AuthenticateResult.NoResult();
        Context.Features.Set(found);
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, found.User.Id), new(ClaimTypes.Name, found.User.UserName), new("tenant", tenant.Tenant.Id), .. found.User.Roles.Select(role => new Claim(ClaimTypes.Role, role))],
            SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.WriteAsync(Context, StatusCodes.Status401Unauthorized, "SRV-0401", "Nobody is signed in.", "Sign in, or send an API key in the Authorization header.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.WriteAsync(Context, StatusCodes.Status403Forbidden, "SRV-0007", "This account or key may not do that.", "Ask an administrator for the right, or make a key with the scope.");

    private static async Task<SignedIn?> OfSessionAsync(IdentityStore accounts, string token) =>
        await accounts.SessionAsync(token, CancellationToken.None) is ({ KeyId: null } session, var user) ? new(user, session, Key: null) : null;

    private static async Task<SignedIn?> OfBearerAsync(IdentityStore accounts, string token)
    {
        if (SecretToken.ParseApiKey(token) is { } parts)
            return await accounts.KeyAsync(parts.Id, parts.Secret, CancellationToken.None) is ({ } key, { } owner) ? new(owner, Session: null, key) : null;
        // The token of a browser's session is no access token: only its cookie carries it.
        return await accounts.SessionAsync(token, CancellationToken.None) is ({ KeyId: { } keyId } session, var user)
            && await accounts.KeyOfSessionAsync(keyId, CancellationToken.None) is { } usable ? new(user, session, usable.Key) : null;
    }
}
