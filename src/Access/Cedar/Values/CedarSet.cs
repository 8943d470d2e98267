namespace Carelake.Access.Cedar;

/// <summary>A set of values: no order, nothing twice.</summary>
public sealed class CedarSet : IEquatable<CedarSet>
{
    // Below this a walk over the array beats a hash.
    private const int Small = 8;
    private readonly CedarValue[] _items;
    private readonly HashSet<CedarValue>? _index;
    private readonly int _hash;

    /// <summary>Makes the set.</summary>
    /// <param name="items">In any order; repeated ones count once.</param>
    public CedarSet(IEnumerable<CedarValue> items)
    {
        var index = new HashSet<CedarValue>(items);
        _items = [.. index];
        _index = _items.Length > Small ? index : null;
        foreach (var item in _items) _hash ^= item.GetHashCode();
    }

    /// <summary>The set of nothing.</summary>
    public static CedarSet Empty { get; } = new([]);

    /// <summary>Each once, in no promised order.</summary>
    public ReadOnlySpan<CedarValue> Items => _items;

    /// <summary>The value is in the set.</summary>
    public bool Contains(CedarValue value)
    {
        if (_index is not null) return _index.Contains(value);
        foreach (var item in _items)
            if (item.Equals(value)) return true;
        return false;
    }

    /// <summary>Every value of the other is in this one.</summary>
    public bool ContainsAll(CedarSet other)
    {
        foreach (var item in other._items)
            if (!Contains(item)) return false;
        return true;
    }

    /// <summary>A value of the other is in this one.</summary>
    public bool ContainsAny(CedarSet other)
    {
        foreach (var item in other._items)
            if (Contains(item)) return true;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals(CedarSet? other) =>
        other is not null && _items.Length == other._items.Length && _hash == other._hash && ContainsAll(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CedarSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>As a policy writes it, sorted by text.</summary>
    public override string ToString() => $"[{string.Join(", ", _items.Select(item => item.ToString()).Order(StringComparer.Ordinal))}]";
}
