using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace Carelake.Server.Live;

/// <summary>A bed that changed, as an event of a stream: its bytes are made once for each <see cref="Sight"/> and sent to all who see the same.</summary>
/// <param name="cell">The bed as it is now.</param>
/// <param name="ward">Its ward as it is now.</param>
/// <param name="asOf">When, by the feed's own clock.</param>
internal sealed class BoardChange(BoardCell cell, BoardWard ward, DateTimeOffset asOf)
{
    private readonly ConcurrentDictionary<Sight, byte[]> _events = new();

    /// <summary>The bed.</summary>
    public BoardCell Cell => cell;

    /// <summary>The event for a sight; not to be changed.</summary>
    public ReadOnlyMemory<byte> Event(Sight sight) => _events.GetOrAdd(sight, static (shown, change) => change.Write(shown), this);

    private byte[] Write(Sight sight)
    {
        var bed = cell.Json(sight);
        var output = new ArrayBufferWriter<byte>(bed.Length + 160);
        output.Write("event: change\ndata: "u8);
        // The bed's own object, with what the ward comes to put before its end.
        output.Write(bed[..^1]);
        output.Write(","u8);
        var counts = new ArrayBufferWriter<byte>(120);
        using (var json = new Utf8JsonWriter(counts))
        {
            json.WriteStartObject();
            json.WriteString("asOf", asOf.UtcDateTime);
            json.WriteStartObject("counts");
            ward.WriteCounts(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.Write(counts.WrittenSpan[1..]);
        output.Write("\n\n"u8);
        return output.WrittenSpan.ToArray();
    }
}
