namespace Carelake.Hl7v2;

/// <summary>One value of a field (HL7 v2.5.1 section 2.5.3). The default value is one that was not sent.</summary>
public readonly struct Repetition
{
    private readonly Slice _slice;

    internal Repetition(Slice slice) => _slice = slice;

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

    /// <summary>The first subcomponent of the first component, decoded and unescaped. Empty when nothing or null was sent.</summary>
    public string Text => _slice.FirstPart().Text();

    /// <summary>All of it, decoded and unescaped, with its delimiters as they stand: for free text in which a sender forgot to escape.</summary>
    public string WholeText => _slice.Text();

    /// <summary>A component by number, from 1; empty past the end.</summary>
    public Component Component(int number) => new(_slice.Part(Delimiters.Component, number));

    /// <summary>A components that were sent, empty or not; 0 when nothing was.</summary>
    public int ComponentCount => _slice.CountParts(Delimiters.Component);

    /// <summary>Every component in order.</summary>
    public IEnumerable<Component> Components
    {
        get
        {
            for (var number = 1; number <= ComponentCount; number++)
                yield return Component(number);
        }
    }

    /// <summary>How much was sent, never what.</summary>
    public override string ToString() => $"{Bytes.Length} bytes";

    private Delimiters Delimiters => _slice.Message?.Delimiters ?? default;

    internal Slice Slice => _slice;
}
