using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Api;

/// <summary>How an endpoint is guarded; a test finds endpoints that say nothing.</summary>
/// <param name="By">The part of the program whose policies are asked, or <c>rows</c> where each row is decided, or <c>signed in</c>, or <c>anyone</c>.</param>
/// <param name="Action"><c>view</c> or <c>manage</c>; empty where there is none.</param>
internal sealed record Guard(string By, string Action = "");

/// <summary>Says on an endpoint how it is guarded, and sees to it.</summary>
internal static class Guarded
{
    /// <summary>Policies decide each row and column, in <see cref="Access.Reading.GovernedLake"/>.</summary>
    public static RouteHandlerBuilder ByRow(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new Guard("rows")).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    /// <summary>Any signed-in caller, and about the caller only.</summary>
    public static RouteHandlerBuilder ForCaller(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new Guard("signed in")).ProducesProblem(StatusCodes.Status401Unauthorized);

    /// <summary>Anyone, signed in or not.</summary>
    public static RouteHandlerBuilder ForAnyone(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new Guard("anyone"));

    /// <summary>Those whom the policies let view a part of the program; asked and audited before the endpoint runs.</summary>
    public static RouteHandlerBuilder View(this RouteHandlerBuilder endpoint, string area) => endpoint.Needs(area, "view");

    /// <summary>Those whom the policies let manage a part of the program; asked and audited before the endpoint runs.</summary>
    public static RouteHandlerBuilder Manage(this RouteHandlerBuilder endpoint, string area) => endpoint.Needs(area, "manage");

    private static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, string area, string action) => endpoint
        .WithMetadata(new Guard(area, action))
        .AddEndpointFilter(async (context, next) =>
        {
            var caller = await Caller.BindAsync(context.HttpContext);
            var name = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? area;
            await caller.Tenant.Governed.UseAsync(caller.Viewer, action, area, name, context.HttpContext.RequestAborted);
            return await next(context);
        })
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
}
