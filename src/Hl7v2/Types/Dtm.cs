using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>A date or moment: TS, DTM, DT (HL7 v2.5.1 sections 2.A.21, 2.A.22 and 2.A.77).</summary>
public readonly struct Dtm : IHl7Type<Dtm>
{
    private readonly Hl7Part _part;

    private Dtm(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>As it was sent; empty when nothing or null was sent.</summary>
    public string Text => _part.Text;

    /// <summary>As precise as it was sent, with its zone; <see langword="null"/> when nothing was sent, or nothing that is a date.</summary>
    public PartialDateTime? Value => Hl7DateTime.TryParse(_part.First.Bytes, out var value) ? value : null;

    /// <inheritdoc/>
    public static Dtm Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
