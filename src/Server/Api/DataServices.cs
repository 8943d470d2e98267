using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Carelake.Server.Api;

/// <summary>The policy-checked data API: what it needs, and its endpoints.</summary>
internal static class DataServices
{
    public static void Add(IServiceCollection services) => services.AddSingleton<RunControl>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        TableEndpoints.Map(routes);
        KpiEndpoints.Map(routes);
        QueryEndpoints.Map(routes);
        PatientEndpoints.Map(routes);
        QualityEndpoints.Map(routes);
        RunEndpoints.Map(routes);
        PolicyEndpoints.Map(routes);
        AuditEndpoints.Map(routes);
        SubjectEndpoints.Map(routes);
    }
}
