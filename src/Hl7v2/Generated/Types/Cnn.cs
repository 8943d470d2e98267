// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Composite ID Number and Name Simplified: CNN, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Cnn : IHl7Type<Cnn>
{
    private readonly Hl7Part _part;

    private Cnn(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>CNN.1: ID Number (ST).</summary>
    public St IdNumber => St.Of(_part.Component(1));

    /// <summary>CNN.2: Family Name (ST).</summary>
    public St FamilyName => St.Of(_part.Component(2));

    /// <summary>CNN.3: Given Name (ST).</summary>
    public St GivenName => St.Of(_part.Component(3));

    /// <summary>CNN.4: Second and Further Given Names or Initials Thereof (ST).</summary>
    public St SecondAndFurtherGivenNamesOrInitialsThereof => St.Of(_part.Component(4));

    /// <summary>CNN.5: Suffix (ST).</summary>
    public St Suffix => St.Of(_part.Component(5));

    /// <summary>CNN.6: Prefix (ST).</summary>
    public St Prefix => St.Of(_part.Component(6));

    /// <summary>CNN.7: Degree (IS, table 0360).</summary>
    public St Degree => St.Of(_part.Component(7));

    /// <summary>CNN.8: Source Table (IS, table 0297).</summary>
    public St SourceTable => St.Of(_part.Component(8));

    /// <summary>CNN.9: Assigning Authority - Namespace ID (IS, table 0363).</summary>
    public St AssigningAuthorityNamespaceId => St.Of(_part.Component(9));

    /// <summary>CNN.10: Assigning Authority - Universal ID (ST).</summary>
    public St AssigningAuthorityUniversalId => St.Of(_part.Component(10));

    /// <summary>CNN.11: Assigning Authority - Universal ID Type (ID, table 0301).</summary>
    public St AssigningAuthorityUniversalIdType => St.Of(_part.Component(11));

    /// <inheritdoc/>
    public static Cnn Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
