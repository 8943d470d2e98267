// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Financial Class: FC, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Fc : IHl7Type<Fc>
{
    private readonly Hl7Part _part;

    private Fc(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>FC.1: Financial Class Code (IS, table 0064).</summary>
    public St FinancialClassCode => St.Of(_part.Component(1));

    /// <summary>FC.2: Effective Date (TS).</summary>
    public Dtm EffectiveDate => Dtm.Of(_part.Component(2));

    /// <inheritdoc/>
    public static Fc Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
