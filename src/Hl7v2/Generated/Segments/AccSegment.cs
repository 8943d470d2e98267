// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Accident: ACC, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct AccSegment
{
    /// <summary>Sees a segment as ACC; one that is not there has only empty fields.</summary>
    public AccSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>ACC-1: Accident Date/Time (TS).</summary>
    public Dtm AccidentDateTime => Dtm.Of(Segment.First(1));

    /// <summary>ACC-2: Accident Code (CE, table 0050).</summary>
    public Ce AccidentCode => Ce.Of(Segment.First(2));

    /// <summary>ACC-3: Accident Location (ST).</summary>
    public St AccidentLocation => St.Of(Segment.First(3));

    /// <summary>ACC-4: Auto Accident State (CE, table 0347).</summary>
    public Ce AutoAccidentState => Ce.Of(Segment.First(4));

    /// <summary>ACC-5: Accident Job Related Indicator (ID, table 0136).</summary>
    public St AccidentJobRelatedIndicator => St.Of(Segment.First(5));

    /// <summary>ACC-6: Accident Death Indicator (ID, table 0136).</summary>
    public St AccidentDeathIndicator => St.Of(Segment.First(6));

    /// <summary>ACC-7: Entered By (XCN).</summary>
    public Xcn EnteredBy => Xcn.Of(Segment.First(7));

    /// <summary>ACC-8: Accident Description (ST).</summary>
    public St AccidentDescription => St.Of(Segment.First(8));

    /// <summary>ACC-9: Brought In By (ST).</summary>
    public St BroughtInBy => St.Of(Segment.First(9));

    /// <summary>ACC-10: Police Notified Indicator (ID, table 0136).</summary>
    public St PoliceNotifiedIndicator => St.Of(Segment.First(10));

    /// <summary>ACC-11: Accident Address (XAD).</summary>
    public Xad AccidentAddress => Xad.Of(Segment.First(11));

    /// <summary>ACC-12: Degree of patient liability (NM).</summary>
    public Nm DegreeOfPatientLiability => Nm.Of(Segment.First(12));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
