using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Carelake.Core;
using Carelake.Events;
using Carelake.Events.Bronze;
using Carelake.Fhir.Bundles;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Http;

namespace Carelake.Server.Receivers;

/// <summary>
/// Takes FHIR resources into the log. What is a resource here is not stored under its id, it is an event that bronze keeps; so ids are made from what identifies a resource,
/// and sending again makes nothing twice.
/// </summary>
internal static class FhirReceiver
{
    private const string ContentType = "application/fhir+json";
    private const int MostErrorsTold = 20;

    /// <summary>A resource to be created, or a bundle.</summary>
    public static async Task<IResult> PostAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var receiver = ReceiverEndpoints.Of(context);
        var bytes = await ReceiverEndpoints.BodyAsync(context, cancellationToken);
        using var document = FhirDocument.Parse(bytes).Value;
        if (document?.Root.Type is not { } type) return NoResource();
        if (type.Name == "Bundle" && document.Root["type"].Text is "transaction" or "batch") return await BundleAsync(context, receiver, document, cancellationToken);
        if (Refusal(receiver, document) is { } refusal) return refusal;
        var condition = context.Request.Headers["If-None-Exist"].ToString();
        var key = condition.Length > 0 ? ConditionKey(receiver, type.Name, condition) : ReceiverEndpoints.KeyOf(context, receiver.Id, 0, bytes);
        var id = condition.Length > 0 ? IdOfCondition(receiver, type.Name, condition) : IdOf(key);
        var kept = await receiver.KeepAsync([EventOf(receiver, type.Name, id, "create", document.Root, bytes, key)], cancellationToken);
        return Answer(kept[0].IsDuplicate ? StatusCodes.Status200OK : StatusCodes.Status201Created, type.Name, id);
    }

    /// <summary>A new version of a resource.</summary>
    public static async Task<IResult> PutAsync(string type, string id, HttpContext context, CancellationToken cancellationToken)
    {
        var receiver = ReceiverEndpoints.Of(context);
        var bytes = await ReceiverEndpoints.BodyAsync(context, cancellationToken);
        using var document = FhirDocument.Parse(bytes).Value;
        if (document?.Root.Type is not { } read) return NoResource();
        if (read.Name != type || document.Root["id"].Text != id)
            return Problem.Result(422, "SRV-0312", "Type and id of the resource are not those of the address.", "Make them the same.");
        if (Refusal(receiver, document) is { } refusal) return refusal;
        // A version may be as an earlier one was, with another between: only the sender knows whether it is the same request.
        var key = context.Request.Headers.ContainsKey("Idempotency-Key") ? ReceiverEndpoints.KeyOf(context, receiver.Id, 0, []) : EventKey.Of(receiver.Id, RandomNumberGenerator.GetBytes(EventKey.SizeBytes));
        await receiver.KeepAsync([EventOf(receiver, type, id, "update", document.Root, bytes, key)], cancellationToken);
        return Answer(StatusCodes.Status200OK, type, id);
    }

    private static async Task<IResult> BundleAsync(HttpContext context, HttpReceiver receiver, FhirDocument bundle, CancellationToken cancellationToken)
    {
        var made = new ConditionalIds(receiver, bundle.Bytes);
        var plan = BundlePlanner.Plan(bundle, made.Store, receiver.Validator);
        if (plan is PlannedBundle.Refused refused) return Refused(refused.Issues);
        var entries = plan switch
        {
            PlannedBundle.Transaction transaction => transaction.Entries.Select(entry => (entry.Index, Planned: (PlannedEntry?)entry, entry.Status)).ToList(),
            PlannedBundle.Batch batch => [.. batch.Entries.Select((entry, index) => (index, entry.Planned, entry.Status))],
            _ => [],
        };
        var events = entries.Where(entry => entry.Planned is { Action: not (PlannedAction.Read or PlannedAction.Keep) }).Select(entry => (entry.Index, Event: EventOf(context, receiver, entry.Planned!))).ToList(); // Filtered before.
        var kept = events.Count == 0 ? [] : await receiver.KeepAsync([.. events.Select(one => one.Event)], cancellationToken);
        var duplicates = events.Zip(kept).Where(pair => pair.Second.IsDuplicate).Select(pair => pair.First.Index).ToHashSet();
        return Results.Bytes(Response(bundle.Root["type"].Text!, [.. entries.OrderBy(entry => entry.Index).Select(entry => (entry.Planned, duplicates.Contains(entry.Index) && entry.Status == 201 ? 200 : entry.Status))]), ContentType); // Looked at before.
    }

    private static NewEvent EventOf(HttpContext context, HttpReceiver receiver, PlannedEntry entry)
    {
        var operation = entry.Action switch { PlannedAction.Create => "create", PlannedAction.Delete => "delete", PlannedAction.Patch => "patch", _ => "update" };
        var key = entry.Action == PlannedAction.Create ? EventKey.Of(receiver.Id, Encoding.UTF8.GetBytes($"fhir|{entry.Type}/{entry.Id}|create"))
            : context.Request.Headers.ContainsKey("Idempotency-Key") ? ReceiverEndpoints.KeyOf(context, receiver.Id, entry.Index, [])
            : EventKey.Of(receiver.Id, RandomNumberGenerator.GetBytes(EventKey.SizeBytes));
        using var document = entry.Resource.IsEmpty ? null : FhirDocument.Parse(entry.Resource).Value;
        return EventOf(receiver, entry.Type, entry.Id, operation, document?.Root ?? default, entry.Resource, key);
    }

    private static NewEvent EventOf(HttpReceiver receiver, string type, string id, string operation, FhirElement resource, ReadOnlyMemory<byte> bytes, EventKey key)
    {
        // What is about one patient keeps its order.
        var subject = type == "Patient" ? $"Patient/{id}" : resource["subject"]["reference"].Text ?? resource["patient"]["reference"].Text ?? $"{type}/{id}";
        return receiver.Event(EventKind.Fhir, subject, key, bytes) with
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [DocumentTables.ResourceType] = type, [DocumentTables.ResourceId] = id, [DocumentTables.Operation] = operation,
            },
        };
    }

    private static StatusBytes? Refusal(HttpReceiver receiver, FhirDocument document)
    {
        var errors = receiver.Validator.Validate(document).Where(issue => issue.Severity == Severity.Error).ToList();
        return errors.Count == 0 ? null : Refused(errors);
    }

    private static IResult NoResource() => Problem.Result(422, "SRV-0311", "The body is no FHIR R4 resource in JSON.", "Send one resource, or a Bundle.");

    // Messages of validation name elements and rules, never values.
    private static StatusBytes Refused(IReadOnlyList<FhirIssue> issues)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "OperationOutcome");
            json.WriteStartArray("issue");
            foreach (var issue in issues.Take(MostErrorsTold))
            {
                json.WriteStartObject();
                json.WriteString("severity", "error");
                json.WriteString("code", issue.Type);
                json.WriteString("diagnostics", $"{issue.Code}: {issue.Message}");
                json.WriteStartArray("expression");
                json.WriteStringValue(issue.Expression);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new StatusBytes(StatusCodes.Status422UnprocessableEntity, output.WrittenMemory, Location: null);
    }

    private static StatusBytes Answer(int status, string type, string id)
    {
        var text = $$"""{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational","diagnostics":"{{(status == 201 ? "Kept." : "Kept, or known before.")}}"}]}""";
        return new StatusBytes(status, Encoding.UTF8.GetBytes(text), $"{type}/{id}");
    }

    private static byte[] Response(string type, IReadOnlyList<(PlannedEntry? Planned, int Status)> entries)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "Bundle");
            json.WriteString("type", $"{type}-response");
            json.WriteStartArray("entry");
            foreach (var (planned, status) in entries)
            {
                json.WriteStartObject();
                json.WriteStartObject("response");
                json.WriteString("status", planned is { Action: PlannedAction.Read } ? "501" : $"{status}");
                if (planned is { Id.Length: > 0, Action: not PlannedAction.Read }) json.WriteString("location", $"{planned.Type}/{planned.Id}");
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static EventKey ConditionKey(HttpReceiver receiver, string type, string condition) => EventKey.Of(receiver.Id, Encoding.UTF8.GetBytes($"fhir|{type}/{IdOfCondition(receiver, type, condition)}|create"));

    private static string IdOfCondition(HttpReceiver receiver, string type, string condition) => IdOf(EventKey.Of(receiver.Id, Encoding.UTF8.GetBytes($"fhir|{type}?{condition}")));

    // An id of FHIR has at most 64 letters, digits, hyphens and dots.
    private static string IdOf(EventKey key) => Convert.ToHexStringLower(key.ToBytes());

    /// <summary>What a plan asks: ids that are made from the condition of a create, or from the bundle's bytes and the place in it, so that a bundle sent twice makes the same.</summary>
    private sealed class ConditionalIds(HttpReceiver receiver, ReadOnlyMemory<byte> bundle)
    {
        private string? _asked;
        private int _made;

        public TransactionStore Store => new(Search, (_, _) => null, NewId);

        // Nothing is looked up: what was made for the same condition before has the same id, and the log knows it.
        private string[] Search(string type, string condition)
        {
            _asked = IdOfCondition(receiver, type, condition);
            return [];
        }

        private string NewId(string type)
        {
            var id = _asked ?? IdOf(EventKey.Of($"{receiver.Id}|{type}|{++_made}", bundle.Span));
            _asked = null;
            return id;
        }
    }

    private sealed record StatusBytes(int Status, ReadOnlyMemory<byte> Body, string? Location) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = Status;
            httpContext.Response.ContentType = ContentType;
            if (Location is not null) httpContext.Response.Headers.Location = $"{httpContext.Request.PathBase}{httpContext.Request.Path}/{Location}";
            await httpContext.Response.Body.WriteAsync(Body, httpContext.RequestAborted);
        }
    }
}
