using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Carelake.Hl7v2;

/// <summary>Collects what segments of one kind become. The default value is empty.</summary>
internal struct Gathered<T>
{
    private const uint Pid = 'P' << 16 | 'I' << 8 | 'D';
    private T[]? _items;
    private int _count;

    public readonly bool IsEmpty => _count == 0;

    /// <summary>What was added last; not to be asked when empty.</summary>
    public readonly ref T Last => ref _items![_count - 1];

    /// <summary>Adds what a segment became.</summary>
    public void Add(T item, Segment segment)
    {
        // There is nearly always room for what the rest of the patient holds, and then no array is made twice.
        if (_items is null) _items = new T[CountFrom(segment)];
        else if (_count == _items.Length) Array.Resize(ref _items, _count * 2);
        _items[_count++] = item;
    }

    public readonly ImmutableArray<T> Take() =>
        _items is null ? [] : ImmutableCollectionsMarshal.AsImmutableArray(_count == _items.Length ? _items : _items[.._count]);

    private static int CountFrom(Segment segment)
    {
        if (segment.Message is not { } message) return 1;
        var count = 1;
        foreach (ref readonly var entry in message.Entries.AsSpan(segment.Index + 1))
        {
            if (entry.Id == Pid) break;
            if (entry.Id == segment.PackedId) count++;
        }
        return count;
    }
}
