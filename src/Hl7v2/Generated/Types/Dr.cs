// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Date/Time Range: DR, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Dr : IHl7Type<Dr>
{
    private readonly Hl7Part _part;

    private Dr(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>DR.1: Range Start Date/Time (TS).</summary>
    public Dtm RangeStartDateTime => Dtm.Of(_part.Component(1));

    /// <summary>DR.2: Range End Date/Time (TS).</summary>
    public Dtm RangeEndDateTime => Dtm.Of(_part.Component(2));

    /// <inheritdoc/>
    public static Dr Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
