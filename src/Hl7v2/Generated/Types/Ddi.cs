// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Daily Deductible Information: DDI, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Ddi : IHl7Type<Ddi>
{
    private readonly Hl7Part _part;

    private Ddi(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>DDI.1: Delay Days (NM).</summary>
    public Nm DelayDays => Nm.Of(_part.Component(1));

    /// <summary>DDI.2: Monetary Amount (MO).</summary>
    public Mo MonetaryAmount => Mo.Of(_part.Component(2));

    /// <summary>DDI.3: Number of Days (NM).</summary>
    public Nm NumberOfDays => Nm.Of(_part.Component(3));

    /// <inheritdoc/>
    public static Ddi Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
