// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Composite Quantity with Units: CQ, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Cq : IHl7Type<Cq>
{
    private readonly Hl7Part _part;

    private Cq(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>CQ.1: Quantity (NM).</summary>
    public Nm Quantity => Nm.Of(_part.Component(1));

    /// <summary>CQ.2: Units (CE).</summary>
    public Ce Units => Ce.Of(_part.Component(2));

    /// <inheritdoc/>
    public static Cq Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
