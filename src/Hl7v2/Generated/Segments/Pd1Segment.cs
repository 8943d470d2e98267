// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Patient Additional Demographic: PD1, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Pd1Segment
{
    /// <summary>Sees a segment as PD1; one that is not there has only empty fields.</summary>
    public Pd1Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>PD1-1: Living Dependency (IS, table 0223).</summary>
    public Repeated<St> LivingDependency => new(Segment.Slice(1));

    /// <summary>PD1-2: Living Arrangement (IS, table 0220).</summary>
    public St LivingArrangement => St.Of(Segment.First(2));

    /// <summary>PD1-3: Patient Primary Facility (XON).</summary>
    public Repeated<Xon> PatientPrimaryFacility => new(Segment.Slice(3));

    /// <summary>PD1-4: Patient Primary Care Provider Name and ID No. (XCN).</summary>
    public Repeated<Xcn> PatientPrimaryCareProviderNameAndIdNo => new(Segment.Slice(4));

    /// <summary>PD1-5: Student Indicator (IS, table 0231).</summary>
    public St StudentIndicator => St.Of(Segment.First(5));

    /// <summary>PD1-6: Handicap (IS, table 0295).</summary>
    public St Handicap => St.Of(Segment.First(6));

    /// <summary>PD1-7: Living Will Code (IS, table 0315).</summary>
    public St LivingWillCode => St.Of(Segment.First(7));

    /// <summary>PD1-8: Organ Donor Code (IS, table 0316).</summary>
    public St OrganDonorCode => St.Of(Segment.First(8));

    /// <summary>PD1-9: Separate Bill (ID, table 0136).</summary>
    public St SeparateBill => St.Of(Segment.First(9));

    /// <summary>PD1-10: Duplicate Patient (CX).</summary>
    public Repeated<Cx> DuplicatePatient => new(Segment.Slice(10));

    /// <summary>PD1-11: Publicity Code (CE, table 0215).</summary>
    public Ce PublicityCode => Ce.Of(Segment.First(11));

    /// <summary>PD1-12: Protection Indicator (ID, table 0136).</summary>
    public St ProtectionIndicator => St.Of(Segment.First(12));

    /// <summary>PD1-13: Protection Indicator Effective Date (DT).</summary>
    public Dtm ProtectionIndicatorEffectiveDate => Dtm.Of(Segment.First(13));

    /// <summary>PD1-14: Place of Worship (XON).</summary>
    public Repeated<Xon> PlaceOfWorship => new(Segment.Slice(14));

    /// <summary>PD1-15: Advance Directive Code (CE, table 0435).</summary>
    public Repeated<Ce> AdvanceDirectiveCode => new(Segment.Slice(15));

    /// <summary>PD1-16: Immunization Registry Status (IS, table 0441).</summary>
    public St ImmunizationRegistryStatus => St.Of(Segment.First(16));

    /// <summary>PD1-17: Immunization Registry Status Effective Date (DT).</summary>
    public Dtm ImmunizationRegistryStatusEffectiveDate => Dtm.Of(Segment.First(17));

    /// <summary>PD1-18: Publicity Code Effective Date (DT).</summary>
    public Dtm PublicityCodeEffectiveDate => Dtm.Of(Segment.First(18));

    /// <summary>PD1-19: Military Branch (IS, table 0140).</summary>
    public St MilitaryBranch => St.Of(Segment.First(19));

    /// <summary>PD1-20: Military Rank/Grade (IS, table 0141).</summary>
    public St MilitaryRankGrade => St.Of(Segment.First(20));

    /// <summary>PD1-21: Military Status (IS, table 0142).</summary>
    public St MilitaryStatus => St.Of(Segment.First(21));

    /// <summary>PD1-22: Advance Directive Last Verified Date (DT).</summary>
    public Dtm AdvanceDirectiveLastVerifiedDate => Dtm.Of(Segment.First(22));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
