// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Error Location and Description: ELD, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Eld : IHl7Type<Eld>
{
    private readonly Hl7Part _part;

    private Eld(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>ELD.1: Segment ID (ST).</summary>
    public St SegmentId => St.Of(_part.Component(1));

    /// <summary>ELD.2: Segment Sequence (NM).</summary>
    public Nm SegmentSequence => Nm.Of(_part.Component(2));

    /// <summary>ELD.3: Field Position (NM).</summary>
    public Nm FieldPosition => Nm.Of(_part.Component(3));

    /// <summary>ELD.4: Code Identifying Error (CE, table 0357).</summary>
    public Ce CodeIdentifyingError => Ce.Of(_part.Component(4));

    /// <inheritdoc/>
    public static Eld Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
