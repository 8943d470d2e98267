// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Extended Composite ID Number and Name for Persons: XCN, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Xcn : IHl7Type<Xcn>
{
    private readonly Hl7Part _part;

    private Xcn(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>XCN.1: ID Number (ST).</summary>
    public St IdNumber => St.Of(_part.Component(1));

    /// <summary>XCN.2: Family Name (FN).</summary>
    public Fn FamilyName => Fn.Of(_part.Component(2));

    /// <summary>XCN.3: Given Name (ST).</summary>
    public St GivenName => St.Of(_part.Component(3));

    /// <summary>XCN.4: Second and Further Given Names or Initials Thereof (ST).</summary>
    public St SecondAndFurtherGivenNamesOrInitialsThereof => St.Of(_part.Component(4));

    /// <summary>XCN.5: Suffix (ST).</summary>
    public St Suffix => St.Of(_part.Component(5));

    /// <summary>XCN.6: Prefix (ST).</summary>
    public St Prefix => St.Of(_part.Component(6));

    /// <summary>XCN.7: Degree (IS, table 0360).</summary>
    public St Degree => St.Of(_part.Component(7));

    /// <summary>XCN.8: Source Table (IS, table 0297).</summary>
    public St SourceTable => St.Of(_part.Component(8));

    /// <summary>XCN.9: Assigning Authority (HD, table 0363).</summary>
    public Hd AssigningAuthority => Hd.Of(_part.Component(9));

    /// <summary>XCN.10: Name Type Code (ID, table 0200).</summary>
    public St NameTypeCode => St.Of(_part.Component(10));

    /// <summary>XCN.11: Identifier Check Digit (ST).</summary>
    public St IdentifierCheckDigit => St.Of(_part.Component(11));

    /// <summary>XCN.12: Check Digit Scheme (ID, table 0061).</summary>
    public St CheckDigitScheme => St.Of(_part.Component(12));

    /// <summary>XCN.13: Identifier Type Code (ID, table 0203).</summary>
    public St IdentifierTypeCode => St.Of(_part.Component(13));

    /// <summary>XCN.14: Assigning Facility (HD).</summary>
    public Hd AssigningFacility => Hd.Of(_part.Component(14));

    /// <summary>XCN.15: Name Representation Code (ID, table 0465).</summary>
    public St NameRepresentationCode => St.Of(_part.Component(15));

    /// <summary>XCN.16: Name Context (CE, table 0448).</summary>
    public Ce NameContext => Ce.Of(_part.Component(16));

    /// <summary>XCN.17: Name Validity Range (DR).</summary>
    public Dr NameValidityRange => Dr.Of(_part.Component(17));

    /// <summary>XCN.18: Name Assembly Order (ID, table 0444).</summary>
    public St NameAssemblyOrder => St.Of(_part.Component(18));

    /// <summary>XCN.19: Effective Date (TS).</summary>
    public Dtm EffectiveDate => Dtm.Of(_part.Component(19));

    /// <summary>XCN.20: Expiration Date (TS).</summary>
    public Dtm ExpirationDate => Dtm.Of(_part.Component(20));

    /// <summary>XCN.21: Professional Suffix (ST).</summary>
    public St ProfessionalSuffix => St.Of(_part.Component(21));

    /// <summary>XCN.22: Assigning Jurisdiction (CWE).</summary>
    public Cwe AssigningJurisdiction => Cwe.Of(_part.Component(22));

    /// <summary>XCN.23: Assigning Agency or Department (CWE).</summary>
    public Cwe AssigningAgencyOrDepartment => Cwe.Of(_part.Component(23));

    /// <summary>XCN.24: Security Check (ST).</summary>
    public St SecurityCheck => St.Of(_part.Component(24));

    /// <summary>XCN.25: Security Check Scheme (ID, table 0904).</summary>
    public St SecurityCheckScheme => St.Of(_part.Component(25));

    /// <inheritdoc/>
    public static Xcn Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
