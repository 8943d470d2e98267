// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Money: MO, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Mo : IHl7Type<Mo>
{
    private readonly Hl7Part _part;

    private Mo(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>MO.1: Quantity (NM).</summary>
    public Nm Quantity => Nm.Of(_part.Component(1));

    /// <summary>MO.2: Denomination (ID).</summary>
    public St Denomination => St.Of(_part.Component(2));

    /// <inheritdoc/>
    public static Mo Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
