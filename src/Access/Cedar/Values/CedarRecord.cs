using System.Diagnostics.CodeAnalysis;

namespace Carelake.Access.Cedar;

/// <summary>Values by attribute name.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Record is the language's own word.")]
public sealed class CedarRecord : IEquatable<CedarRecord>
{
    private const int Small = 8;
    private readonly string[] _names;
    private readonly CedarValue[] _values;

    /// <summary>Makes the record.</summary>
    /// <param name="attributes">In any order; of a repeated name the last counts.</param>
    public CedarRecord(IEnumerable<KeyValuePair<string, CedarValue>> attributes)
    {
        var sorted = new SortedDictionary<string, CedarValue>(StringComparer.Ordinal);
        foreach (var (name, value) in attributes) sorted[name] = value;
        _names = [.. sorted.Keys.Select(string.Intern)];
        _values = [.. sorted.Values];
    }

    /// <summary>The record of nothing.</summary>
    public static CedarRecord Empty { get; } = new([]);

    /// <summary>Number of attributes.</summary>
    public int Count => _names.Length;

    /// <summary>The names, sorted by code unit.</summary>
    public ReadOnlySpan<string> Names => _names;

    /// <summary>The value at a place of <see cref="Names"/>.</summary>
    public CedarValue this[int index] => _values[index];

    /// <summary>The attribute of a name.</summary>
    public bool TryGet(string name, out CedarValue value)
    {
        var index = IndexOf(name);
        value = index < 0 ? default : _values[index];
        return index >= 0;
    }

    /// <summary>There is an attribute of the name.</summary>
    public bool Has(string name) => IndexOf(name) >= 0;

    /// <inheritdoc/>
    public bool Equals(CedarRecord? other) =>
        other is not null && _names.AsSpan().SequenceEqual(other._names) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CedarRecord);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (var index = 0; index < _names.Length; index++)
        {
            hash.Add(_names[index], StringComparer.Ordinal);
            hash.Add(_values[index]);
        }
        return hash.ToHashCode();
    }

    /// <summary>As a policy writes it.</summary>
    public override string ToString() =>
        $"{{{string.Join(", ", _names.Select((name, index) => $"{CedarText.Name(name)}: {_values[index]}"))}}}";

    private int IndexOf(string name)
    {
        if (_names.Length > Small) return Array.BinarySearch(_names, name, StringComparer.Ordinal);
        for (var index = 0; index < _names.Length; index++)
            if (ReferenceEquals(_names[index], name)) return index;
        for (var index = 0; index < _names.Length; index++)
            if (_names[index] == name) return index;
        return -1;
    }
}
