// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Coded Element with Formatted Values: CF, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Cf : IHl7Type<Cf>
{
    private readonly Hl7Part _part;

    private Cf(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>CF.1: Identifier (ST).</summary>
    public St Identifier => St.Of(_part.Component(1));

    /// <summary>CF.2: Formatted Text (FT).</summary>
    public St FormattedText => St.Of(_part.Component(2));

    /// <summary>CF.3: Name of Coding System (ID, table 0396).</summary>
    public St NameOfCodingSystem => St.Of(_part.Component(3));

    /// <summary>CF.4: Alternate Identifier (ST).</summary>
    public St AlternateIdentifier => St.Of(_part.Component(4));

    /// <summary>CF.5: Alternate Formatted Text (FT).</summary>
    public St AlternateFormattedText => St.Of(_part.Component(5));

    /// <summary>CF.6: Name of Alternate Coding System (ID, table 0396).</summary>
    public St NameOfAlternateCodingSystem => St.Of(_part.Component(6));

    /// <summary>CF.7: Coding System Version ID (ST).</summary>
    public St CodingSystemVersionId => St.Of(_part.Component(7));

    /// <summary>CF.8: Alternate Coding System Version ID (ST).</summary>
    public St AlternateCodingSystemVersionId => St.Of(_part.Component(8));

    /// <summary>CF.9: Original Text (ST).</summary>
    public St OriginalText => St.Of(_part.Component(9));

    /// <summary>CF.10: Second Alternate Identifier (ST).</summary>
    public St SecondAlternateIdentifier => St.Of(_part.Component(10));

    /// <summary>CF.11: Second Alternate Formatted Text (FT).</summary>
    public St SecondAlternateFormattedText => St.Of(_part.Component(11));

    /// <summary>CF.12: Name of Second Alternate Coding System (ID, table 0396).</summary>
    public St NameOfSecondAlternateCodingSystem => St.Of(_part.Component(12));

    /// <summary>CF.13: Second Alternate Coding System Version ID (ST).</summary>
    public St SecondAlternateCodingSystemVersionId => St.Of(_part.Component(13));

    /// <summary>CF.14: Coding System OID (ST).</summary>
    public St CodingSystemOid => St.Of(_part.Component(14));

    /// <summary>CF.15: Value Set OID (ST).</summary>
    public St ValueSetOid => St.Of(_part.Component(15));

    /// <summary>CF.16: Value Set Version ID (DTM).</summary>
    public Dtm ValueSetVersionId => Dtm.Of(_part.Component(16));

    /// <summary>CF.17: Alternate Coding System OID (ST).</summary>
    public St AlternateCodingSystemOid => St.Of(_part.Component(17));

    /// <summary>CF.18: Alternate Value Set OID (ST).</summary>
    public St AlternateValueSetOid => St.Of(_part.Component(18));

    /// <summary>CF.19: Alternate Value Set Version ID (DTM).</summary>
    public Dtm AlternateValueSetVersionId => Dtm.Of(_part.Component(19));

    /// <summary>CF.20: Second Alternate Coding System OID (ST).</summary>
    public St SecondAlternateCodingSystemOid => St.Of(_part.Component(20));

    /// <summary>CF.21: Second Alternate Value Set OID (ST).</summary>
    public St SecondAlternateValueSetOid => St.Of(_part.Component(21));

    /// <summary>CF.22: Second Alternate Value Set Version ID (DTM).</summary>
    public Dtm SecondAlternateValueSetVersionId => Dtm.Of(_part.Component(22));

    /// <inheritdoc/>
    public static Cf Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
