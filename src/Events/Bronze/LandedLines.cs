using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Carelake.Events.Bronze;

/// <summary>What is landed of events: one JSON object a line, the payload as text where it is UTF-8, and in base64 where not, so that the bytes come back as they were.</summary>
internal static class LandedLines
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes events in order; line n (from 1) is event n.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<StoredEvent> events)
    {
        var output = new ArrayBufferWriter<byte>(events.Sum(stored => stored.Event.Payload.Length + 200));
        using var writer = new Utf8JsonWriter(output, Options);
        foreach (var stored in events)
        {
            Write(writer, stored);
            writer.Flush();
            output.Write("\n"u8);
            writer.Reset(output);
        }

        return output.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, StoredEvent stored)
    {
        writer.WriteStartObject();
        writer.WriteNumber("partition", stored.Position.Partition);
        writer.WriteNumber("offset", stored.Position.Offset);
        writer.WriteString("received_at", stored.Event.ReceivedAt);
        foreach (var (name, value) in stored.Event.Headers) writer.WriteString(name, value);
        if (Utf8.IsValid(stored.Event.Payload.Span)) writer.WriteString("message", stored.Event.Payload.Span);
        else writer.WriteBase64String("message_base64", stored.Event.Payload.Span);
        writer.WriteEndObject();
    }
}
