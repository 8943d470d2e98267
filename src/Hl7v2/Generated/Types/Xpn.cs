// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Extended Person Name: XPN, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Xpn : IHl7Type<Xpn>
{
    private readonly Hl7Part _part;

    private Xpn(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>XPN.1: Family Name (FN).</summary>
    public Fn FamilyName => Fn.Of(_part.Component(1));

    /// <summary>XPN.2: Given Name (ST).</summary>
    public St GivenName => St.Of(_part.Component(2));

    /// <summary>XPN.3: Second and Further Given Names or Initials Thereof (ST).</summary>
    public St SecondAndFurtherGivenNamesOrInitialsThereof => St.Of(_part.Component(3));

    /// <summary>XPN.4: Suffix (ST).</summary>
    public St Suffix => St.Of(_part.Component(4));

    /// <summary>XPN.5: Prefix (ST).</summary>
    public St Prefix => St.Of(_part.Component(5));

    /// <summary>XPN.6: Degree (IS, table 0360).</summary>
    public St Degree => St.Of(_part.Component(6));

    /// <summary>XPN.7: Name Type Code (ID, table 0200).</summary>
    public St NameTypeCode => St.Of(_part.Component(7));

    /// <summary>XPN.8: Name Representation Code (ID, table 0465).</summary>
    public St NameRepresentationCode => St.Of(_part.Component(8));

    /// <summary>XPN.9: Name Context (CE, table 0448).</summary>
    public Ce NameContext => Ce.Of(_part.Component(9));

    /// <summary>XPN.10: Name Validity Range (DR).</summary>
    public Dr NameValidityRange => Dr.Of(_part.Component(10));

    /// <summary>XPN.11: Name Assembly Order (ID, table 0444).</summary>
    public St NameAssemblyOrder => St.Of(_part.Component(11));

    /// <summary>XPN.12: Effective Date (TS).</summary>
    public Dtm EffectiveDate => Dtm.Of(_part.Component(12));

    /// <summary>XPN.13: Expiration Date (TS).</summary>
    public Dtm ExpirationDate => Dtm.Of(_part.Component(13));

    /// <summary>XPN.14: Professional Suffix (ST).</summary>
    public St ProfessionalSuffix => St.Of(_part.Component(14));

    /// <summary>XPN.15: Called By (ST).</summary>
    public St CalledBy => St.Of(_part.Component(15));

    /// <inheritdoc/>
    public static Xpn Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
