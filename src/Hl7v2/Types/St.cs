namespace Carelake.Hl7v2;

/// <summary>A text or code without parts: ST, TX, FT, ID, IS, SI, GTS, TM (HL7 v2.5.1 chapter 2.A).</summary>
public readonly struct St : IHl7Type<St>
{
    private readonly Hl7Part _part;

    private St(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>Decoded and unescaped; empty when nothing or null was sent.</summary>
    public string Text => _part.Text;

    /// <summary>Decoded and unescaped with unescaped delimiters in it, which a sender of free text may have forgotten.</summary>
    public string WholeText => _part.WholeText;

    /// <summary>The bytes as they stand.</summary>
    public ReadOnlySpan<byte> Bytes => _part.Bytes;

    /// <inheritdoc/>
    public static St Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
