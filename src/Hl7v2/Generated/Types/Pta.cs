// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Policy Type and Amount: PTA, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Pta : IHl7Type<Pta>
{
    private readonly Hl7Part _part;

    private Pta(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>PTA.1: Policy Type (IS, table 0147).</summary>
    public St PolicyType => St.Of(_part.Component(1));

    /// <summary>PTA.2: Amount Class (IS, table 0193).</summary>
    public St AmountClass => St.Of(_part.Component(2));

    /// <summary>PTA.3: Money or Percentage Quantity (NM).</summary>
    public Nm MoneyOrPercentageQuantity => Nm.Of(_part.Component(3));

    /// <summary>PTA.4: Money or Percentage (MOP).</summary>
    public Mop MoneyOrPercentage => Mop.Of(_part.Component(4));

    /// <inheritdoc/>
    public static Pta Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
