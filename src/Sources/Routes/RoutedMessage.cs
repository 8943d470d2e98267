using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Carelake.Events;
using Carelake.Hl7v2;

namespace Carelake.Sources.Routes;

/// <summary>A message on its way through the stages of a route.</summary>
/// <param name="Stored">As it stands in the log.</param>
/// <param name="Message">Its text.</param>
public sealed record RoutedMessage(StoredEvent Stored, Hl7Message Message)
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The message as a FHIR bundle, once a stage made it; it belongs to this message alone.</summary>
    public JsonObject? Bundle { get; init; }

    /// <summary>What <see cref="ToBytes"/> gives.</summary>
    public string MediaType => Bundle is null ? "application/hl7-v2" : "application/fhir+json";

    /// <summary>What the target gets: the bundle, or the bytes as they came.</summary>
    public ReadOnlyMemory<byte> ToBytes() => Bundle is null ? Stored.Event.Payload : JsonSerializer.SerializeToUtf8Bytes(Bundle, Compact);

    /// <summary>Its place in the log; nothing of the patient.</summary>
    public override string ToString() => Stored.ToString();
}

/// <summary>What a stage made of a message: it goes on, or is put aside for a reason.</summary>
/// <param name="Message">The message as it goes on; <see langword="null"/> when it does not.</param>
/// <param name="Reason">Why it is put aside: a code and a sentence, without patient data.</param>
public readonly record struct StageResult(RoutedMessage? Message, string Reason = "")
{
    /// <summary>The message is put aside.</summary>
    /// <param name="code">Issue code.</param>
    /// <param name="reason">A sentence, without patient data.</param>
    public static StageResult Aside(string code, string reason) => new(null, $"{code}: {reason}");
}

/// <summary>One step of a route. Pure: the same message gives the same.</summary>
public delegate StageResult RouteStage(RoutedMessage message);
