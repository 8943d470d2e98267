namespace Carelake.Hl7v2;

/// <summary>The bytes behind a typed value: a repetition of a field, or a component of one. What it is made of is its components, or its subcomponents.</summary>
public readonly struct Hl7Part
{
    private readonly Slice _slice;

    /// <summary>Sees bytes as a value.</summary>
    /// <param name="slice">Whose level says what its parts are: components of level 0, subcomponents of level 1.</param>
    internal Hl7Part(Slice slice) => _slice = slice;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _slice.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _slice.IsNull;

    /// <summary>A value was sent: neither empty nor null.</summary>
    public bool HasValue => !_slice.IsEmpty && !_slice.IsNull;

    /// <summary>Its bytes as they stand.</summary>
    public ReadOnlySpan<byte> Bytes => _slice.Bytes;

    /// <summary>Its first part, decoded and unescaped; empty when nothing or null was sent.</summary>
    public string Text => First.Text();

    /// <summary>All of it, decoded and unescaped, with its delimiters as they stand.</summary>
    public string WholeText => _slice.Text();

    internal Slice First => _slice.FirstPart();

    /// <summary>The component with that number, or the subcomponent if this is a component itself; empty past the end.</summary>
    internal Hl7Part Component(int number) => new(_slice.Down(number));

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => $"{Bytes.Length} bytes";
}
