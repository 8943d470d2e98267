using System.Text.Json;
using System.Text.Json.Serialization;
using Carelake.Core;
using Microsoft.AspNetCore.Http;

namespace Carelake.Server.Hosting;

/// <summary>An error as clients get it: problem details of RFC 9457 with the code of the issue and what to do. Quotes nothing of a request but its path's pattern.</summary>
/// <param name="Type">Names the kind of problem by its code.</param>
/// <param name="Title">What the status means.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong.</param>
/// <param name="Code">Permanent code; <c>docs/reference/codes.md</c> tells more.</param>
/// <param name="Remedy">What to do; empty when nothing can be.</param>
/// <param name="Instance">Names this one answer, as logs and traces do.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail, string Code, string Remedy, string Instance)
{
    /// <summary>The media type of problem details.</summary>
    public const string ContentType = "application/problem+json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Answers a request with a problem.</summary>
    public static Task WriteAsync(HttpContext context, int status, string code, string detail, string remedy)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        var problem = new Problem($"urn:carelake:{code}", TitleOf(status), status, detail, code, remedy, $"urn:carelake:request:{context.TraceIdentifier}");
        return context.Response.WriteAsJsonAsync(problem, Json, ContentType, context.RequestAborted);
    }

    /// <summary>Answers with what an exception says to the person who must act on it.</summary>
    public static Task WriteAsync(HttpContext context, CarelakeException exception)
    {
        var status = ProblemStatus.Of(exception);
        if (status is StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "5";
        return WriteAsync(context, status, exception.Code, exception.Message, exception.Remedy);
    }

    /// <summary>A problem as the result of an endpoint.</summary>
    public static IResult Result(int status, string code, string detail, string remedy) => new ProblemResult(status, code, detail, remedy);

    /// <summary>What was wrong with the input.</summary>
    public static IResult Result(Issue issue, string remedy) => new ProblemResult(StatusCodes.Status422UnprocessableEntity, issue.Code, issue.Message, remedy);

    private static string TitleOf(int status) => status switch
    {
        400 => "Bad request",
        401 => "Not signed in",
        403 => "Forbidden",
        404 => "Not found",
        405 => "Method not allowed",
        409 => "Conflict",
        412 => "Precondition failed",
        413 => "Too large",
        415 => "Unsupported media type",
        422 => "Wrong input",
        429 => "Too many requests",
        503 => "Not available now",
        _ => "Server error",
    };

    private sealed class ProblemResult(int status, string code, string detail, string remedy) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, status, code, detail, remedy);
    }
}
