// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Patient Allergy Information: AL1, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Al1Segment
{
    /// <summary>Sees a segment as AL1; one that is not there has only empty fields.</summary>
    public Al1Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>AL1-1: Set ID - AL1 (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>AL1-2: Allergen Type Code (CE, table 0127).</summary>
    public Ce AllergenTypeCode => Ce.Of(Segment.First(2));

    /// <summary>AL1-3: Allergen Code/Mnemonic/Description (CE).</summary>
    public Ce AllergenCodeMnemonicDescription => Ce.Of(Segment.First(3));

    /// <summary>AL1-4: Allergy Severity Code (CE, table 0128).</summary>
    public Ce AllergySeverityCode => Ce.Of(Segment.First(4));

    /// <summary>AL1-5: Allergy Reaction Code (ST).</summary>
    public Repeated<St> AllergyReactionCode => new(Segment.Slice(5));

    /// <summary>AL1-6: Identification Date (DT).</summary>
    public Dtm IdentificationDate => Dtm.Of(Segment.First(6));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
