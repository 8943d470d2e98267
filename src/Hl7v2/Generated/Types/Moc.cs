// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Money and Code: MOC, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Moc : IHl7Type<Moc>
{
    private readonly Hl7Part _part;

    private Moc(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>MOC.1: Monetary Amount (MO).</summary>
    public Mo MonetaryAmount => Mo.Of(_part.Component(1));

    /// <summary>MOC.2: Charge Code (CE).</summary>
    public Ce ChargeCode => Ce.Of(_part.Component(2));

    /// <inheritdoc/>
    public static Moc Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
