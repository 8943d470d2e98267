// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Insurance Additional Information: IN2, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct In2Segment
{
    /// <summary>Sees a segment as IN2; one that is not there has only empty fields.</summary>
    public In2Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>IN2-1: Insured's Employee ID (CX).</summary>
    public Repeated<Cx> InsuredsEmployeeId => new(Segment.Slice(1));

    /// <summary>IN2-2: Insured's Social Security Number (ST).</summary>
    public St InsuredsSocialSecurityNumber => St.Of(Segment.First(2));

    /// <summary>IN2-3: Insured's Employer's Name and ID (XCN).</summary>
    public Repeated<Xcn> InsuredsEmployersNameAndId => new(Segment.Slice(3));

    /// <summary>IN2-4: Employer Information Data (IS, table 0139).</summary>
    public St EmployerInformationData => St.Of(Segment.First(4));

    /// <summary>IN2-5: Mail Claim Party (IS, table 0137).</summary>
    public Repeated<St> MailClaimParty => new(Segment.Slice(5));

    /// <summary>IN2-6: Medicare Health Ins Card Number (ST).</summary>
    public St MedicareHealthInsCardNumber => St.Of(Segment.First(6));

    /// <summary>IN2-7: Medicaid Case Name (XPN).</summary>
    public Repeated<Xpn> MedicaidCaseName => new(Segment.Slice(7));

    /// <summary>IN2-8: Medicaid Case Number (ST).</summary>
    public St MedicaidCaseNumber => St.Of(Segment.First(8));

    /// <summary>IN2-9: Military Sponsor Name (XPN).</summary>
    public Repeated<Xpn> MilitarySponsorName => new(Segment.Slice(9));

    /// <summary>IN2-10: Military ID Number (ST).</summary>
    public St MilitaryIdNumber => St.Of(Segment.First(10));

    /// <summary>IN2-11: Dependent Of Military Recipient (CE, table 0342).</summary>
    public Ce DependentOfMilitaryRecipient => Ce.Of(Segment.First(11));

    /// <summary>IN2-12: Military Organization (ST).</summary>
    public St MilitaryOrganization => St.Of(Segment.First(12));

    /// <summary>IN2-13: Military Station (ST).</summary>
    public St MilitaryStation => St.Of(Segment.First(13));

    /// <summary>IN2-14: Military Service (IS, table 0140).</summary>
    public St MilitaryService => St.Of(Segment.First(14));

    /// <summary>IN2-15: Military Rank/Grade (IS, table 0141).</summary>
    public St MilitaryRankGrade => St.Of(Segment.First(15));

    /// <summary>IN2-16: Military Status (IS, table 0142).</summary>
    public St MilitaryStatus => St.Of(Segment.First(16));

    /// <summary>IN2-17: Military Retire Date (DT).</summary>
    public Dtm MilitaryRetireDate => Dtm.Of(Segment.First(17));

    /// <summary>IN2-18: Military Non-Avail Cert On File (ID, table 0136).</summary>
    public St MilitaryNonAvailCertOnFile => St.Of(Segment.First(18));

    /// <summary>IN2-19: Baby Coverage (ID, table 0136).</summary>
    public St BabyCoverage => St.Of(Segment.First(19));

    /// <summary>IN2-20: Combine Baby Bill (ID, table 0136).</summary>
    public St CombineBabyBill => St.Of(Segment.First(20));

    /// <summary>IN2-21: Blood Deductible (ST).</summary>
    public St BloodDeductible => St.Of(Segment.First(21));

    /// <summary>IN2-22: Special Coverage Approval Name (XPN).</summary>
    public Repeated<Xpn> SpecialCoverageApprovalName => new(Segment.Slice(22));

    /// <summary>IN2-23: Special Coverage Approval Title (ST).</summary>
    public St SpecialCoverageApprovalTitle => St.Of(Segment.First(23));

    /// <summary>IN2-24: Non-Covered Insurance Code (IS, table 0143).</summary>
    public Repeated<St> NonCoveredInsuranceCode => new(Segment.Slice(24));

    /// <summary>IN2-25: Payor ID (CX).</summary>
    public Repeated<Cx> PayorId => new(Segment.Slice(25));

    /// <summary>IN2-26: Payor Subscriber ID (CX).</summary>
    public Repeated<Cx> PayorSubscriberId => new(Segment.Slice(26));

    /// <summary>IN2-27: Eligibility Source (IS, table 0144).</summary>
    public St EligibilitySource => St.Of(Segment.First(27));

    /// <summary>IN2-28: Room Coverage Type/Amount (RMC).</summary>
    public Repeated<Rmc> RoomCoverageTypeAmount => new(Segment.Slice(28));

    /// <summary>IN2-29: Policy Type/Amount (PTA).</summary>
    public Repeated<Pta> PolicyTypeAmount => new(Segment.Slice(29));

    /// <summary>IN2-30: Daily Deductible (DDI).</summary>
    public Ddi DailyDeductible => Ddi.Of(Segment.First(30));

    /// <summary>IN2-31: Living Dependency (IS, table 0223).</summary>
    public St LivingDependency => St.Of(Segment.First(31));

    /// <summary>IN2-32: Ambulatory Status (IS, table 0009).</summary>
    public Repeated<St> AmbulatoryStatus => new(Segment.Slice(32));

    /// <summary>IN2-33: Citizenship (CE, table 0171).</summary>
    public Repeated<Ce> Citizenship => new(Segment.Slice(33));

    /// <summary>IN2-34: Primary Language (CE, table 0296).</summary>
    public Ce PrimaryLanguage => Ce.Of(Segment.First(34));

    /// <summary>IN2-35: Living Arrangement (IS, table 0220).</summary>
    public St LivingArrangement => St.Of(Segment.First(35));

    /// <summary>IN2-36: Publicity Code (CE, table 0215).</summary>
    public Ce PublicityCode => Ce.Of(Segment.First(36));

    /// <summary>IN2-37: Protection Indicator (ID, table 0136).</summary>
    public St ProtectionIndicator => St.Of(Segment.First(37));

    /// <summary>IN2-38: Student Indicator (IS, table 0231).</summary>
    public St StudentIndicator => St.Of(Segment.First(38));

    /// <summary>IN2-39: Religion (CE, table 0006).</summary>
    public Ce Religion => Ce.Of(Segment.First(39));

    /// <summary>IN2-40: Mother's Maiden Name (XPN).</summary>
    public Repeated<Xpn> MothersMaidenName => new(Segment.Slice(40));

    /// <summary>IN2-41: Nationality (CE, table 0212).</summary>
    public Ce Nationality => Ce.Of(Segment.First(41));

    /// <summary>IN2-42: Ethnic Group (CE, table 0189).</summary>
    public Repeated<Ce> EthnicGroup => new(Segment.Slice(42));

    /// <summary>IN2-43: Marital Status (CE, table 0002).</summary>
    public Repeated<Ce> MaritalStatus => new(Segment.Slice(43));

    /// <summary>IN2-44: Insured's Employment Start Date (DT).</summary>
    public Dtm InsuredsEmploymentStartDate => Dtm.Of(Segment.First(44));

    /// <summary>IN2-45: Employment Stop Date (DT).</summary>
    public Dtm EmploymentStopDate => Dtm.Of(Segment.First(45));

    /// <summary>IN2-46: Job Title (ST).</summary>
    public St JobTitle => St.Of(Segment.First(46));

    /// <summary>IN2-47: Job Code/Class (JCC).</summary>
    public Jcc JobCodeClass => Jcc.Of(Segment.First(47));

    /// <summary>IN2-48: Job Status (IS, table 0311).</summary>
    public St JobStatus => St.Of(Segment.First(48));

    /// <summary>IN2-49: Employer Contact Person Name (XPN).</summary>
    public Repeated<Xpn> EmployerContactPersonName => new(Segment.Slice(49));

    /// <summary>IN2-50: Employer Contact Person Phone Number (XTN).</summary>
    public Repeated<Xtn> EmployerContactPersonPhoneNumber => new(Segment.Slice(50));

    /// <summary>IN2-51: Employer Contact Reason (IS, table 0222).</summary>
    public St EmployerContactReason => St.Of(Segment.First(51));

    /// <summary>IN2-52: Insured's Contact Person's Name (XPN).</summary>
    public Repeated<Xpn> InsuredsContactPersonsName => new(Segment.Slice(52));

    /// <summary>IN2-53: Insured's Contact Person Phone Number (XTN).</summary>
    public Repeated<Xtn> InsuredsContactPersonPhoneNumber => new(Segment.Slice(53));

    /// <summary>IN2-54: Insured's Contact Person Reason (IS, table 0222).</summary>
    public Repeated<St> InsuredsContactPersonReason => new(Segment.Slice(54));

    /// <summary>IN2-55: Relationship to the Patient Start Date (DT).</summary>
    public Dtm RelationshipToThePatientStartDate => Dtm.Of(Segment.First(55));

    /// <summary>IN2-56: Relationship to the Patient Stop Date (DT).</summary>
    public Repeated<Dtm> RelationshipToThePatientStopDate => new(Segment.Slice(56));

    /// <summary>IN2-57: Insurance Co. Contact Reason (IS, table 0232).</summary>
    public St InsuranceCoContactReason => St.Of(Segment.First(57));

    /// <summary>IN2-58: Insurance Co Contact Phone Number (XTN).</summary>
    public Xtn InsuranceCoContactPhoneNumber => Xtn.Of(Segment.First(58));

    /// <summary>IN2-59: Policy Scope (IS, table 0312).</summary>
    public St PolicyScope => St.Of(Segment.First(59));

    /// <summary>IN2-60: Policy Source (IS, table 0313).</summary>
    public St PolicySource => St.Of(Segment.First(60));

    /// <summary>IN2-61: Patient Member Number (CX).</summary>
    public Cx PatientMemberNumber => Cx.Of(Segment.First(61));

    /// <summary>IN2-62: Guarantor's Relationship To Insured (CE, table 0063).</summary>
    public Ce GuarantorsRelationshipToInsured => Ce.Of(Segment.First(62));

    /// <summary>IN2-63: Insured's Phone Number - Home (XTN).</summary>
    public Repeated<Xtn> InsuredsPhoneNumberHome => new(Segment.Slice(63));

    /// <summary>IN2-64: Insured's Employer Phone Number (XTN).</summary>
    public Repeated<Xtn> InsuredsEmployerPhoneNumber => new(Segment.Slice(64));

    /// <summary>IN2-65: Military Handicapped Program (CE, table 0343).</summary>
    public Ce MilitaryHandicappedProgram => Ce.Of(Segment.First(65));

    /// <summary>IN2-66: Suspend Flag (ID, table 0136).</summary>
    public St SuspendFlag => St.Of(Segment.First(66));

    /// <summary>IN2-67: Copay Limit Flag (ID, table 0136).</summary>
    public St CopayLimitFlag => St.Of(Segment.First(67));

    /// <summary>IN2-68: Stoploss Limit Flag (ID, table 0136).</summary>
    public St StoplossLimitFlag => St.Of(Segment.First(68));

    /// <summary>IN2-69: Insured Organization Name and ID (XON).</summary>
    public Repeated<Xon> InsuredOrganizationNameAndId => new(Segment.Slice(69));

    /// <summary>IN2-70: Insured Employer Organization Name and ID (XON).</summary>
    public Repeated<Xon> InsuredEmployerOrganizationNameAndId => new(Segment.Slice(70));

    /// <summary>IN2-71: Race (CE, table 0005).</summary>
    public Repeated<Ce> Race => new(Segment.Slice(71));

    /// <summary>IN2-72: CMS Patient_s Relationship to Insured (CE, table 0344).</summary>
    public Ce CmsPatientSRelationshipToInsured => Ce.Of(Segment.First(72));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
