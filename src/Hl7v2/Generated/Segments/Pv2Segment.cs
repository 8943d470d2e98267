// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Patient Visit - Additional Information: PV2, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Pv2Segment
{
    /// <summary>Sees a segment as PV2; one that is not there has only empty fields.</summary>
    public Pv2Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>PV2-1: Prior Pending Location (PL).</summary>
    public Pl PriorPendingLocation => Pl.Of(Segment.First(1));

    /// <summary>PV2-2: Accommodation Code (CE, table 0129).</summary>
    public Ce AccommodationCode => Ce.Of(Segment.First(2));

    /// <summary>PV2-3: Admit Reason (CE).</summary>
    public Ce AdmitReason => Ce.Of(Segment.First(3));

    /// <summary>PV2-4: Transfer Reason (CE).</summary>
    public Ce TransferReason => Ce.Of(Segment.First(4));

    /// <summary>PV2-5: Patient Valuables (ST).</summary>
    public Repeated<St> PatientValuables => new(Segment.Slice(5));

    /// <summary>PV2-6: Patient Valuables Location (ST).</summary>
    public St PatientValuablesLocation => St.Of(Segment.First(6));

    /// <summary>PV2-7: Visit User Code (IS, table 0130).</summary>
    public Repeated<St> VisitUserCode => new(Segment.Slice(7));

    /// <summary>PV2-8: Expected Admit Date/Time (TS).</summary>
    public Dtm ExpectedAdmitDateTime => Dtm.Of(Segment.First(8));

    /// <summary>PV2-9: Expected Discharge Date/Time (TS).</summary>
    public Dtm ExpectedDischargeDateTime => Dtm.Of(Segment.First(9));

    /// <summary>PV2-10: Estimated Length of Inpatient Stay (NM).</summary>
    public Nm EstimatedLengthOfInpatientStay => Nm.Of(Segment.First(10));

    /// <summary>PV2-11: Actual Length of Inpatient Stay (NM).</summary>
    public Nm ActualLengthOfInpatientStay => Nm.Of(Segment.First(11));

    /// <summary>PV2-12: Visit Description (ST).</summary>
    public St VisitDescription => St.Of(Segment.First(12));

    /// <summary>PV2-13: Referral Source Code (XCN).</summary>
    public Repeated<Xcn> ReferralSourceCode => new(Segment.Slice(13));

    /// <summary>PV2-14: Previous Service Date (DT).</summary>
    public Dtm PreviousServiceDate => Dtm.Of(Segment.First(14));

    /// <summary>PV2-15: Employment Illness Related Indicator (ID, table 0136).</summary>
    public St EmploymentIllnessRelatedIndicator => St.Of(Segment.First(15));

    /// <summary>PV2-16: Purge Status Code (IS, table 0213).</summary>
    public St PurgeStatusCode => St.Of(Segment.First(16));

    /// <summary>PV2-17: Purge Status Date (DT).</summary>
    public Dtm PurgeStatusDate => Dtm.Of(Segment.First(17));

    /// <summary>PV2-18: Special Program Code (IS, table 0214).</summary>
    public St SpecialProgramCode => St.Of(Segment.First(18));

    /// <summary>PV2-19: Retention Indicator (ID, table 0136).</summary>
    public St RetentionIndicator => St.Of(Segment.First(19));

    /// <summary>PV2-20: Expected Number of Insurance Plans (NM).</summary>
    public Nm ExpectedNumberOfInsurancePlans => Nm.Of(Segment.First(20));

    /// <summary>PV2-21: Visit Publicity Code (IS, table 0215).</summary>
    public St VisitPublicityCode => St.Of(Segment.First(21));

    /// <summary>PV2-22: Visit Protection Indicator (ID, table 0136).</summary>
    public St VisitProtectionIndicator => St.Of(Segment.First(22));

    /// <summary>PV2-23: Clinic Organization Name (XON).</summary>
    public Repeated<Xon> ClinicOrganizationName => new(Segment.Slice(23));

    /// <summary>PV2-24: Patient Status Code (IS, table 0216).</summary>
    public St PatientStatusCode => St.Of(Segment.First(24));

    /// <summary>PV2-25: Visit Priority Code (IS, table 0217).</summary>
    public St VisitPriorityCode => St.Of(Segment.First(25));

    /// <summary>PV2-26: Previous Treatment Date (DT).</summary>
    public Dtm PreviousTreatmentDate => Dtm.Of(Segment.First(26));

    /// <summary>PV2-27: Expected Discharge Disposition (IS, table 0112).</summary>
    public St ExpectedDischargeDisposition => St.Of(Segment.First(27));

    /// <summary>PV2-28: Signature on File Date (DT).</summary>
    public Dtm SignatureOnFileDate => Dtm.Of(Segment.First(28));

    /// <summary>PV2-29: First Similar Illness Date (DT).</summary>
    public Dtm FirstSimilarIllnessDate => Dtm.Of(Segment.First(29));

    /// <summary>PV2-30: Patient Charge Adjustment Code (CE, table 0218).</summary>
    public Ce PatientChargeAdjustmentCode => Ce.Of(Segment.First(30));

    /// <summary>PV2-31: Recurring Service Code (IS, table 0219).</summary>
    public St RecurringServiceCode => St.Of(Segment.First(31));

    /// <summary>PV2-32: Billing Media Code (ID, table 0136).</summary>
    public St BillingMediaCode => St.Of(Segment.First(32));

    /// <summary>PV2-33: Expected Surgery Date and Time (TS).</summary>
    public Dtm ExpectedSurgeryDateAndTime => Dtm.Of(Segment.First(33));

    /// <summary>PV2-34: Military Partnership Code (ID, table 0136).</summary>
    public St MilitaryPartnershipCode => St.Of(Segment.First(34));

    /// <summary>PV2-35: Military Non-Availability Code (ID, table 0136).</summary>
    public St MilitaryNonAvailabilityCode => St.Of(Segment.First(35));

    /// <summary>PV2-36: Newborn Baby Indicator (ID, table 0136).</summary>
    public St NewbornBabyIndicator => St.Of(Segment.First(36));

    /// <summary>PV2-37: Baby Detained Indicator (ID, table 0136).</summary>
    public St BabyDetainedIndicator => St.Of(Segment.First(37));

    /// <summary>PV2-38: Mode of Arrival Code (CE, table 0430).</summary>
    public Ce ModeOfArrivalCode => Ce.Of(Segment.First(38));

    /// <summary>PV2-39: Recreational Drug Use Code (CE, table 0431).</summary>
    public Repeated<Ce> RecreationalDrugUseCode => new(Segment.Slice(39));

    /// <summary>PV2-40: Admission Level of Care Code (CE, table 0432).</summary>
    public Ce AdmissionLevelOfCareCode => Ce.Of(Segment.First(40));

    /// <summary>PV2-41: Precaution Code (CE, table 0433).</summary>
    public Repeated<Ce> PrecautionCode => new(Segment.Slice(41));

    /// <summary>PV2-42: Patient Condition Code (CE, table 0434).</summary>
    public Ce PatientConditionCode => Ce.Of(Segment.First(42));

    /// <summary>PV2-43: Living Will Code (IS, table 0315).</summary>
    public St LivingWillCode => St.Of(Segment.First(43));

    /// <summary>PV2-44: Organ Donor Code (IS, table 0316).</summary>
    public St OrganDonorCode => St.Of(Segment.First(44));

    /// <summary>PV2-45: Advance Directive Code (CE, table 0435).</summary>
    public Repeated<Ce> AdvanceDirectiveCode => new(Segment.Slice(45));

    /// <summary>PV2-46: Patient Status Effective Date (DT).</summary>
    public Dtm PatientStatusEffectiveDate => Dtm.Of(Segment.First(46));

    /// <summary>PV2-47: Expected LOA Return Date/Time (TS).</summary>
    public Dtm ExpectedLoaReturnDateTime => Dtm.Of(Segment.First(47));

    /// <summary>PV2-48: Expected Pre-admission Testing Date/Time (TS).</summary>
    public Dtm ExpectedPreAdmissionTestingDateTime => Dtm.Of(Segment.First(48));

    /// <summary>PV2-49: Notify Clergy Code (IS, table 0534).</summary>
    public Repeated<St> NotifyClergyCode => new(Segment.Slice(49));

    /// <summary>PV2-50: Advance Directive Last Verified Date (DT).</summary>
    public Dtm AdvanceDirectiveLastVerifiedDate => Dtm.Of(Segment.First(50));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
