using System.Globalization;

namespace Carelake.Hl7v2;

/// <summary>A number: NM (HL7 v2.5.1 section 2.A.47).</summary>
public readonly struct Nm : IHl7Type<Nm>
{
    private readonly Hl7Part _part;

    private Nm(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>As it was sent, with the zeros that say how precise it is; empty when nothing or null was sent.</summary>
    public string Text => _part.Text;

    /// <summary>The number; <see langword="null"/> when nothing was sent, or nothing that is a number.</summary>
    public decimal? Value =>
        decimal.TryParse(_part.First.Bytes, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <inheritdoc/>
    public static Nm Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
