namespace Carelake.Hl7v2;

/// <summary>What stands at a path, whatever its level. The default value is one that was not sent.</summary>
public readonly struct Hl7Value
{
    private readonly Slice _slice;

    internal Hl7Value(Slice slice) => _slice = slice;

    /// <summary>Nothing was sent, or nothing but delimiters: the stored value stays.</summary>
    public bool IsEmpty => _slice.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted (HL7 v2.5.1 section 2.5.3).</summary>
    public bool IsNull => _slice.IsNull;

    /// <summary>A value was sent: neither empty nor null.</summary>
    public bool HasValue => !_slice.IsEmpty && !_slice.IsNull;

    /// <summary>The bytes as they stand in <see cref="Hl7Message.Bytes"/>, delimiters and escapes included.</summary>
    public ReadOnlySpan<byte> Bytes => _slice.Bytes;

    /// <summary>Bytes of <see cref="Hl7Message.Bytes"/> before it; 0 when it was not sent.</summary>
    public int Offset => _slice.Start;

    /// <summary>The bytes as text, delimiters and escapes as they stand.</summary>
    public string Raw => _slice.Raw;

    /// <summary>
    /// What a receiver of one value reads: where the path stops early, the first repetition, component and subcomponent. Decoded and unescaped; empty when
    /// nothing or null was sent.
    /// </summary>
    public string Text => _slice.FirstPart().Text();

    /// <summary>All of it, decoded and unescaped, with its delimiters as they stand.</summary>
    public string WholeText => _slice.Text();

    /// <summary>How much was sent, never what.</summary>
    public override string ToString() => $"{Bytes.Length} bytes";
}
