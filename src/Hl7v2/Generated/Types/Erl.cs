// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Error Location: ERL, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Erl : IHl7Type<Erl>
{
    private readonly Hl7Part _part;

    private Erl(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>ERL.1: Segment ID (ST).</summary>
    public St SegmentId => St.Of(_part.Component(1));

    /// <summary>ERL.2: Segment Sequence (NM).</summary>
    public Nm SegmentSequence => Nm.Of(_part.Component(2));

    /// <summary>ERL.3: Field Position (NM).</summary>
    public Nm FieldPosition => Nm.Of(_part.Component(3));

    /// <summary>ERL.4: Field Repetition (NM).</summary>
    public Nm FieldRepetition => Nm.Of(_part.Component(4));

    /// <summary>ERL.5: Component Number (NM).</summary>
    public Nm ComponentNumber => Nm.Of(_part.Component(5));

    /// <summary>ERL.6: Sub-Component Number (NM).</summary>
    public Nm SubComponentNumber => Nm.Of(_part.Component(6));

    /// <inheritdoc/>
    public static Erl Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
