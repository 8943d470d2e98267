namespace Carelake.Fhir.Validation.Quick;

/// <summary>The addresses of a bundle's entries, as places in its text; used again for the next bundle.</summary>
internal sealed class UrlTable
{
    private (int Start, int Length)[] _slots = new (int, int)[1024];
    private int _count;

    /// <summary>The text that the places are in.</summary>
    public ReadOnlyMemory<byte> Bytes { get; set; }

    /// <summary>Adds an address; false when it is there already.</summary>
    public bool Add(ReadOnlySpan<byte> url, int start)
    {
        if (_count * 2 >= _slots.Length) Grow();
        var slot = Slot(Bytes.Span, url);
        if (_slots[slot].Length > 0) return false;
        _slots[slot] = (start, url.Length);
        _count++;
        return true;
    }

    public bool Contains(ReadOnlySpan<byte> url) => _slots[Slot(Bytes.Span, url)].Length > 0;

    public void Clear()
    {
        if (_slots.Length > 1 << 16) _slots = new (int, int)[1024];
        else Array.Clear(_slots);
        _count = 0;
        Bytes = default;
    }

    private int Slot(ReadOnlySpan<byte> text, ReadOnlySpan<byte> url)
    {
        var slot = Utf8Hash.Of(url) & (_slots.Length - 1);
        while (_slots[slot].Length > 0 && !text.Slice(_slots[slot].Start, _slots[slot].Length).SequenceEqual(url)) slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    private void Grow()
    {
        var known = _slots;
        _slots = new (int, int)[known.Length * 4];
        foreach (var (start, length) in known)
            if (length > 0)
                _slots[Slot(Bytes.Span, Bytes.Span.Slice(start, length))] = (start, length);
    }
}
