// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Repeat Interval: RI, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Ri : IHl7Type<Ri>
{
    private readonly Hl7Part _part;

    private Ri(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>RI.1: Repeat Pattern (IS, table 0335).</summary>
    public St RepeatPattern => St.Of(_part.Component(1));

    /// <summary>RI.2: Explicit Time Interval (ST).</summary>
    public St ExplicitTimeInterval => St.Of(_part.Component(2));

    /// <inheritdoc/>
    public static Ri Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
