// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Street Address: SAD, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Sad : IHl7Type<Sad>
{
    private readonly Hl7Part _part;

    private Sad(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>SAD.1: Street or Mailing Address (ST).</summary>
    public St StreetOrMailingAddress => St.Of(_part.Component(1));

    /// <summary>SAD.2: Street Name (ST).</summary>
    public St StreetName => St.Of(_part.Component(2));

    /// <summary>SAD.3: Dwelling Number (ST).</summary>
    public St DwellingNumber => St.Of(_part.Component(3));

    /// <inheritdoc/>
    public static Sad Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
