// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Coded Element: CE, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Ce : IHl7Type<Ce>
{
    private readonly Hl7Part _part;

    private Ce(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>CE.1: Identifier (ST).</summary>
    public St Identifier => St.Of(_part.Component(1));

    /// <summary>CE.2: Text (ST).</summary>
    public St Text => St.Of(_part.Component(2));

    /// <summary>CE.3: Name of Coding System (ID, table 0396).</summary>
    public St NameOfCodingSystem => St.Of(_part.Component(3));

    /// <summary>CE.4: Alternate Identifier (ST).</summary>
    public St AlternateIdentifier => St.Of(_part.Component(4));

    /// <summary>CE.5: Alternate Text (ST).</summary>
    public St AlternateText => St.Of(_part.Component(5));

    /// <summary>CE.6: Name of Alternate Coding System (ID, table 0396).</summary>
    public St NameOfAlternateCodingSystem => St.Of(_part.Component(6));

    /// <inheritdoc/>
    public static Ce Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
