namespace Carelake.Hl7v2;

/// <summary>A part of a field's value (HL7 v2.5.1 section 2.5.3). The default value is one that was not sent.</summary>
public readonly struct Component
{
    private readonly Slice _slice;

    internal Component(Slice slice) => _slice = slice;

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

    /// <summary>The first subcomponent, decoded and unescaped: a value stands for itself with or without further parts. Empty when nothing or null was sent.</summary>
    public string Text => _slice.FirstPart().Text();

    /// <summary>All of it, decoded and unescaped, with its delimiters as they stand.</summary>
    public string WholeText => _slice.Text();

    /// <summary>A subcomponent by number, from 1; empty past the end.</summary>
    public Subcomponent Subcomponent(int number) => new(_slice.Part(Delimiters.Subcomponent, number));

    /// <summary>A subcomponents that were sent, empty or not; 0 when nothing was.</summary>
    public int SubcomponentCount => _slice.CountParts(Delimiters.Subcomponent);

    /// <summary>Every subcomponent in order.</summary>
    public IEnumerable<Subcomponent> Subcomponents
    {
        get
        {
            for (var number = 1; number <= SubcomponentCount; number++)
                yield return Subcomponent(number);
        }
    }

    /// <summary>How much was sent, never what.</summary>
    public override string ToString() => $"{Bytes.Length} bytes";

    private Delimiters Delimiters => _slice.Message?.Delimiters ?? default;
}
