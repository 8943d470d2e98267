// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Version Identifier: VID, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Vid : IHl7Type<Vid>
{
    private readonly Hl7Part _part;

    private Vid(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>VID.1: Version ID (ID, table 0104).</summary>
    public St VersionId => St.Of(_part.Component(1));

    /// <summary>VID.2: Internationalization Code (CE, table 0399).</summary>
    public Ce InternationalizationCode => Ce.Of(_part.Component(2));

    /// <summary>VID.3: International Version ID (CE).</summary>
    public Ce InternationalVersionId => Ce.Of(_part.Component(3));

    /// <inheritdoc/>
    public static Vid Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
