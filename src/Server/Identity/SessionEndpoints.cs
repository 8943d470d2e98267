using Carelake.Server.Api;
using Carelake.Server.Hosting;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Identity;

/// <summary>Signing in and out, what a session is for, and what goes with an account of one's own.</summary>
internal sealed class SessionEndpoints : IEndpoints
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/session").WithTags("Session");
        session.MapGet("", Answer).ForCaller().WithName("getSession").WithSummary("Who is signed in, and what for.").Produces<SessionAnswer>().ProducesProblem(401);
        session.MapGet("/methods", MethodsAsync).ForAnyone().AllowAnonymous().WithName("getSignInMethods").WithSummary("How one can sign in here.").Produces<SignInMethods>();
        session.MapPost("", SignInAsync).ForAnyone().AllowAnonymous().RequireRateLimiting(RequestLimits.SignIns).WithName("signIn")
            .WithSummary("Signs in with user name, password and, where the account asks for it, a one-time code.").Produces<SessionAnswer>().ProducesProblem(401).ProducesProblem(429);
        session.MapDelete("", SignOutAsync).ForCaller().WithName("signOut").WithSummary("Signs out; the session's token is of no more use.").Produces(204);
        session.MapPut("/purpose", SetPurposeAsync).ForCaller().WithName("setPurpose").WithSummary("Chooses what data is asked for for from now on.").Produces<SessionAnswer>().ProducesProblem(422);
        session.MapPost("/break-glass", BreakGlassAsync).ForCaller().WithName("breakGlass").WithSummary("Asks for emergency access, with a reason, for minutes; security is told.")
            .Produces<SessionAnswer>().ProducesProblem(403).ProducesProblem(422);
        session.MapDelete("/break-glass", EndBreakGlassAsync).ForCaller().WithName("endBreakGlass").WithSummary("Ends emergency access.").Produces<SessionAnswer>();
        session.MapPost("/totp", BeginTotpAsync).ForCaller().WithName("beginTotp").WithSummary("Makes a secret for one-time codes; it counts when a code confirms it.").Produces<TotpSecret>().ProducesProblem(409);
        session.MapPut("/totp", ConfirmTotpAsync).ForCaller().RequireRateLimiting(RequestLimits.SignIns).WithName("confirmTotp").WithSummary("Confirms the secret by a code.").Produces(204).ProducesProblem(422);
        session.MapPut("/password", ChangePasswordAsync).ForCaller().RequireRateLimiting(RequestLimits.SignIns).WithName("changePassword")
            .WithSummary("Changes one's own password; every session of the account ends.").Produces(204).ProducesProblem(401).ProducesProblem(422);
        routes.MapPost("/setup", SetUpAsync).ForAnyone().AllowAnonymous().RequireRateLimiting(RequestLimits.SignIns).WithTags("Session").WithName("setUp")
            .WithSummary("Makes the first administrator, with the token of the one-time link that the server printed.").Produces(201).ProducesProblem(401).ProducesProblem(422);
    }

    /// <summary>Begins a session in the browser of a request; one that it had ends, so that no token from before a sign-in counts after it.</summary>
    public static async Task BeginAsync(HttpContext context, ServedTenant tenant, string newToken, CancellationToken cancellationToken)
    {
        if (SessionCookie.Read(context) is { } before) await tenant.Accounts.EndSessionAsync(SecretToken.Digest(before), cancellationToken);
        SessionCookie.Write(context, newToken);
    }

    private static IResult Answer(HttpContext context, ServerSetup setup) => Found(context) is { } signedIn
        ? TypedResults.Ok(SessionAnswer.Of(signedIn, TenantDirectory.Of(context), setup)) : NotSignedIn();

    private static async Task<IResult> MethodsAsync(HttpContext context, ServerSetup setup, CancellationToken cancellationToken)
    {
        var needsSetup = !await TenantDirectory.Of(context).Accounts.HasUsersAsync(cancellationToken);
        var openId = setup.OpenId is { } provider ? new OpenIdMethod(provider.Name, $"{context.Request.PathBase}{OpenIdSetup.SignInPath}") : null;
        var demo = setup.IsDemo ? DemoUsers.All.Select(user => new DemoUser(user.UserName, user.Name, user.Role, DemoUsers.PasswordOf(user.UserName))) : [];
        return TypedResults.Ok(new SignInMethods(setup.OpenId is not { IsOnly: true }, openId, needsSetup, [.. demo]));
    }

    private static async Task<IResult> SignInAsync(SignInRequest request, HttpContext context, ServerSetup setup, SecurityEvents events, CancellationToken cancellationToken)
    {
        var tenant = TenantDirectory.Of(context);
        if (setup.OpenId is { IsOnly: true }) return Problem.Result(StatusCodes.Status403Forbidden, "SRV-0104", "Passwords are not taken here.", "Sign in with the provider of the organisation.");
        switch (await tenant.SignIn.TryAsync(request.UserName, request.Password, request.Code, cancellationToken))
        {
            case SignInResult.Accepted accepted:
                await events.HappenedAsync(context, accepted.User.Id, "sign-in", "session", isAllowed: true);
                await BeginAsync(context, tenant, accepted.Token, cancellationToken);
                return TypedResults.Ok(SessionAnswer.Of(new(accepted.User, accepted.Session, Key: null), tenant, setup));
            case SignInResult.CodeNeeded:
                return Problem.Result(StatusCodes.Status401Unauthorized, "SRV-0102", "This account asks for a one-time code.", "Type the code that the authenticator shows.");
            case SignInResult.LockedOut locked:
                await events.HappenedAsync(context, "", "sign-in", "session", isAllowed: false);
                context.Response.Headers.RetryAfter = ((int)Math.Ceiling(locked.Left.TotalSeconds)).ToString();
                return Problem.Result(StatusCodes.Status429TooManyRequests, "SRV-0103", "Too many attempts failed; this user name is locked for a while.", "Wait as long as Retry-After says.");
            default:
                await events.HappenedAsync(context, "", "sign-in", "session", isAllowed: false);
                return Problem.Result(StatusCodes.Status401Unauthorized, "SRV-0101", "User name, password or code is wrong.", "Try again; after five failures the user name is locked for a while.");
        }
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SecurityEvents events, CancellationToken cancellationToken)
    {
        if (Found(context) is { Session: { } session } signedIn)
        {
            await TenantDirectory.Of(context).Accounts.EndSessionAsync(session.TokenHash, cancellationToken);
            await events.HappenedAsync(context, signedIn.User.Id, "sign-out", "session", isAllowed: true);
        }

        SessionCookie.Clear(context);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SetPurposeAsync(PurposeRequest request, HttpContext context, ServerSetup setup, CancellationToken cancellationToken)
    {
        if (Person(context) is not { } person) return NotAPerson();
        if (!person.SignedIn.User.Purposes.Contains(request.Purpose))
            return Problem.Result(StatusCodes.Status422UnprocessableEntity, "SRV-0105", "That purpose does not go with the account.", "Choose one of the account's purposes.");
        var tenant = TenantDirectory.Of(context);
        await tenant.Accounts.SetPurposeAsync(person.Session.TokenHash, request.Purpose, cancellationToken);
        return TypedResults.Ok(SessionAnswer.Of(person.SignedIn with { Session = person.Session with { Purpose = request.Purpose } }, tenant, setup));
    }

    private static async Task<IResult> BreakGlassAsync(BreakGlassRequest request, HttpContext context, ServerSetup setup, SecurityEvents events, CancellationToken cancellationToken)
    {
        if (Person(context) is not { } person) return NotAPerson();
        if (!BreakGlassRule.MayAsk(person.SignedIn.User, TenantDirectory.Of(context).Tenant.Governed.Policies.Policies))
        {
            await events.HappenedAsync(context, person.SignedIn.User.Id, "break-glass", "session", isAllowed: false);
            return Problem.Result(StatusCodes.Status403Forbidden, "SRV-0106", "Emergency access is for those whom a policy gives it.", "Ask a clinician.");
        }

        if (BreakGlassRule.Problem(request) is { } problem) return Problem.Result(problem, "Say in a sentence why; up to sixty minutes.");
        var grant = new BreakGlassGrant(request.Reason.Trim(), setup.Time.GetUtcNow().AddMinutes(request.Minutes ?? BreakGlassRule.UsualMinutes));
        // Security knows before anything is opened.
        await events.BreakGlassAsync(context, person.SignedIn.User.Id, person.Session.Purpose, grant);
        var tenant = TenantDirectory.Of(context);
        await tenant.Accounts.SetBreakGlassAsync(person.Session.TokenHash, grant, cancellationToken);
        return TypedResults.Ok(SessionAnswer.Of(person.SignedIn with { Session = person.Session with { BreakGlass = grant } }, tenant, setup));
    }

    private static async Task<IResult> EndBreakGlassAsync(HttpContext context, ServerSetup setup, CancellationToken cancellationToken)
    {
        if (Person(context) is not { } person) return NotAPerson();
        var tenant = TenantDirectory.Of(context);
        await tenant.Accounts.SetBreakGlassAsync(person.Session.TokenHash, null, cancellationToken);
        return TypedResults.Ok(SessionAnswer.Of(person.SignedIn with { Session = person.Session with { BreakGlass = null } }, tenant, setup));
    }

    private static async Task<IResult> BeginTotpAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (Person(context) is not { } person) return NotAPerson();
        // Whoever finds a browser open must not be able to put another device in the place of the owner's.
        if (person.SignedIn.User.HasTotp)
            return Problem.Result(StatusCodes.Status409Conflict, "SRV-0107", "One-time codes are set up already.", "An administrator can take them away when the device is lost.");
        var tenant = TenantDirectory.Of(context);
        var secret = OneTimeCodes.NewSecret();
        await tenant.Accounts.SetTotpAsync(person.SignedIn.User.Id, await tenant.Codes.SealAsync(secret, cancellationToken), cancellationToken);
        return TypedResults.Ok(new TotpSecret(secret, OneTimeCodes.Address(secret, person.SignedIn.User.UserName)));
    }

    private static async Task<IResult> ConfirmTotpAsync(CodeRequest request, HttpContext context, SecurityEvents events, CancellationToken cancellationToken)
    {
        if (Person(context) is not { } person) return NotAPerson();
        if (!await TenantDirectory.Of(context).SignIn.UseCodeAsync(person.SignedIn.User.Id, request.Code, cancellationToken))
            return Problem.Result(StatusCodes.Status422UnprocessableEntity, "SRV-0108", "The code does not belong to the secret.", "Check the clock of the device, and type the next code.");
        await events.HappenedAsync(context, person.SignedIn.User.Id, "enrol-totp", "session", isAllowed: true);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ChangePasswordAsync(PasswordRequest request, HttpContext context, Passwords passwords, SecurityEvents events, CancellationToken cancellationToken)
    {
        if (Person(context) is not { } person) return NotAPerson();
        var tenant = TenantDirectory.Of(context);
        var user = person.SignedIn.User;
        if (await tenant.Accounts.LockedOutAsync(user.UserName, cancellationToken) is { Ticks: > 0 }
            || !passwords.Fits(await tenant.Accounts.PasswordHashAsync(user.Id, cancellationToken), request.Current, out _))
        {
            await tenant.Accounts.FailedAsync(user.UserName, cancellationToken);
            return Problem.Result(StatusCodes.Status401Unauthorized, "SRV-0101", "User name, password or code is wrong.", "Try again; after five failures the user name is locked for a while.");
        }

        if (Passwords.Problem(request.Password, user.UserName) is { } problem) return Problem.Result(problem, "Choose another password.");
        await tenant.Accounts.SetPasswordAsync(user.Id, passwords.Hash(request.Password), cancellationToken);
        await events.HappenedAsync(context, user.Id, "change-password", "session", isAllowed: true);
        SessionCookie.Clear(context);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SetUpAsync(SetupRequest request, HttpContext context, Passwords passwords, SecurityEvents events, CancellationToken cancellationToken)
    {
        var accounts = TenantDirectory.Of(context).Accounts;
        var user = new UserAccount { Id = SecretToken.NewId(), UserName = request.UserName.Trim().ToLowerInvariant(), Name = request.Name.Trim(), IsAdministrator = true };
        if (AccountRules.Problem(user) is { } wrong) return Problem.Result(wrong, "Correct the field.");
        if (Passwords.Problem(request.Password, user.UserName) is { } problem) return Problem.Result(problem, "Choose another password.");
        if (!await accounts.UseSetupTokenAsync(request.Token, cancellationToken))
            return Problem.Result(StatusCodes.Status401Unauthorized, "SRV-0109", "The link is wrong, used, or has run out.", "Start the server again: it prints a new link as long as there is no account.");
        await accounts.AddUserAsync(user, passwords.Hash(request.Password), cancellationToken);
        await events.HappenedAsync(context, user.Id, "set-up", "users", isAllowed: true);
        return TypedResults.Created("/api/v1/session");
    }

    private static SignedIn? Found(HttpContext context) => context.Features.Get<SignedIn>();

    // What belongs to a person's session is nothing that a key does.
    private static (SignedIn SignedIn, UserSession Session)? Person(HttpContext context) => Found(context) is { Key: null, Session: { } session } signedIn ? (signedIn, session) : null;

    private static IResult NotSignedIn() => Problem.Result(StatusCodes.Status401Unauthorized, "SRV-0401", "Nobody is signed in.", "Sign in, or send an API key in the Authorization header.");

    private static IResult NotAPerson() => Problem.Result(StatusCodes.Status403Forbidden, "SRV-0111", "That is for people who are signed in, not for keys.", "Sign in with an account.");
}
