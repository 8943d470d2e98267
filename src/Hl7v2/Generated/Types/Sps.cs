// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Specimen Source: SPS, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Sps : IHl7Type<Sps>
{
    private readonly Hl7Part _part;

    private Sps(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>SPS.1: Specimen Source Name or Code (CWE).</summary>
    public Cwe SpecimenSourceNameOrCode => Cwe.Of(_part.Component(1));

    /// <summary>SPS.2: Additives (CWE, table 0371).</summary>
    public Cwe Additives => Cwe.Of(_part.Component(2));

    /// <summary>SPS.3: Specimen Collection Method (TX).</summary>
    public St SpecimenCollectionMethod => St.Of(_part.Component(3));

    /// <summary>SPS.4: Body Site (CWE, table 0163).</summary>
    public Cwe BodySite => Cwe.Of(_part.Component(4));

    /// <summary>SPS.5: Site Modifier (CWE, table 0495).</summary>
    public Cwe SiteModifier => Cwe.Of(_part.Component(5));

    /// <summary>SPS.6: Collection Method Modifier Code (CWE).</summary>
    public Cwe CollectionMethodModifierCode => Cwe.Of(_part.Component(6));

    /// <summary>SPS.7: Specimen Role (CWE, table 0369).</summary>
    public Cwe SpecimenRole => Cwe.Of(_part.Component(7));

    /// <inheritdoc/>
    public static Sps Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
