// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Occurrence Span Code and Date: OSP, component by component (HL7 v2.5.1 chapter 2.A). What was not sent is an empty value.</summary>
public readonly struct Osp : IHl7Type<Osp>
{
    private readonly Hl7Part _part;

    private Osp(Hl7Part part) => _part = part;

    /// <summary>Nothing was sent: the stored value stays.</summary>
    public bool IsEmpty => _part.IsEmpty;

    /// <summary><c>""</c> was sent: the stored value is to be deleted.</summary>
    public bool IsNull => _part.IsNull;

    /// <summary>OSP.1: Occurrence Span Code (CNE, table 0351).</summary>
    public Cne OccurrenceSpanCode => Cne.Of(_part.Component(1));

    /// <summary>OSP.2: Occurrence Span Start Date (DT).</summary>
    public Dtm OccurrenceSpanStartDate => Dtm.Of(_part.Component(2));

    /// <summary>OSP.3: Occurrence Span Stop Date (DT).</summary>
    public Dtm OccurrenceSpanStopDate => Dtm.Of(_part.Component(3));

    /// <inheritdoc/>
    public static Osp Of(Hl7Part part) => new(part);

    /// <summary>Its size, never its content.</summary>
    public override string ToString() => _part.ToString();
}
