// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Extended Composite ID with Check Digit: CX, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Cx : IHl7Type<Cx>
{
    private readonly Hl7Part _part;

    private Cx(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>CX.1: ID Number (ST).</summary>
    public St IdNumber => St.Of(_part.Component(1));

    /// <summary>CX.2: Check Digit (ST).</summary>
    public St CheckDigit => St.Of(_part.Component(2));

    /// <summary>CX.3: Check Digit Scheme (ID, table 0061).</summary>
    public St CheckDigitScheme => St.Of(_part.Component(3));

    /// <summary>CX.4: Assigning Authority (HD, table 0363).</summary>
    public Hd AssigningAuthority => Hd.Of(_part.Component(4));

    /// <summary>CX.5: Identifier Type Code (ID, table 0203).</summary>
    public St IdentifierTypeCode => St.Of(_part.Component(5));

    /// <summary>CX.6: Assigning Facility (HD).</summary>
    public Hd AssigningFacility => Hd.Of(_part.Component(6));

    /// <summary>CX.7: Effective Date (DT).</summary>
    public Dtm EffectiveDate => Dtm.Of(_part.Component(7));

    /// <summary>CX.8: Expiration Date (DT).</summary>
    public Dtm ExpirationDate => Dtm.Of(_part.Component(8));

    /// <summary>CX.9: Assigning Jurisdiction (CWE).</summary>
    public Cwe AssigningJurisdiction => Cwe.Of(_part.Component(9));

    /// <summary>CX.10: Assigning Agency or Department (CWE).</summary>
    public Cwe AssigningAgencyOrDepartment => Cwe.Of(_part.Component(10));

    /// <summary>CX.11: Security Check (ST).</summary>
    public St SecurityCheck => St.Of(_part.Component(11));

    /// <summary>CX.12: Security Check Scheme (ID, table 0904).</summary>
    public St SecurityCheckScheme => St.Of(_part.Component(12));

    /// <inheritdoc/>
    public static Cx Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
