using System.Runtime.InteropServices;

namespace Carelake.Events.Brokers;

/// <summary>A sealed event whose pieces are all there.</summary>
/// <param name="First">Offset of the first piece at the broker.</param>
/// <param name="Last">Offset of the last piece: the event's own.</param>
/// <param name="Session">Names the key.</param>
/// <param name="Number">Counts what the key sealed.</param>
/// <param name="Bytes">The pieces without their headers.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SealedEvent(long First, long Last, long Session, long Number, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Puts the pieces of a partition's events together. An event whose first pieces are missing, or that was left unfinished by a sender that was killed, was never
/// acknowledged, and is passed over.
/// </summary>
internal sealed class PieceAssembler
{
    // Senders send the pieces of an event one after another, so more than a few unfinished ones are left from those that were killed.
    private const int MostUnfinished = 16;
    private readonly Dictionary<(long Session, long Number), Unfinished> _unfinished = [];

    /// <summary>Offset of the oldest piece that waits for others; <see langword="null"/> when none does.</summary>
    public long? Oldest => _unfinished.Count == 0 ? null : _unfinished.Values.Min(one => one.First);

    /// <summary>Takes a message.</summary>
    /// <returns>The event that it completes; <see langword="null"/> when it completes none.</returns>
    public SealedEvent? Add(BrokerMessage message)
    {
        if (EventEnvelope.PieceHeader.Parse(message.Bytes.Span) is not { } header) return null;
        var body = message.Bytes[EventEnvelope.HeaderBytes..];
        if (header.Count == 1) return new(message.Offset, message.Offset, header.Session, header.Number, body);
        var id = (header.Session, header.Number);
        if (header.Index == 0) Begin(id, message.Offset);
        if (!_unfinished.TryGetValue(id, out var unfinished)) return null;
        // A piece that a broker gives twice.
        if (header.Index < unfinished.Pieces.Count) return null;
        if (header.Index > unfinished.Pieces.Count)
        {
            _unfinished.Remove(id);
            return null;
        }

        unfinished.Pieces.Add(body);
        if (unfinished.Pieces.Count < header.Count) return null;
        _unfinished.Remove(id);
        return new(unfinished.First, message.Offset, header.Session, header.Number, Join(unfinished.Pieces));
    }

    private void Begin((long Session, long Number) id, long offset)
    {
        if (_unfinished.ContainsKey(id)) return;
        if (_unfinished.Count == MostUnfinished) _unfinished.Remove(_unfinished.MinBy(one => one.Value.First).Key);
        _unfinished.Add(id, new(offset, []));
    }

    private static byte[] Join(List<ReadOnlyMemory<byte>> pieces)
    {
        var joined = new byte[pieces.Sum(piece => piece.Length)];
        var start = 0;
        foreach (var piece in pieces)
        {
            piece.Span.CopyTo(joined.AsSpan(start));
            start += piece.Length;
        }

        return joined;
    }

    private sealed record Unfinished(long First, List<ReadOnlyMemory<byte>> Pieces);
}
