namespace Carelake.Operations;

/// <summary>The events of one visit, case or bed: a growing array, sorted and freed of repetitions when it is read.</summary>
internal struct EntryList
{
    private Entry[]? _entries;
    private int _count;
    private bool _isSorted;

    public readonly int Count => _count;

    public readonly ReadOnlySpan<Entry> AsArrived => _entries.AsSpan(0, _count);

    public void Add(in Entry entry)
    {
        if (_entries is null) _entries = new Entry[2];
        else if (_count == _entries.Length) Array.Resize(ref _entries, _count + Math.Max(2, _count / 2));
        _entries[_count++] = entry;
        _isSorted = false;
    }

    /// <summary>The events in the order in which they were recorded, each once.</summary>
    public ReadOnlySpan<Entry> InRecordedOrder(Names names)
    {
        if (!_isSorted) Sort(names);
        return AsArrived;
    }

    // By insertion: lists are short and nearly sorted, for most feeds are in order.
    private void Sort(Names names)
    {
        if (_entries is null) return;
        var entries = _entries;
        if (_count > 64) Array.Sort(entries, 0, _count, Comparer<Entry>.Create((left, right) => Entry.InRecordedOrder(left, right, names)));
        else
            for (var index = 1; index < _count; index++)
            {
                var entry = entries[index];
                var to = index;
                while (to > 0 && Entry.InRecordedOrder(entries[to - 1], entry, names) > 0) entries[to] = entries[--to];
                entries[to] = entry;
            }
        var kept = 0;
        for (var index = 0; index < _count; index++)
            if (index == 0 || entries[index] != entries[kept - 1]) entries[kept++] = entries[index];
        _count = kept;
        _isSorted = true;
    }
}
