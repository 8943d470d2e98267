using System.Collections.Immutable;
using Carelake.Server.Api;
using Carelake.Server.Hosting;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Identity;

/// <summary>An account as administrators see it.</summary>
/// <param name="Id">Permanent id.</param>
/// <param name="UserName">User name.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Roles">Roles of the policies.</param>
/// <param name="Facilities">Ids of facilities.</param>
/// <param name="Department">Department as <c>facility|department</c>; null for none.</param>
/// <param name="Purposes">What the user may ask for data for.</param>
/// <param name="TrainedUntil">When the privacy training runs out; null for never had.</param>
/// <param name="IsAdministrator">Keeps accounts, sources and keys.</param>
/// <param name="IsLocked">Does not get in.</param>
/// <param name="HasTotp">One-time codes are asked for.</param>
/// <param name="LastSignIn">When the user last signed in, in UTC; null before.</param>
public sealed record UserAnswer(
    string Id, string UserName, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Facilities, string? Department, IReadOnlyList<string> Purposes,
    DateOnly? TrainedUntil, bool IsAdministrator, bool IsLocked, bool HasTotp, DateTimeOffset? LastSignIn)
{
    internal static UserAnswer Of(UserAccount user) => new(
        user.Id, user.UserName, user.Name, user.Roles, user.Facilities, user.Department, user.Purposes, user.TrainedUntil, user.IsAdministrator, user.IsLocked, user.HasTotp, user.LastSignIn);
}

/// <summary>An account that is made or changed. What is left out stays as it is; for a new one it is empty.</summary>
/// <param name="UserName">User name; cannot be changed.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Roles">Roles of the policies.</param>
/// <param name="Facilities">Ids of facilities.</param>
/// <param name="Department">Department as <c>facility|department</c>; empty takes it away.</param>
/// <param name="Purposes">What the user may ask for data for; those of the roles when left out for a new account.</param>
/// <param name="Patients">Patients in the user's care, as <c>facility|patient</c>.</param>
/// <param name="TrainedUntil">When the privacy training runs out.</param>
/// <param name="IsAdministrator">Keeps accounts, sources and keys.</param>
/// <param name="IsLocked">Does not get in; false also lets a user in again who failed too often.</param>
/// <param name="Password">A first or new password; an account without one is used through keys or a provider.</param>
/// <param name="ClearTotp">Takes one-time codes away, when the device is lost.</param>
public sealed record UserRequest(
    string? UserName, string? Name, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Facilities, string? Department, IReadOnlyList<string>? Purposes,
    IReadOnlyList<string>? Patients, DateOnly? TrainedUntil, bool? IsAdministrator, bool? IsLocked, string? Password, bool? ClearTotp)
{
    /// <summary>Nothing: it holds secrets and patients.</summary>
    public override string ToString() => "";

    internal UserAccount On(UserAccount user)
    {
        var roles = Roles?.ToImmutableArray() ?? user.Roles;
        return user with
        {
            Name = Name?.Trim() ?? user.Name, Roles = roles, Facilities = Facilities?.ToImmutableArray() ?? user.Facilities,
            Department = Department is null ? user.Department : Department.Length == 0 ? null : Department,
            // Roles that change without purposes bring their own.
            Purposes = Purposes?.ToImmutableArray() ?? (Roles is null ? user.Purposes : UserAccount.PurposesOf(roles)),
            Patients = Patients?.ToImmutableArray() ?? user.Patients, TrainedUntil = TrainedUntil ?? user.TrainedUntil,
            IsAdministrator = IsAdministrator ?? user.IsAdministrator, IsLocked = IsLocked ?? user.IsLocked,
        };
    }
}

/// <summary>Accounts, kept by those whom the policies let manage them.</summary>
internal sealed class UserEndpoints : IEndpoints
{
    /// <summary>The part of the program that policies name.</summary>
    public const string Area = "users";

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/users").WithTags("Users");
        users.MapGet("", ListAsync).View(Area).WithName("listUsers").WithSummary("Every account, by user name.").Produces<IReadOnlyList<UserAnswer>>().ProducesProblem(403);
        users.MapPost("", AddAsync).Manage(Area).WithName("addUser").WithSummary("Makes an account.").Produces<UserAnswer>(201).ProducesProblem(409).ProducesProblem(422);
        users.MapGet("/{id}", GetAsync).View(Area).WithName("getUser").WithSummary("One account.").Produces<UserAnswer>().ProducesProblem(404);
        users.MapPut("/{id}", ChangeAsync).Manage(Area).WithName("changeUser").WithSummary("Changes an account; its sessions end.").Produces<UserAnswer>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        users.MapDelete("/{id}", RemoveAsync).Manage(Area).WithName("removeUser").WithSummary("Removes an account with its sessions and keys.").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<UserAnswer>>([.. (await TenantDirectory.Of(context).Accounts.UsersAsync(cancellationToken)).Select(UserAnswer.Of)]);

    private static async Task<IResult> GetAsync(string id, HttpContext context, CancellationToken cancellationToken) =>
        await TenantDirectory.Of(context).Accounts.UserAsync(id, cancellationToken) is { } user ? TypedResults.Ok(UserAnswer.Of(user)) : NoSuchUser();

    private static async Task<IResult> AddAsync(UserRequest request, Caller caller, HttpContext context, Passwords passwords, SecurityEvents events, CancellationToken cancellationToken)
    {
        var user = request.On(new() { Id = SecretToken.NewId(), UserName = (request.UserName ?? "").Trim().ToLowerInvariant(), Name = "" });
        if (AccountRules.Problem(user) is { } wrong) return Problem.Result(wrong, "Correct the field.");
        if (request.Password is { } password && Passwords.Problem(password, user.UserName) is { } problem) return Problem.Result(problem, "Choose another password.");
        await events.HappenedAsync(context, caller.Viewer.Id, "add-user", $"users/{user.Id}", isAllowed: true);
        return await TenantDirectory.Of(context).Accounts.AddUserAsync(user, request.Password is null ? null : passwords.Hash(request.Password), cancellationToken)
            ? TypedResults.Created($"/api/v1/users/{user.Id}", UserAnswer.Of(user))
            : Problem.Result(StatusCodes.Status409Conflict, "SRV-0115", "The user name is taken.", "Choose another.");
    }

    private static async Task<IResult> ChangeAsync(
        string id, UserRequest request, Caller caller, HttpContext context, Passwords passwords, SecurityEvents events, CancellationToken cancellationToken)
    {
        var accounts = TenantDirectory.Of(context).Accounts;
        if (await accounts.UserAsync(id, cancellationToken) is not { } before) return NoSuchUser();
        var user = request.On(before);
        if (AccountRules.Problem(user) is { } wrong) return Problem.Result(wrong, "Correct the field.");
        if (request.Password is { } password && Passwords.Problem(password, user.UserName) is { } problem) return Problem.Result(problem, "Choose another password.");
        if ((!user.IsAdministrator || user.IsLocked) && await IsLastAdministratorAsync(accounts, id, cancellationToken)) return LastAdministrator();
        await events.HappenedAsync(context, caller.Viewer.Id, "change-user", $"users/{id}", isAllowed: true);
        await accounts.UpdateUserAsync(user, request.Password is null ? null : passwords.Hash(request.Password), cancellationToken);
        if (request.IsLocked is false) await accounts.ForgetFailuresAsync(user.UserName, cancellationToken);
        if (request.ClearTotp is true) await accounts.ClearTotpAsync(id, cancellationToken);
        return TypedResults.Ok(UserAnswer.Of(user));
    }

    private static async Task<IResult> RemoveAsync(string id, Caller caller, HttpContext context, SecurityEvents events, CancellationToken cancellationToken)
    {
        var accounts = TenantDirectory.Of(context).Accounts;
        if (await accounts.UserAsync(id, cancellationToken) is null) return NoSuchUser();
        if (await IsLastAdministratorAsync(accounts, id, cancellationToken)) return LastAdministrator();
        await events.HappenedAsync(context, caller.Viewer.Id, "remove-user", $"users/{id}", isAllowed: true);
        await accounts.RemoveUserAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<bool> IsLastAdministratorAsync(IdentityStore accounts, string id, CancellationToken cancellationToken)
    {
        var administrators = (await accounts.UsersAsync(cancellationToken)).Where(user => user is { IsAdministrator: true, IsLocked: false }).ToList();
        return administrators is [{ } only] && only.Id == id;
    }

    private static IResult NoSuchUser() => Problem.Result(StatusCodes.Status404NotFound, "SRV-0116", "There is no such account.", "List the accounts.");

    private static IResult LastAdministrator() =>
        Problem.Result(StatusCodes.Status409Conflict, "SRV-0113", "This is the last administrator.", "Make another account an administrator first.");
}
