// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Processing Type: PT, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Pt : IHl7Type<Pt>
{
    private readonly Hl7Part _part;

    private Pt(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>PT.1: Processing ID (ID, table 0103).</summary>
    public St ProcessingId => St.Of(_part.Component(1));

    /// <summary>PT.2: Processing Mode (ID, table 0207).</summary>
    public St ProcessingMode => St.Of(_part.Component(2));

    /// <inheritdoc/>
    public static Pt Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
