// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Patient Adverse Reaction Information: IAM, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct IamSegment
{
    /// <summary>Sees a segment as IAM; one that is not there has only empty fields.</summary>
    public IamSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>IAM-1: Set ID - IAM (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>IAM-2: Allergen Type Code (CE, table 0127).</summary>
    public Ce AllergenTypeCode => Ce.Of(Segment.First(2));

    /// <summary>IAM-3: Allergen Code/Mnemonic/Description (CE).</summary>
    public Ce AllergenCodeMnemonicDescription => Ce.Of(Segment.First(3));

    /// <summary>IAM-4: Allergy Severity Code (CE, table 0128).</summary>
    public Ce AllergySeverityCode => Ce.Of(Segment.First(4));

    /// <summary>IAM-5: Allergy Reaction Code (ST).</summary>
    public Repeated<St> AllergyReactionCode => new(Segment.Slice(5));

    /// <summary>IAM-6: Allergy Action Code (CNE, table 0323).</summary>
    public Cne AllergyActionCode => Cne.Of(Segment.First(6));

    /// <summary>IAM-7: Allergy Unique Identifier (EI).</summary>
    public Ei AllergyUniqueIdentifier => Ei.Of(Segment.First(7));

    /// <summary>IAM-8: Action Reason (ST).</summary>
    public St ActionReason => St.Of(Segment.First(8));

    /// <summary>IAM-9: Sensitivity to Causative Agent Code (CE, table 0436).</summary>
    public Ce SensitivityToCausativeAgentCode => Ce.Of(Segment.First(9));

    /// <summary>IAM-10: Allergen Group Code/Mnemonic/Description (CE).</summary>
    public Ce AllergenGroupCodeMnemonicDescription => Ce.Of(Segment.First(10));

    /// <summary>IAM-11: Onset Date (DT).</summary>
    public Dtm OnsetDate => Dtm.Of(Segment.First(11));

    /// <summary>IAM-12: Onset Date Text (ST).</summary>
    public St OnsetDateText => St.Of(Segment.First(12));

    /// <summary>IAM-13: Reported Date/Time (TS).</summary>
    public Dtm ReportedDateTime => Dtm.Of(Segment.First(13));

    /// <summary>IAM-14: Reported By (XPN).</summary>
    public Xpn ReportedBy => Xpn.Of(Segment.First(14));

    /// <summary>IAM-15: Relationship to Patient Code (CE, table 0063).</summary>
    public Ce RelationshipToPatientCode => Ce.Of(Segment.First(15));

    /// <summary>IAM-16: Alert Device Code (CE, table 0437).</summary>
    public Ce AlertDeviceCode => Ce.Of(Segment.First(16));

    /// <summary>IAM-17: Allergy Clinical Status Code (CE, table 0438).</summary>
    public Ce AllergyClinicalStatusCode => Ce.Of(Segment.First(17));

    /// <summary>IAM-18: Statused by Person (XCN).</summary>
    public Xcn StatusedByPerson => Xcn.Of(Segment.First(18));

    /// <summary>IAM-19: Statused by Organization (XON).</summary>
    public Xon StatusedByOrganization => Xon.Of(Segment.First(19));

    /// <summary>IAM-20: Statused at Date/Time (TS).</summary>
    public Dtm StatusedAtDateTime => Dtm.Of(Segment.First(20));

    /// <summary>IAM-21: Inactivated by Person (XCN).</summary>
    public Xcn InactivatedByPerson => Xcn.Of(Segment.First(21));

    /// <summary>IAM-22: Inactivated Date/Time (DTM).</summary>
    public Dtm InactivatedDateTime => Dtm.Of(Segment.First(22));

    /// <summary>IAM-23: Initially Recorded by Person (XCN).</summary>
    public Xcn InitiallyRecordedByPerson => Xcn.Of(Segment.First(23));

    /// <summary>IAM-24: Initially Recorded Date/Time (DTM).</summary>
    public Dtm InitiallyRecordedDateTime => Dtm.Of(Segment.First(24));

    /// <summary>IAM-25: Modified by Person (XCN).</summary>
    public Xcn ModifiedByPerson => Xcn.Of(Segment.First(25));

    /// <summary>IAM-26: Modified Date/Time (DTM).</summary>
    public Dtm ModifiedDateTime => Dtm.Of(Segment.First(26));

    /// <summary>IAM-27: Clinician Identified Code (CWE).</summary>
    public Cwe ClinicianIdentifiedCode => Cwe.Of(Segment.First(27));

    /// <summary>IAM-28: Initially Recorded by Organization (XON).</summary>
    public Xon InitiallyRecordedByOrganization => Xon.Of(Segment.First(28));

    /// <summary>IAM-29: Modified by Organization (XON).</summary>
    public Xon ModifiedByOrganization => Xon.Of(Segment.First(29));

    /// <summary>IAM-30: Inactivated by Organization (XON).</summary>
    public Xon InactivatedByOrganization => Xon.Of(Segment.First(30));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
