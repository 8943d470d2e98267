using Carelake.Hl7v2;

namespace Carelake.Sources.Mllp;

/// <summary>A message on its way to a receiver.</summary>
/// <param name="ControlId">MSH-10, by which its answer is found.</param>
/// <param name="Bytes">The message without frame.</param>
public sealed record OutgoingMessage(string ControlId, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A message as it is.</summary>
    public static OutgoingMessage Of(ReadOnlyMemory<byte> bytes) => new(Hl7Message.Parse(bytes).Value.ControlId, bytes);

    /// <summary>The same message many times, each with a control id of its own.</summary>
    /// <param name="bytes">The message; with a header.</param>
    /// <param name="controlIds">The control ids, without delimiters in them.</param>
    public static IEnumerable<OutgoingMessage> Renumbered(ReadOnlyMemory<byte> bytes, IEnumerable<string> controlIds)
    {
        var message = Hl7Message.Parse(bytes).Value;
        var (start, length) = (message.Header.Field(10).Offset, message.Header.Field(10).Bytes.Length);
        var text = message.Bytes;
        foreach (var controlId in controlIds)
        {
            var id = System.Text.Encoding.ASCII.GetBytes(controlId);
            yield return new(controlId, (byte[])[.. text[..start].Span, .. id, .. text[(start + length)..].Span]);
        }
    }

    /// <summary>The control id; never the message.</summary>
    public override string ToString() => ControlId;
}
