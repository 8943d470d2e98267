// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Money or Percentage: MOP, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Mop : IHl7Type<Mop>
{
    private readonly Hl7Part _part;

    private Mop(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>MOP.1: Money or Percentage Indicator (ID, table 0148).</summary>
    public St MoneyOrPercentageIndicator => St.Of(_part.Component(1));

    /// <summary>MOP.2: Money or Percentage Quantity (NM).</summary>
    public Nm MoneyOrPercentageQuantity => Nm.Of(_part.Component(2));

    /// <summary>MOP.3: Currency Denomination (ID).</summary>
    public St CurrencyDenomination => St.Of(_part.Component(3));

    /// <inheritdoc/>
    public static Mop Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
