using System.Text.Json.Nodes;
using Carelake.Events;
using Carelake.Hl7v2;

namespace Carelake.Sources.Routes;

/// <summary>A message on its way through the stages of a route.</summary>
/// <param name="Stored">As it stands in the log.</param>
/// <param name="Message">Its text.</param>
public sealed record RoutedMessage(StoredEvent Stored, Hl7Message Message)
{
    /// <summary>What the target gets.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; } = Stored.Event.Payload;

    /// <summary>What <see cref="Bytes"/> are.</summary>
    public string MediaType { get; init; } = "application/hl7-v2";

    /// <summary>The message as a FHIR bundle, once a stage made it; it belongs to this message alone.</summary>
    public JsonObject? Bundle { get; init; }

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
