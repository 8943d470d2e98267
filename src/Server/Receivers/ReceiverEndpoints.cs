using System.Globalization;
using Carelake.Core;
using Carelake.Events;
using Carelake.Server.Api;
using Carelake.Server.Hosting;
using Carelake.Server.Identity;
using Carelake.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Receivers;

/// <summary>What became of what was sent.</summary>
/// <param name="Accepted">Events that are kept now.</param>
/// <param name="Duplicates">Events that were kept before: sending again is safe.</param>
public sealed record ReceivedAnswer(int Accepted, int Duplicates);

/// <summary>
/// Receivers over HTTP, for keys with the scope <c>ingest</c>. An answer of success means that what was sent is on the disk; what was sent twice takes effect once, by its
/// bytes or by the header <c>Idempotency-Key</c>.
/// </summary>
internal sealed class ReceiverEndpoints : IEndpoints
{
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 200;
    private const int MostLines = 10_000;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var ingest = routes.MapGroup("/ingest/v1/{listener}").WithTags("Receivers").AddEndpointFilter(ReadyAsync);
        Describe(ingest.MapPost("/hl7v2", Hl7Async)).Accepts<string>("application/hl7-v2", "text/plain").WithName("sendHl7v2")
            .WithSummary("Takes one HL7 v2 message; the answer is its acknowledgement.").Produces<string>(200, "application/hl7-v2").ProducesProblem(422);
        Describe(ingest.MapPost("/x12", X12Async)).Accepts<string>("application/edi-x12", "text/plain").WithName("sendX12").WithSummary("Takes one X12 file.").Produces<ReceivedAnswer>(202).ProducesProblem(422);
        Describe(ingest.MapPost("/telemetry", TelemetryAsync)).Accepts<string>("application/x-ndjson").WithName("sendTelemetry")
            .WithSummary("Takes measurements, one JSON object a line, all or none.").Produces<ReceivedAnswer>(202).ProducesProblem(422);
        Describe(ingest.MapPost("/fhir", FhirReceiver.PostAsync)).Accepts<object>("application/fhir+json", "application/json").WithName("sendFhir")
            .WithSummary("Takes a FHIR resource (create, with If-None-Exist), or a Bundle (transaction, batch, collection).").Produces<object>(201, "application/fhir+json").Produces<object>(200, "application/fhir+json").ProducesProblem(422);
        Describe(ingest.MapPut("/fhir/{type}/{id}", FhirReceiver.PutAsync)).Accepts<object>("application/fhir+json", "application/json").WithName("putFhir")
            .WithSummary("Takes a new version of a FHIR resource.").Produces<object>(200, "application/fhir+json").ProducesProblem(422);
    }

    /// <summary>The listener of a request.</summary>
    /// <exception cref="CarelakeException">SRV-0302: there is none.</exception>
    public static HttpReceiver Of(HttpContext context) => TenantDirectory.Of(context).Receivers?.Find(context.GetRouteValue("listener") as string ?? "")
        ?? throw new CarelakeException("SRV-0302", "There is no such listener, or this server does not receive.", "", "Name a listener of the kind http; start the server with the roles ingest and api.");

    /// <summary>What makes an event the same as one that was sent before: the sender's key with the event's place in the request, or else its bytes.</summary>
    public static EventKey KeyOf(HttpContext context, string listener, int place, ReadOnlySpan<byte> bytes)
    {
        var key = context.Request.Headers[KeyHeader].ToString();
        return key.Length > 0 ? EventKey.Of($"{listener}|key", System.Text.Encoding.UTF8.GetBytes($"{key}|{place.ToString(CultureInfo.InvariantCulture)}")) : EventKey.Of(listener, bytes);
    }

    /// <summary>Reads the body whole.</summary>
    /// <exception cref="BadHttpRequestException">It is longer than the listener takes.</exception>
    public static async Task<byte[]> BodyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // The listener's own limit, not that of the API.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = Of(context).LongestBytes;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new Guard("listener")).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(413).ProducesProblem(429).ProducesProblem(503);

    private static async ValueTask<object?> ReadyAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        if (context.Features.Get<SignedIn>() is not { Key: not null } machine) return Problem.Result(403, "SRV-0303", "Messages come from machines, with an API key of the scope ingest.", "Make a key for the sender.");
        var receiver = Of(context);
        if (receiver.Facility is { } facility && !machine.User.Facilities.Contains(facility))
            return Problem.Result(403, "SRV-0304", "The key's account does not work for the facility of this listener.", "Give the account the facility, or use another key.");
        if (context.Request.Headers[KeyHeader].ToString().Length > LongestKey) return Problem.Result(422, "SRV-0305", $"An idempotency key has at most {LongestKey} characters.", "Shorten it.");
        if (receiver.IsBehind)
        {
            context.Response.Headers.RetryAfter = "5";
            return Problem.Result(429, "SRV-0306", "What was taken is not yet brought on; senders must wait.", "Send it again after Retry-After.");
        }

        return await next(call);
    }

    private static async Task<IResult> Hl7Async(HttpContext context, CancellationToken cancellationToken)
    {
        var receiver = Of(context);
        var incoming = receiver.Hl7.Read(await BodyAsync(context, cancellationToken), receiver.Now);
        // The bytes hold the sender's control id; a key besides says that other bytes are the same message too.
        var hasKey = context.Request.Headers.ContainsKey(KeyHeader);
        await receiver.KeepAsync([hasKey ? incoming.Event with { Key = KeyOf(context, receiver.Id, 0, []) } : incoming.Event], cancellationToken);
        return receiver.Hl7.Stored(incoming, receiver.Now) switch
        {
            [.., var answer] => TypedResults.Bytes(answer.Bytes.ToArray(), "application/hl7-v2; charset=utf-8"),
            // A message that wants no acknowledgement gets none.
            _ when incoming.Message.Header.Exists => TypedResults.NoContent(),
            _ => Problem.Result(422, "SRV-0307", "This is no HL7 v2 message: it has no MSH segment. It is kept all the same.", "Send the message as it is, without MLLP framing."),
        };
    }

    private static async Task<IResult> X12Async(HttpContext context, CancellationToken cancellationToken)
    {
        var receiver = Of(context);
        var bytes = await BodyAsync(context, cancellationToken);
        if (!bytes.AsSpan().TrimStart(" \r\n\t"u8).StartsWith("ISA"u8)) return Problem.Result(422, "SRV-0308", "This is no X12 file: it does not begin with an ISA segment.", "Send the file as it is.");
        return Received(await receiver.KeepAsync([receiver.Event(EventKind.X12, "", KeyOf(context, receiver.Id, 0, bytes), bytes)], cancellationToken));
    }

    private static async Task<IResult> TelemetryAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var receiver = Of(context);
        var bytes = await BodyAsync(context, cancellationToken);
        var events = new List<NewEvent>();
        var number = 0;
        foreach (var range in Lines(bytes))
        {
            number++;
            var line = bytes.AsMemory(range);
            if (line.Span.Trim(" \r\t"u8).IsEmpty) continue;
            if (events.Count == MostLines) return Problem.Result(422, "SRV-0309", $"A request has at most {MostLines} measurements.", "Send them in several requests.");
            if (TelemetryLine.DeviceOf(line.Span) is not { } device)
                return Problem.Result(422, "SRV-0310", $"Line {number} is no JSON object; nothing of the request is kept.", "Correct the line, and send the whole again.");
            events.Add(receiver.Event(EventKind.Telemetry, device, KeyOf(context, receiver.Id, number, line.Span), line));
        }

        return Received(events.Count == 0 ? [] : await receiver.KeepAsync(events, cancellationToken));
    }

    private static Microsoft.AspNetCore.Http.HttpResults.Accepted<ReceivedAnswer> Received(IReadOnlyList<Appended> kept) => TypedResults.Accepted((string?)null, new ReceivedAnswer(kept.Count(one => !one.IsDuplicate), kept.Count(one => one.IsDuplicate)));

    private static IEnumerable<Range> Lines(byte[] bytes)
    {
        var start = 0;
        while (start < bytes.Length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            if (end < 0) end = bytes.Length;
            yield return start..end;
            start = end + 1;
        }
    }
}
