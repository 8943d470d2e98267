using Carelake.Core;
using Microsoft.AspNetCore.Http;

namespace Carelake.Server.Hosting;

/// <summary>The one place that says which HTTP status an issue code has.</summary>
internal static class ProblemStatus
{
    /// <summary>The status of what a person must act on.</summary>
    public static int Of(CarelakeException exception) => exception.Code switch
    {
        "SRV-0401" => StatusCodes.Status401Unauthorized,
        _ when exception.IsTransient => StatusCodes.Status503ServiceUnavailable,
        _ => ByRoom(exception.Code),
    };

    // Settings of the project that are wrong are the server's own fault, not the caller's.
    private static int ByRoom(string code) => code.StartsWith("ACC-", StringComparison.Ordinal)
        ? StatusCodes.Status403Forbidden
        : StatusCodes.Status500InternalServerError;
}
