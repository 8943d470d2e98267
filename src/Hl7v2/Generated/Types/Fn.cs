// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Family Name: FN, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Fn : IHl7Type<Fn>
{
    private readonly Hl7Part _part;

    private Fn(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>FN.1: Surname (ST).</summary>
    public St Surname => St.Of(_part.Component(1));

    /// <summary>FN.2: Own Surname Prefix (ST).</summary>
    public St OwnSurnamePrefix => St.Of(_part.Component(2));

    /// <summary>FN.3: Own Surname (ST).</summary>
    public St OwnSurname => St.Of(_part.Component(3));

    /// <summary>FN.4: Surname Prefix From Partner/Spouse (ST).</summary>
    public St SurnamePrefixFromPartnerSpouse => St.Of(_part.Component(4));

    /// <summary>FN.5: Surname From Partner/Spouse (ST).</summary>
    public St SurnameFromPartnerSpouse => St.Of(_part.Component(5));

    /// <inheritdoc/>
    public static Fn Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
