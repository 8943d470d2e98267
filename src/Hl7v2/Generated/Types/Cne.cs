// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Coded with No Exceptions: CNE, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Cne : IHl7Type<Cne>
{
    private readonly Hl7Part _part;

    private Cne(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>CNE.1: Identifier (ST).</summary>
    public St Identifier => St.Of(_part.Component(1));

    /// <summary>CNE.2: Text (ST).</summary>
    public St Text => St.Of(_part.Component(2));

    /// <summary>CNE.3: Name of Coding System (ID, table 0396).</summary>
    public St NameOfCodingSystem => St.Of(_part.Component(3));

    /// <summary>CNE.4: Alternate Identifier (ST).</summary>
    public St AlternateIdentifier => St.Of(_part.Component(4));

    /// <summary>CNE.5: Alternate Text (ST).</summary>
    public St AlternateText => St.Of(_part.Component(5));

    /// <summary>CNE.6: Name of Alternate Coding System (ID, table 0396).</summary>
    public St NameOfAlternateCodingSystem => St.Of(_part.Component(6));

    /// <summary>CNE.7: Coding System Version ID (ST).</summary>
    public St CodingSystemVersionId => St.Of(_part.Component(7));

    /// <summary>CNE.8: Alternate Coding System Version ID (ST).</summary>
    public St AlternateCodingSystemVersionId => St.Of(_part.Component(8));

    /// <summary>CNE.9: Original Text (ST).</summary>
    public St OriginalText => St.Of(_part.Component(9));

    /// <summary>CNE.10: Second Alternate Identifier (ST).</summary>
    public St SecondAlternateIdentifier => St.Of(_part.Component(10));

    /// <summary>CNE.11: Second Alternate Text (ST).</summary>
    public St SecondAlternateText => St.Of(_part.Component(11));

    /// <summary>CNE.12: Name of Second Alternate Coding System (ID, table 0396).</summary>
    public St NameOfSecondAlternateCodingSystem => St.Of(_part.Component(12));

    /// <summary>CNE.13: Second Alternate Coding System Version ID (ST).</summary>
    public St SecondAlternateCodingSystemVersionId => St.Of(_part.Component(13));

    /// <summary>CNE.14: Coding System OID (ST).</summary>
    public St CodingSystemOid => St.Of(_part.Component(14));

    /// <summary>CNE.15: Value Set OID (ST).</summary>
    public St ValueSetOid => St.Of(_part.Component(15));

    /// <summary>CNE.16: Value Set Version ID (DTM).</summary>
    public Dtm ValueSetVersionId => Dtm.Of(_part.Component(16));

    /// <summary>CNE.17: Alternate Coding System OID (ST).</summary>
    public St AlternateCodingSystemOid => St.Of(_part.Component(17));

    /// <summary>CNE.18: Alternate Value Set OID (ST).</summary>
    public St AlternateValueSetOid => St.Of(_part.Component(18));

    /// <summary>CNE.19: Alternate Value Set Version ID (DTM).</summary>
    public Dtm AlternateValueSetVersionId => Dtm.Of(_part.Component(19));

    /// <summary>CNE.20: Second Alternate Coding System OID (ST).</summary>
    public St SecondAlternateCodingSystemOid => St.Of(_part.Component(20));

    /// <summary>CNE.21: Second Alternate Value Set OID (ST).</summary>
    public St SecondAlternateValueSetOid => St.Of(_part.Component(21));

    /// <summary>CNE.22: Second Alternate Value Set Version ID (DTM).</summary>
    public Dtm SecondAlternateValueSetVersionId => Dtm.Of(_part.Component(22));

    /// <inheritdoc/>
    public static Cne Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
