using Carelake.Lake.Landing;
using Carelake.Server.Api;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Tenants;

/// <summary>A master key; never the key itself.</summary>
/// <param name="Name">Its id, as the objects that it wraps name it.</param>
/// <param name="Provider">Where it is kept.</param>
/// <param name="CreatedAt">When it became the current one, in UTC; null for older ones and those of a vault.</param>
/// <param name="Uses">What it wraps.</param>
public sealed record MasterKeyAnswer(string Name, string Provider, DateTimeOffset? CreatedAt, IReadOnlyList<string> Uses);

/// <summary>The master keys of a tenant. Data keys are wrapped by them, so a new one needs no data written again.</summary>
internal sealed class KeyEndpoints : IEndpoints
{
    private const string Area = "keys";
    private static readonly string[] Uses = ["landed files", "event log", "one-time codes"];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/keys").WithTags("Keys");
        keys.MapGet("", ListAsync).View(Area).WithName("listKeys").WithSummary("The master keys, the current one first.").Produces<IReadOnlyList<MasterKeyAnswer>>();
        keys.MapPost("/rotate", RotateAsync).Manage(Area).WithName("rotateKey").WithSummary("Makes a new master key for what is written from now on; older ones stay for what they wrap.")
            .Produces<IReadOnlyList<MasterKeyAnswer>>().ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(Caller caller, CancellationToken cancellationToken) => TypedResults.Ok<IReadOnlyList<MasterKeyAnswer>>(await AllAsync(caller.Tenant, cancellationToken));

    private static async Task<IResult> RotateAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Tenant.Keys is not FileKeyProvider file)
            return Problem.Result(StatusCodes.Status409Conflict, "SRV-0204", "The keys are in a vault.", "Make a new version of the secret there; the server takes it from then on.");
        await file.RotateAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<MasterKeyAnswer>>(await AllAsync(caller.Tenant, cancellationToken));
    }

    private static async Task<List<MasterKeyAnswer>> AllAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        if (tenant.Keys is not FileKeyProvider file) return [new((await tenant.Keys.CurrentAsync(cancellationToken)).Id, "key vault", CreatedAt: null, Uses)];
        return [.. (await file.IdsAsync(cancellationToken)).Reverse().Select((id, place) => new MasterKeyAnswer(id, "key file", place == 0 ? file.ChangedAt : null, Uses))];
    }
}
