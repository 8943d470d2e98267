using System.Text;

namespace Carelake.Events.Embedded;

/// <summary>The plain bytes of events that are stored together. All that is known of an event is inside, so that all of it is encrypted.</summary>
internal static class EventBlock
{
    private const byte Version = 1;

    /// <summary>Writes events.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<NewEvent> events)
    {
        var size = events.Sum(newEvent => newEvent.Payload.Length + 160L);
        var stream = new MemoryStream((int)Math.Min(size, Array.MaxLength));
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Version);
        foreach (var newEvent in events) Write(writer, newEvent);
        writer.Flush();
        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    /// <summary>Reads what <see cref="Write(IReadOnlyList{NewEvent})"/> wrote. Payloads are parts of the array given.</summary>
    /// <param name="bytes">The block.</param>
    /// <param name="partition">Its partition.</param>
    /// <param name="firstOffset">Offset of its first event.</param>
    /// <exception cref="InvalidDataException">It was written by a newer program.</exception>
    public static List<StoredEvent> Read(byte[] bytes, int partition, long firstOffset)
    {
        var stream = new MemoryStream(bytes);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        if (reader.ReadByte() != Version) throw new InvalidDataException("A block of another version.");
        var events = new List<StoredEvent>();
        while (stream.Position < bytes.Length)
            events.Add(new StoredEvent(new LogPosition(partition, firstOffset + events.Count), Read(reader, stream, bytes)));
        return events;
    }

    private static void Write(BinaryWriter writer, NewEvent newEvent)
    {
        writer.Write(newEvent.Feed);
        writer.Write((byte)newEvent.Kind);
        writer.Write(newEvent.PartitionKey);
        writer.Write(newEvent.Key.ToBytes());
        writer.Write(newEvent.ReceivedAt.UtcTicks);
        writer.Write7BitEncodedInt(newEvent.Headers.Count);
        foreach (var (name, value) in newEvent.Headers)
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Write(newEvent.Payload.Length);
        writer.Write(newEvent.Payload.Span);
    }

    private static NewEvent Read(BinaryReader reader, MemoryStream stream, byte[] bytes)
    {
        var (feed, kind, partitionKey) = (reader.ReadString(), (EventKind)reader.ReadByte(), reader.ReadString());
        var key = EventKey.Read(reader.ReadBytes(EventKey.SizeBytes));
        var receivedAt = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        var headerCount = reader.Read7BitEncodedInt();
        var headers = new Dictionary<string, string>(headerCount, StringComparer.Ordinal);
        for (var i = 0; i < headerCount; i++) headers[reader.ReadString()] = reader.ReadString();
        var length = reader.ReadInt32();
        var payload = bytes.AsMemory((int)stream.Position, length);
        stream.Position += length;
        return new NewEvent { Feed = feed, Kind = kind, PartitionKey = partitionKey, Key = key, ReceivedAt = receivedAt, Payload = payload, Headers = headers };
    }
}
