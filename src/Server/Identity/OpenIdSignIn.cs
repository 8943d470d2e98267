using System.Security.Claims;
using Carelake.Access.Policies;
using Carelake.Lake.Outbound;
using Carelake.Server.Api;
using Carelake.Server.Hosting;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Carelake.Server.Identity;

/// <summary>
/// Sign-in by OpenID Connect: authorization code with PKCE (RFC 7636). The provider says who someone is and which groups they are in; this server makes the account and
/// a session of its own. Whoever is in no group that is known here does not get in.
/// </summary>
internal sealed class OpenIdSignIn : IEndpoints
{
    private const string Scheme = "OpenId";
    private const string Passing = "OpenIdPassing";
    private const string Administrator = "administrator";

    public static void Add(IServiceCollection services, OpenIdSetup provider)
    {
        // Protects what travels with the browser to the provider and back, for minutes.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication().AddCookie(Passing).AddOpenIdConnect(Scheme, options =>
        {
            options.SignInScheme = Passing;
            options.Authority = provider.Authority.ToString();
            options.ClientId = provider.ClientId;
            options.ClientSecret = provider.ClientSecret;
            options.RequireHttpsMetadata = !provider.IsPlain;
            options.ResponseType = OpenIdConnectResponseType.Code;
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.MapInboundClaims = false;
            options.GetClaimsFromUserInfoEndpoint = true;
            foreach (var claim in (string[])[provider.GroupsClaim, "name", "preferred_username"]) options.ClaimActions.MapJsonKey(claim, claim);
            options.SaveTokens = false;
            options.BackchannelHttpHandler = OutboundHandler.Create(provider.AllowsPrivateAddresses);
            options.CallbackPath = OpenIdSetup.CallbackPath;
            options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            options.NonceCookie.SameSite = SameSiteMode.Lax;
            options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Scope.Add("email");
            options.Events.OnTicketReceived = context => BeginAsync(context, provider);
            options.Events.OnRemoteFailure = context =>
            {
                context.HandleResponse();
                return RefuseAsync(context.HttpContext);
            };
        });
    }

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/session/open-id", Go).ForAnyone().AllowAnonymous().RequireRateLimiting(RequestLimits.SignIns).WithTags("Session")
        .WithName("signInWithOpenId").WithSummary("Sends the browser to the provider, which sends it back signed in.").Produces(302).ProducesProblem(404);

    private static IResult Go(ServerSetup setup, HttpContext context) => setup.OpenId is null
        ? Problem.Result(StatusCodes.Status404NotFound, "SRV-0119", "No provider is set up to sign in with.", "Sign in with user name and password.")
        : TypedResults.Challenge(new AuthenticationProperties { RedirectUri = $"{context.Request.PathBase}/" }, [Scheme]);

    private static async Task BeginAsync(TicketReceivedContext ticket, OpenIdSetup provider)
    {
        ticket.HandleResponse();
        var context = ticket.HttpContext;
        var tenant = TenantDirectory.Of(context);
        var events = context.RequestServices.GetRequiredService<SecurityEvents>();
        if (await AccountAsync(tenant.Accounts, ticket.Principal, provider, context.RequestAborted) is not { IsLocked: false } user)
        {
            await events.HappenedAsync(context, "", "sign-in", "session/open-id", isAllowed: false);
            await RefuseAsync(context);
            return;
        }

        await events.HappenedAsync(context, user.Id, "sign-in", "session/open-id", isAllowed: true);
        var (_, token) = await tenant.Accounts.BeginSessionAsync(user, keyId: null, UserSession.LongestTime, context.RequestAborted);
        await SessionEndpoints.BeginAsync(context, tenant, token, context.RequestAborted);
        context.Response.Redirect($"{context.Request.PathBase}/");
    }

    private static async Task<UserAccount?> AccountAsync(IdentityStore accounts, ClaimsPrincipal? principal, OpenIdSetup provider, CancellationToken cancellationToken)
    {
        if (principal?.FindFirst("sub")?.Value is not { Length: > 0 } subject) return null;
        var given = principal.FindAll(provider.GroupsClaim).Select(claim => provider.Groups.GetValueOrDefault(claim.Value, "")).Where(role => role.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (given.Count == 0) return null;
        var roles = given.Where(role => Role.All.Any(known => known.Name == role)).ToList();
        var known = await accounts.UserOfSubjectAsync($"{provider.Authority}|{subject}", cancellationToken);
        var user = (known ?? New(principal, $"{provider.Authority}|{subject}", provider)) with { Roles = [.. roles], Purposes = UserAccount.PurposesOf(roles), IsAdministrator = given.Contains(Administrator) };
        if (known is null) return await accounts.AddUserAsync(user, passwordHash: null, cancellationToken) ? user : null;
        // Groups that changed with the provider change the account, and end what older sessions were given.
        if (!known.Roles.SequenceEqual(user.Roles) || known.IsAdministrator != user.IsAdministrator) await accounts.UpdateUserAsync(user, newPasswordHash: null, cancellationToken);
        return user;
    }

    private static UserAccount New(ClaimsPrincipal principal, string subject, OpenIdSetup provider)
    {
        var id = SecretToken.NewId();
        return new()
        {
            // The provider's names may be those of local accounts: an id of its own keeps one from taking the other's place.
            Id = id, UserName = $"openid-{id}", Name = principal.FindFirst("name")?.Value ?? principal.FindFirst("preferred_username")?.Value ?? id, ExternalSubject = subject,
            Facilities = [.. provider.Facilities],
        };
    }

    private static Task RefuseAsync(HttpContext context) =>
        Problem.WriteAsync(context, StatusCodes.Status403Forbidden, "SRV-0120", "The provider did not let this account in, or it is in no group that is known here.", "Try again, or ask an administrator which groups may sign in.");
}
