// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Occurrence Code and Date: OCD, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Ocd : IHl7Type<Ocd>
{
    private readonly Hl7Part _part;

    private Ocd(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>OCD.1: Occurrence Code (CNE, table 0350).</summary>
    public Cne OccurrenceCode => Cne.Of(_part.Component(1));

    /// <summary>OCD.2: Occurrence Date (DT).</summary>
    public Dtm OccurrenceDate => Dtm.Of(_part.Component(2));

    /// <inheritdoc/>
    public static Ocd Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
