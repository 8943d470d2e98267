// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Guarantor: GT1, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Gt1Segment
{
    /// <summary>Sees a segment as GT1; one that is not there has only empty fields.</summary>
    public Gt1Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>GT1-1: Set ID - GT1 (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>GT1-2: Guarantor Number (CX).</summary>
    public Repeated<Cx> GuarantorNumber => new(Segment.Slice(2));

    /// <summary>GT1-3: Guarantor Name (XPN).</summary>
    public Repeated<Xpn> GuarantorName => new(Segment.Slice(3));

    /// <summary>GT1-4: Guarantor Spouse Name (XPN).</summary>
    public Repeated<Xpn> GuarantorSpouseName => new(Segment.Slice(4));

    /// <summary>GT1-5: Guarantor Address (XAD).</summary>
    public Repeated<Xad> GuarantorAddress => new(Segment.Slice(5));

    /// <summary>GT1-6: Guarantor Ph Num - Home (XTN).</summary>
    public Repeated<Xtn> GuarantorPhNumHome => new(Segment.Slice(6));

    /// <summary>GT1-7: Guarantor Ph Num - Business (XTN).</summary>
    public Repeated<Xtn> GuarantorPhNumBusiness => new(Segment.Slice(7));

    /// <summary>GT1-8: Guarantor Date/Time Of Birth (TS).</summary>
    public Dtm GuarantorDateTimeOfBirth => Dtm.Of(Segment.First(8));

    /// <summary>GT1-9: Guarantor Administrative Sex (IS, table 0001).</summary>
    public St GuarantorAdministrativeSex => St.Of(Segment.First(9));

    /// <summary>GT1-10: Guarantor Type (IS, table 0068).</summary>
    public St GuarantorType => St.Of(Segment.First(10));

    /// <summary>GT1-11: Guarantor Relationship (CE, table 0063).</summary>
    public Ce GuarantorRelationship => Ce.Of(Segment.First(11));

    /// <summary>GT1-12: Guarantor SSN (ST).</summary>
    public St GuarantorSsn => St.Of(Segment.First(12));

    /// <summary>GT1-13: Guarantor Date - Begin (DT).</summary>
    public Dtm GuarantorDateBegin => Dtm.Of(Segment.First(13));

    /// <summary>GT1-14: Guarantor Date - End (DT).</summary>
    public Dtm GuarantorDateEnd => Dtm.Of(Segment.First(14));

    /// <summary>GT1-15: Guarantor Priority (NM).</summary>
    public Nm GuarantorPriority => Nm.Of(Segment.First(15));

    /// <summary>GT1-16: Guarantor Employer Name (XPN).</summary>
    public Repeated<Xpn> GuarantorEmployerName => new(Segment.Slice(16));

    /// <summary>GT1-17: Guarantor Employer Address (XAD).</summary>
    public Repeated<Xad> GuarantorEmployerAddress => new(Segment.Slice(17));

    /// <summary>GT1-18: Guarantor Employer Phone Number (XTN).</summary>
    public Repeated<Xtn> GuarantorEmployerPhoneNumber => new(Segment.Slice(18));

    /// <summary>GT1-19: Guarantor Employee ID Number (CX).</summary>
    public Repeated<Cx> GuarantorEmployeeIdNumber => new(Segment.Slice(19));

    /// <summary>GT1-20: Guarantor Employment Status (IS, table 0066).</summary>
    public St GuarantorEmploymentStatus => St.Of(Segment.First(20));

    /// <summary>GT1-21: Guarantor Organization Name (XON).</summary>
    public Repeated<Xon> GuarantorOrganizationName => new(Segment.Slice(21));

    /// <summary>GT1-22: Guarantor Billing Hold Flag (ID, table 0136).</summary>
    public St GuarantorBillingHoldFlag => St.Of(Segment.First(22));

    /// <summary>GT1-23: Guarantor Credit Rating Code (CE, table 0341).</summary>
    public Ce GuarantorCreditRatingCode => Ce.Of(Segment.First(23));

    /// <summary>GT1-24: Guarantor Death Date And Time (TS).</summary>
    public Dtm GuarantorDeathDateAndTime => Dtm.Of(Segment.First(24));

    /// <summary>GT1-25: Guarantor Death Flag (ID, table 0136).</summary>
    public St GuarantorDeathFlag => St.Of(Segment.First(25));

    /// <summary>GT1-26: Guarantor Charge Adjustment Code (CE, table 0218).</summary>
    public Ce GuarantorChargeAdjustmentCode => Ce.Of(Segment.First(26));

    /// <summary>GT1-27: Guarantor Household Annual Income (CP).</summary>
    public Cp GuarantorHouseholdAnnualIncome => Cp.Of(Segment.First(27));

    /// <summary>GT1-28: Guarantor Household Size (NM).</summary>
    public Nm GuarantorHouseholdSize => Nm.Of(Segment.First(28));

    /// <summary>GT1-29: Guarantor Employer ID Number (CX).</summary>
    public Repeated<Cx> GuarantorEmployerIdNumber => new(Segment.Slice(29));

    /// <summary>GT1-30: Guarantor Marital Status Code (CE, table 0002).</summary>
    public Ce GuarantorMaritalStatusCode => Ce.Of(Segment.First(30));

    /// <summary>GT1-31: Guarantor Hire Effective Date (DT).</summary>
    public Dtm GuarantorHireEffectiveDate => Dtm.Of(Segment.First(31));

    /// <summary>GT1-32: Employment Stop Date (DT).</summary>
    public Dtm EmploymentStopDate => Dtm.Of(Segment.First(32));

    /// <summary>GT1-33: Living Dependency (IS, table 0223).</summary>
    public St LivingDependency => St.Of(Segment.First(33));

    /// <summary>GT1-34: Ambulatory Status (IS, table 0009).</summary>
    public Repeated<St> AmbulatoryStatus => new(Segment.Slice(34));

    /// <summary>GT1-35: Citizenship (CE, table 0171).</summary>
    public Repeated<Ce> Citizenship => new(Segment.Slice(35));

    /// <summary>GT1-36: Primary Language (CE, table 0296).</summary>
    public Ce PrimaryLanguage => Ce.Of(Segment.First(36));

    /// <summary>GT1-37: Living Arrangement (IS, table 0220).</summary>
    public St LivingArrangement => St.Of(Segment.First(37));

    /// <summary>GT1-38: Publicity Code (CE, table 0215).</summary>
    public Ce PublicityCode => Ce.Of(Segment.First(38));

    /// <summary>GT1-39: Protection Indicator (ID, table 0136).</summary>
    public St ProtectionIndicator => St.Of(Segment.First(39));

    /// <summary>GT1-40: Student Indicator (IS, table 0231).</summary>
    public St StudentIndicator => St.Of(Segment.First(40));

    /// <summary>GT1-41: Religion (CE, table 0006).</summary>
    public Ce Religion => Ce.Of(Segment.First(41));

    /// <summary>GT1-42: Mother's Maiden Name (XPN).</summary>
    public Repeated<Xpn> MothersMaidenName => new(Segment.Slice(42));

    /// <summary>GT1-43: Nationality (CE, table 0212).</summary>
    public Ce Nationality => Ce.Of(Segment.First(43));

    /// <summary>GT1-44: Ethnic Group (CE, table 0189).</summary>
    public Repeated<Ce> EthnicGroup => new(Segment.Slice(44));

    /// <summary>GT1-45: Contact Person's Name (XPN).</summary>
    public Repeated<Xpn> ContactPersonsName => new(Segment.Slice(45));

    /// <summary>GT1-46: Contact Person's Telephone Number (XTN).</summary>
    public Repeated<Xtn> ContactPersonsTelephoneNumber => new(Segment.Slice(46));

    /// <summary>GT1-47: Contact Reason (CE, table 0222).</summary>
    public Ce ContactReason => Ce.Of(Segment.First(47));

    /// <summary>GT1-48: Contact Relationship (IS, table 0063).</summary>
    public St ContactRelationship => St.Of(Segment.First(48));

    /// <summary>GT1-49: Job Title (ST).</summary>
    public St JobTitle => St.Of(Segment.First(49));

    /// <summary>GT1-50: Job Code/Class (JCC).</summary>
    public Jcc JobCodeClass => Jcc.Of(Segment.First(50));

    /// <summary>GT1-51: Guarantor Employer's Organization Name (XON).</summary>
    public Repeated<Xon> GuarantorEmployersOrganizationName => new(Segment.Slice(51));

    /// <summary>GT1-52: Handicap (IS, table 0295).</summary>
    public St Handicap => St.Of(Segment.First(52));

    /// <summary>GT1-53: Job Status (IS, table 0311).</summary>
    public St JobStatus => St.Of(Segment.First(53));

    /// <summary>GT1-54: Guarantor Financial Class (FC).</summary>
    public Fc GuarantorFinancialClass => Fc.Of(Segment.First(54));

    /// <summary>GT1-55: Guarantor Race (CE, table 0005).</summary>
    public Repeated<Ce> GuarantorRace => new(Segment.Slice(55));

    /// <summary>GT1-56: Guarantor Birth Place (ST).</summary>
    public St GuarantorBirthPlace => St.Of(Segment.First(56));

    /// <summary>GT1-57: VIP Indicator (IS, table 0099).</summary>
    public St VipIndicator => St.Of(Segment.First(57));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
