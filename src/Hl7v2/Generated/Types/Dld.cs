// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Discharge Location and Date: DLD, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Dld : IHl7Type<Dld>
{
    private readonly Hl7Part _part;

    private Dld(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>DLD.1: Discharge Location (IS, table 0113).</summary>
    public St DischargeLocation => St.Of(_part.Component(1));

    /// <summary>DLD.2: Effective Date (TS).</summary>
    public Dtm EffectiveDate => Dtm.Of(_part.Component(2));

    /// <inheritdoc/>
    public static Dld Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
