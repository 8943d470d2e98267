namespace Carelake.Events.Brokers;

/// <summary>The newest events of a partition, in memory: consumers that keep up read them here, and the broker gives each only once.</summary>
/// <param name="mostBytes">Bytes kept at most; a single event may be larger.</param>
internal sealed class RecentEvents(long mostBytes)
{
    private const long OverheadBytes = 500;
    private readonly Lock _turn = new();
    private readonly List<StoredEvent> _events = [];
    private long _bytes;
    private long _after = -1;

    /// <summary>Adds events that follow all others.</summary>
    /// <param name="events">In order.</param>
    /// <param name="after">Everything after this offset, up to the first of them, is not shown.</param>
    public void Add(IReadOnlyList<StoredEvent> events, long after)
    {
        lock (_turn)
        {
            if (_after < 0) _after = after;
            _events.AddRange(events);
            _bytes += events.Sum(SizeOf);
            var dropped = 0;
            for (; _bytes > mostBytes && dropped < _events.Count - 1; dropped++)
            {
                _bytes -= SizeOf(_events[dropped]);
                _after = _events[dropped].Position.Offset;
            }

            _events.RemoveRange(0, dropped);
        }
    }

    /// <summary>Events after an offset; <see langword="null"/> when they begin before what is kept.</summary>
    public IReadOnlyList<StoredEvent>? After(long offset, int maxCount)
    {
        lock (_turn)
        {
            if (_after < 0 || offset < _after) return null;
            var start = _events.BinarySearch(new(new(0, offset + 1), null!), Comparer<StoredEvent>.Create((a, b) => a.Position.Offset.CompareTo(b.Position.Offset))); // Only positions are compared.
            start = start < 0 ? ~start : start;
            return _events.GetRange(start, Math.Min(maxCount, _events.Count - start));
        }
    }

    private static long SizeOf(StoredEvent stored) => stored.Event.Payload.Length + OverheadBytes;
}
