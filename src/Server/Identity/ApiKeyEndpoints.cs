using System.Collections.Immutable;
using Carelake.Server.Api;
using Carelake.Server.Hosting;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Identity;

/// <summary>An API key as its owner sees it; its secret is not shown again.</summary>
/// <param name="Id">Public id; also the <c>client_id</c>.</param>
/// <param name="UserId">Whose rights it has.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">Which parts of the server it opens.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
/// <param name="ExpiresAt">When it stops working, in UTC.</param>
/// <param name="LastUsedAt">About when it was last used; null before.</param>
public sealed record ApiKeyAnswer(string Id, string UserId, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt)
{
    internal static ApiKeyAnswer Of(ApiKey key) => new(key.Id, key.UserId, key.Name, key.Scopes, key.CreatedAt, key.ExpiresAt, key.LastUsedAt);
}

/// <summary>An API key that is asked for.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">admin, api, fhir, ingest, metrics.</param>
/// <param name="ExpiresInDays">1 to 730; 90 when null.</param>
/// <param name="UserId">Whose rights it has, for administrators; one's own when null.</param>
public sealed record ApiKeyRequest(string Name, IReadOnlyList<string> Scopes, int? ExpiresInDays, string? UserId);

/// <summary>A new API key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">What the machine sends as <c>Authorization: Bearer</c>; shown this once.</param>
/// <param name="ClientSecret">The part of it that is the <c>client_secret</c> for <c>/oauth/token</c>.</param>
public sealed record NewApiKeyAnswer(ApiKeyAnswer Key, string Secret, string ClientSecret)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => Key.Id;
}

/// <summary>API keys of machines.</summary>
internal sealed class ApiKeyEndpoints : IEndpoints
{
    private const int UsualDays = 90;
    private const int MostDays = 730;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api-keys").WithTags("API keys");
        keys.MapGet("", ListAsync).ForCaller().WithName("listApiKeys").WithSummary("One's own API keys; all of them for administrators.").Produces<IReadOnlyList<ApiKeyAnswer>>();
        keys.MapPost("", AddAsync).ForCaller().WithName("addApiKey").WithSummary("Makes an API key; its secret is in the answer and nowhere else.").Produces<NewApiKeyAnswer>(201).ProducesProblem(403).ProducesProblem(422);
        keys.MapDelete("/{id}", RemoveAsync).ForCaller().WithName("removeApiKey").WithSummary("Removes an API key; what it opened is closed at once.").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(Caller caller, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<ApiKeyAnswer>>([.. (await TenantDirectory.Of(context).Accounts.KeysAsync(Owner(caller), cancellationToken)).Select(ApiKeyAnswer.Of)]);

    private static async Task<IResult> AddAsync(ApiKeyRequest request, Caller caller, HttpContext context, SecurityEvents events, CancellationToken cancellationToken)
    {
        // A key that makes keys would outlive its own end.
        if (context.Features.Get<SignedIn>() is { Key: not null }) return Problem.Result(StatusCodes.Status403Forbidden, "SRV-0111", "That is for people who are signed in, not for keys.", "Sign in with an account.");
        var forOther = request.UserId is { } id && id != caller.Viewer.Id;
        if ((forOther || request.Scopes.Contains("admin", StringComparer.Ordinal)) && !KeepsAccounts(caller))
            return Problem.Result(StatusCodes.Status403Forbidden, "SRV-0007", "This account or key may not do that.", "Ask an administrator.");
        if (request.Scopes.Count == 0 || request.Scopes.Any(scope => !ApiKey.AllScopes.Contains(scope)) || request.Name.Trim().Length is < 1 or > 100 || request.ExpiresInDays is < 1 or > MostDays)
            return Problem.Result(StatusCodes.Status422UnprocessableEntity, "SRV-0117", $"A key has a name, scopes out of {string.Join(", ", ApiKey.AllScopes)}, and lasts 1 to {MostDays} days.", "Correct the request.");
        var accounts = TenantDirectory.Of(context).Accounts;
        var owner = request.UserId ?? caller.Viewer.Id;
        if (await accounts.UserAsync(owner, cancellationToken) is null) return Problem.Result(StatusCodes.Status422UnprocessableEntity, "SRV-0116", "There is no such account.", "List the accounts.");
        var scopes = request.Scopes.Distinct(StringComparer.Ordinal).ToImmutableArray();
        var (key, secret) = await accounts.AddKeyAsync(owner, request.Name.Trim(), scopes, TimeSpan.FromDays(request.ExpiresInDays ?? UsualDays), cancellationToken);
        await events.HappenedAsync(context, caller.Viewer.Id, "add-key", $"api-keys/{key.Id}", isAllowed: true);
        return TypedResults.Created($"/api/v1/api-keys/{key.Id}", new NewApiKeyAnswer(ApiKeyAnswer.Of(key), SecretToken.ApiKey(key.Id, secret), secret));
    }

    private static async Task<IResult> RemoveAsync(string id, Caller caller, HttpContext context, SecurityEvents events, CancellationToken cancellationToken)
    {
        // Another's key is as if it were not there.
        if (!await TenantDirectory.Of(context).Accounts.RemoveKeyAsync(id, Owner(caller), cancellationToken))
            return Problem.Result(StatusCodes.Status404NotFound, "SRV-0118", "There is no such key.", "List the keys.");
        await events.HappenedAsync(context, caller.Viewer.Id, "remove-key", $"api-keys/{id}", isAllowed: true);
        return TypedResults.NoContent();
    }

    private static string? Owner(Caller caller) => KeepsAccounts(caller) ? null : caller.Viewer.Id;

    // A key acts for its account: whoever manages accounts manages their keys.
    private static bool KeepsAccounts(Caller caller) => caller.Tenant.Governed.May(caller.Viewer, "manage", UserEndpoints.Area);
}
