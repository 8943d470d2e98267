// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Hierarchic Designator: HD, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Hd : IHl7Type<Hd>
{
    private readonly Hl7Part _part;

    private Hd(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>HD.1: Namespace ID (IS, table 0300).</summary>
    public St NamespaceId => St.Of(_part.Component(1));

    /// <summary>HD.2: Universal ID (ST).</summary>
    public St UniversalId => St.Of(_part.Component(2));

    /// <summary>HD.3: Universal ID Type (ID, table 0301).</summary>
    public St UniversalIdType => St.Of(_part.Component(3));

    /// <inheritdoc/>
    public static Hd Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
