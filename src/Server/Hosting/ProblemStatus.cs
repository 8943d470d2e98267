using System.Globalization;
using Carelake.Core;
using Microsoft.AspNetCore.Http;

namespace Carelake.Server.Hosting;

/// <summary>The one place that says which HTTP status an issue code has.</summary>
internal static class ProblemStatus
{
    /// <summary>The status of what a person must act on.</summary>
    public static int Of(CarelakeException exception) => exception.IsTransient
        ? StatusCodes.Status503ServiceUnavailable
        : Parts(exception.Code) switch
        {
            ("SRV", 401) => StatusCodes.Status401Unauthorized,
            ("SRV", 202 or 300 or 301 or 302 or 403 or 406 or 408 or 412 or 413) => StatusCodes.Status404NotFound,
            ("SRV", 409) => StatusCodes.Status409Conflict,
            ("SRV", 402 or 404 or 405 or 407 or 410 or 411 or 420) => StatusCodes.Status422UnprocessableEntity,
            // Statements that cannot be answered; everything else of policies is a refusal.
            ("ACC", 136) => StatusCodes.Status404NotFound,
            ("ACC", 131 or 132 or 134 or 137) => StatusCodes.Status422UnprocessableEntity,
            ("ACC", _) => StatusCodes.Status403Forbidden,
            ("LAKE", 701 or 703) => StatusCodes.Status404NotFound,
            ("LAKE", 902) => StatusCodes.Status404NotFound,
            ("LAKE", 601 or 903) => StatusCodes.Status409Conflict,
            ("LAKE", 901 or 904) => StatusCodes.Status422UnprocessableEntity,
            ("LAKE", 702) => StatusCodes.Status422UnprocessableEntity,
            // Settings and files of the project that are wrong are the server's own fault, not the caller's.
            _ => StatusCodes.Status500InternalServerError,
        };

    private static (string Room, int Number) Parts(string code) =>
        code.Split('-') is [var room, var number] && int.TryParse(number, CultureInfo.InvariantCulture, out var value) ? (room, value) : (code, 0);
}
