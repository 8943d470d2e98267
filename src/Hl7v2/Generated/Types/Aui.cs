// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Authorization Information: AUI, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Aui : IHl7Type<Aui>
{
    private readonly Hl7Part _part;

    private Aui(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>AUI.1: Authorization Number (ST).</summary>
    public St AuthorizationNumber => St.Of(_part.Component(1));

    /// <summary>AUI.2: Date (DT).</summary>
    public Dtm Date => Dtm.Of(_part.Component(2));

    /// <summary>AUI.3: Source (ST).</summary>
    public St Source => St.Of(_part.Component(3));

    /// <inheritdoc/>
    public static Aui Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
