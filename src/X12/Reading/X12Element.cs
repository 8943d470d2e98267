namespace Carelake.X12;

/// <summary>One element seen as repetitions, each of components. Both are numbered from 1; past the end is empty.</summary>
/// <param name="bytes">The element as sent.</param>
/// <param name="delimiters">The separators of its interchange.</param>
public readonly ref struct X12Element(ReadOnlySpan<byte> bytes, X12Delimiters delimiters)
{
    private readonly X12Delimiters _delimiters = delimiters;

    /// <summary>The bytes as sent.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Absent.</summary>
    public bool IsEmpty => Bytes.IsEmpty;

    /// <summary>How many repetitions there are, at least one.</summary>
    public int RepetitionCount => _delimiters.Repetition == 0 ? 1 : 1 + Bytes.Count(_delimiters.Repetition);

    /// <summary>How many components the first repetition has, at least one.</summary>
    public int ComponentCount => 1 + Repetition(1).Bytes.Count(_delimiters.Component);

    /// <summary>One repetition.</summary>
    /// <param name="number">From 1.</param>
    public X12Element Repetition(int number) =>
        _delimiters.Repetition == 0
            ? number == 1 ? this : default
            : new(Part(Bytes, _delimiters.Repetition, number), _delimiters);

    /// <summary>A component of the first repetition.</summary>
    /// <param name="number">From 1.</param>
    public ReadOnlySpan<byte> Component(int number) => Part(Repetition(1).Bytes, _delimiters.Component, number);

    internal static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> bytes, byte separator, int number)
    {
        for (; number > 1; number--)
        {
            var at = bytes.IndexOf(separator);
            if (at < 0) return default;
            bytes = bytes[(at + 1)..];
        }
        var end = bytes.IndexOf(separator);
        return end < 0 ? bytes : bytes[..end];
    }
}
