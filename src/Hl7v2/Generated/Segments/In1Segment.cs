// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Insurance: IN1, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct In1Segment
{
    /// <summary>Sees a segment as IN1; one that is not there has only empty fields.</summary>
    public In1Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>IN1-1: Set ID - IN1 (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>IN1-2: Insurance Plan ID (CE, table 0072).</summary>
    public Ce InsurancePlanId => Ce.Of(Segment.First(2));

    /// <summary>IN1-3: Insurance Company ID (CX).</summary>
    public Repeated<Cx> InsuranceCompanyId => new(Segment.Slice(3));

    /// <summary>IN1-4: Insurance Company Name (XON).</summary>
    public Repeated<Xon> InsuranceCompanyName => new(Segment.Slice(4));

    /// <summary>IN1-5: Insurance Company Address (XAD).</summary>
    public Repeated<Xad> InsuranceCompanyAddress => new(Segment.Slice(5));

    /// <summary>IN1-6: Insurance Co Contact Person (XPN).</summary>
    public Repeated<Xpn> InsuranceCoContactPerson => new(Segment.Slice(6));

    /// <summary>IN1-7: Insurance Co Phone Number (XTN).</summary>
    public Repeated<Xtn> InsuranceCoPhoneNumber => new(Segment.Slice(7));

    /// <summary>IN1-8: Group Number (ST).</summary>
    public St GroupNumber => St.Of(Segment.First(8));

    /// <summary>IN1-9: Group Name (XON).</summary>
    public Repeated<Xon> GroupName => new(Segment.Slice(9));

    /// <summary>IN1-10: Insured's Group Emp ID (CX).</summary>
    public Repeated<Cx> InsuredsGroupEmpId => new(Segment.Slice(10));

    /// <summary>IN1-11: Insured's Group Emp Name (XON).</summary>
    public Repeated<Xon> InsuredsGroupEmpName => new(Segment.Slice(11));

    /// <summary>IN1-12: Plan Effective Date (DT).</summary>
    public Dtm PlanEffectiveDate => Dtm.Of(Segment.First(12));

    /// <summary>IN1-13: Plan Expiration Date (DT).</summary>
    public Dtm PlanExpirationDate => Dtm.Of(Segment.First(13));

    /// <summary>IN1-14: Authorization Information (AUI).</summary>
    public Aui AuthorizationInformation => Aui.Of(Segment.First(14));

    /// <summary>IN1-15: Plan Type (IS, table 0086).</summary>
    public St PlanType => St.Of(Segment.First(15));

    /// <summary>IN1-16: Name Of Insured (XPN).</summary>
    public Repeated<Xpn> NameOfInsured => new(Segment.Slice(16));

    /// <summary>IN1-17: Insured's Relationship To Patient (CE, table 0063).</summary>
    public Ce InsuredsRelationshipToPatient => Ce.Of(Segment.First(17));

    /// <summary>IN1-18: Insured's Date Of Birth (TS).</summary>
    public Dtm InsuredsDateOfBirth => Dtm.Of(Segment.First(18));

    /// <summary>IN1-19: Insured's Address (XAD).</summary>
    public Repeated<Xad> InsuredsAddress => new(Segment.Slice(19));

    /// <summary>IN1-20: Assignment Of Benefits (IS, table 0135).</summary>
    public St AssignmentOfBenefits => St.Of(Segment.First(20));

    /// <summary>IN1-21: Coordination Of Benefits (IS, table 0173).</summary>
    public St CoordinationOfBenefits => St.Of(Segment.First(21));

    /// <summary>IN1-22: Coord Of Ben. Priority (ST).</summary>
    public St CoordOfBenPriority => St.Of(Segment.First(22));

    /// <summary>IN1-23: Notice Of Admission Flag (ID, table 0136).</summary>
    public St NoticeOfAdmissionFlag => St.Of(Segment.First(23));

    /// <summary>IN1-24: Notice Of Admission Date (DT).</summary>
    public Dtm NoticeOfAdmissionDate => Dtm.Of(Segment.First(24));

    /// <summary>IN1-25: Report Of Eligibility Flag (ID, table 0136).</summary>
    public St ReportOfEligibilityFlag => St.Of(Segment.First(25));

    /// <summary>IN1-26: Report Of Eligibility Date (DT).</summary>
    public Dtm ReportOfEligibilityDate => Dtm.Of(Segment.First(26));

    /// <summary>IN1-27: Release Information Code (IS, table 0093).</summary>
    public St ReleaseInformationCode => St.Of(Segment.First(27));

    /// <summary>IN1-28: Pre-Admit Cert (ST).</summary>
    public St PreAdmitCert => St.Of(Segment.First(28));

    /// <summary>IN1-29: Verification Date/Time (TS).</summary>
    public Dtm VerificationDateTime => Dtm.Of(Segment.First(29));

    /// <summary>IN1-30: Verification By (XCN).</summary>
    public Repeated<Xcn> VerificationBy => new(Segment.Slice(30));

    /// <summary>IN1-31: Type Of Agreement Code (IS, table 0098).</summary>
    public St TypeOfAgreementCode => St.Of(Segment.First(31));

    /// <summary>IN1-32: Billing Status (IS, table 0022).</summary>
    public St BillingStatus => St.Of(Segment.First(32));

    /// <summary>IN1-33: Lifetime Reserve Days (NM).</summary>
    public Nm LifetimeReserveDays => Nm.Of(Segment.First(33));

    /// <summary>IN1-34: Delay Before L.R. Day (NM).</summary>
    public Nm DelayBeforeLRDay => Nm.Of(Segment.First(34));

    /// <summary>IN1-35: Company Plan Code (IS, table 0042).</summary>
    public St CompanyPlanCode => St.Of(Segment.First(35));

    /// <summary>IN1-36: Policy Number (ST).</summary>
    public St PolicyNumber => St.Of(Segment.First(36));

    /// <summary>IN1-37: Policy Deductible (CP).</summary>
    public Cp PolicyDeductible => Cp.Of(Segment.First(37));

    /// <summary>IN1-38: Policy Limit - Amount (CP).</summary>
    public Cp PolicyLimitAmount => Cp.Of(Segment.First(38));

    /// <summary>IN1-39: Policy Limit - Days (NM).</summary>
    public Nm PolicyLimitDays => Nm.Of(Segment.First(39));

    /// <summary>IN1-40: Room Rate - Semi-Private (CP).</summary>
    public Cp RoomRateSemiPrivate => Cp.Of(Segment.First(40));

    /// <summary>IN1-41: Room Rate - Private (CP).</summary>
    public Cp RoomRatePrivate => Cp.Of(Segment.First(41));

    /// <summary>IN1-42: Insured's Employment Status (CE, table 0066).</summary>
    public Ce InsuredsEmploymentStatus => Ce.Of(Segment.First(42));

    /// <summary>IN1-43: Insured's Administrative Sex (IS, table 0001).</summary>
    public St InsuredsAdministrativeSex => St.Of(Segment.First(43));

    /// <summary>IN1-44: Insured's Employer's Address (XAD).</summary>
    public Repeated<Xad> InsuredsEmployersAddress => new(Segment.Slice(44));

    /// <summary>IN1-45: Verification Status (ST).</summary>
    public St VerificationStatus => St.Of(Segment.First(45));

    /// <summary>IN1-46: Prior Insurance Plan ID (IS, table 0072).</summary>
    public St PriorInsurancePlanId => St.Of(Segment.First(46));

    /// <summary>IN1-47: Coverage Type (IS, table 0309).</summary>
    public St CoverageType => St.Of(Segment.First(47));

    /// <summary>IN1-48: Handicap (IS, table 0295).</summary>
    public St Handicap => St.Of(Segment.First(48));

    /// <summary>IN1-49: Insured's ID Number (CX).</summary>
    public Repeated<Cx> InsuredsIdNumber => new(Segment.Slice(49));

    /// <summary>IN1-50: Signature Code (IS, table 0535).</summary>
    public St SignatureCode => St.Of(Segment.First(50));

    /// <summary>IN1-51: Signature Code Date (DT).</summary>
    public Dtm SignatureCodeDate => Dtm.Of(Segment.First(51));

    /// <summary>IN1-52: Insured_s Birth Place (ST).</summary>
    public St InsuredSBirthPlace => St.Of(Segment.First(52));

    /// <summary>IN1-53: VIP Indicator (IS, table 0099).</summary>
    public St VipIndicator => St.Of(Segment.First(53));

    /// <summary>IN1-54: External Health Plan Identifiers (CX).</summary>
    public Repeated<Cx> ExternalHealthPlanIdentifiers => new(Segment.Slice(54));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
