// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Entity Identifier Pair: EIP, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Eip : IHl7Type<Eip>
{
    private readonly Hl7Part _part;

    private Eip(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>EIP.1: Placer Assigned Identifier (EI).</summary>
    public Ei PlacerAssignedIdentifier => Ei.Of(_part.Component(1));

    /// <summary>EIP.2: Filler Assigned Identifier (EI).</summary>
    public Ei FillerAssignedIdentifier => Ei.Of(_part.Component(2));

    /// <inheritdoc/>
    public static Eip Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
