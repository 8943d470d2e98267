// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Room Coverage: RMC, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Rmc : IHl7Type<Rmc>
{
    private readonly Hl7Part _part;

    private Rmc(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>RMC.1: Room Type (IS, table 0145).</summary>
    public St RoomType => St.Of(_part.Component(1));

    /// <summary>RMC.2: Amount Type (IS, table 0146).</summary>
    public St AmountType => St.Of(_part.Component(2));

    /// <summary>RMC.3: Coverage Amount (NM).</summary>
    public Nm CoverageAmount => Nm.Of(_part.Component(3));

    /// <summary>RMC.4: Money or Percentage (MOP).</summary>
    public Mop MoneyOrPercentage => Mop.Of(_part.Component(4));

    /// <inheritdoc/>
    public static Rmc Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
