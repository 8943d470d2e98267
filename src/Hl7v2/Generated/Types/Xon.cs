// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Extended Composite Name and Identification Number for Organizations: XON, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Xon : IHl7Type<Xon>
{
    private readonly Hl7Part _part;

    private Xon(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>XON.1: Organization Name (ST).</summary>
    public St OrganizationName => St.Of(_part.Component(1));

    /// <summary>XON.2: Organization Name Type Code (IS, table 0204).</summary>
    public St OrganizationNameTypeCode => St.Of(_part.Component(2));

    /// <summary>XON.3: ID Number (NM).</summary>
    public Nm IdNumber => Nm.Of(_part.Component(3));

    /// <summary>XON.4: Check Digit (NM).</summary>
    public Nm CheckDigit => Nm.Of(_part.Component(4));

    /// <summary>XON.5: Check Digit Scheme (ID, table 0061).</summary>
    public St CheckDigitScheme => St.Of(_part.Component(5));

    /// <summary>XON.6: Assigning Authority (HD, table 0363).</summary>
    public Hd AssigningAuthority => Hd.Of(_part.Component(6));

    /// <summary>XON.7: Identifier Type Code (ID, table 0203).</summary>
    public St IdentifierTypeCode => St.Of(_part.Component(7));

    /// <summary>XON.8: Assigning Facility (HD).</summary>
    public Hd AssigningFacility => Hd.Of(_part.Component(8));

    /// <summary>XON.9: Name Representation Code (ID, table 0465).</summary>
    public St NameRepresentationCode => St.Of(_part.Component(9));

    /// <summary>XON.10: Organization Identifier (ST).</summary>
    public St OrganizationIdentifier => St.Of(_part.Component(10));

    /// <inheritdoc/>
    public static Xon Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
