// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Next of Kin / Associated Parties: NK1, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Nk1Segment
{
    /// <summary>Sees a segment as NK1; one that is not there has only empty fields.</summary>
    public Nk1Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>NK1-1: Set ID - NK1 (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>NK1-2: NK Name (XPN).</summary>
    public Repeated<Xpn> NkName => new(Segment.Slice(2));

    /// <summary>NK1-3: Relationship (CE, table 0063).</summary>
    public Ce Relationship => Ce.Of(Segment.First(3));

    /// <summary>NK1-4: Address (XAD).</summary>
    public Repeated<Xad> Address => new(Segment.Slice(4));

    /// <summary>NK1-5: Phone Number (XTN).</summary>
    public Repeated<Xtn> PhoneNumber => new(Segment.Slice(5));

    /// <summary>NK1-6: Business Phone Number (XTN).</summary>
    public Repeated<Xtn> BusinessPhoneNumber => new(Segment.Slice(6));

    /// <summary>NK1-7: Contact Role (CE, table 0131).</summary>
    public Ce ContactRole => Ce.Of(Segment.First(7));

    /// <summary>NK1-8: Start Date (DT).</summary>
    public Dtm StartDate => Dtm.Of(Segment.First(8));

    /// <summary>NK1-9: End Date (DT).</summary>
    public Dtm EndDate => Dtm.Of(Segment.First(9));

    /// <summary>NK1-10: Next of Kin / Associated Parties Job Title (ST).</summary>
    public St NextOfKinAssociatedPartiesJobTitle => St.Of(Segment.First(10));

    /// <summary>NK1-11: Next of Kin / Associated Parties Job Code/Class (JCC).</summary>
    public Jcc NextOfKinAssociatedPartiesJobCodeClass => Jcc.Of(Segment.First(11));

    /// <summary>NK1-12: Next of Kin / Associated Parties Employee Number (CX).</summary>
    public Cx NextOfKinAssociatedPartiesEmployeeNumber => Cx.Of(Segment.First(12));

    /// <summary>NK1-13: Organization Name - NK1 (XON).</summary>
    public Repeated<Xon> OrganizationName => new(Segment.Slice(13));

    /// <summary>NK1-14: Marital Status (CE, table 0002).</summary>
    public Ce MaritalStatus => Ce.Of(Segment.First(14));

    /// <summary>NK1-15: Administrative Sex (IS, table 0001).</summary>
    public St AdministrativeSex => St.Of(Segment.First(15));

    /// <summary>NK1-16: Date/Time of Birth (TS).</summary>
    public Dtm DateTimeOfBirth => Dtm.Of(Segment.First(16));

    /// <summary>NK1-17: Living Dependency (IS, table 0223).</summary>
    public Repeated<St> LivingDependency => new(Segment.Slice(17));

    /// <summary>NK1-18: Ambulatory Status (IS, table 0009).</summary>
    public Repeated<St> AmbulatoryStatus => new(Segment.Slice(18));

    /// <summary>NK1-19: Citizenship (CE, table 0171).</summary>
    public Repeated<Ce> Citizenship => new(Segment.Slice(19));

    /// <summary>NK1-20: Primary Language (CE, table 0296).</summary>
    public Ce PrimaryLanguage => Ce.Of(Segment.First(20));

    /// <summary>NK1-21: Living Arrangement (IS, table 0220).</summary>
    public St LivingArrangement => St.Of(Segment.First(21));

    /// <summary>NK1-22: Publicity Code (CE, table 0215).</summary>
    public Ce PublicityCode => Ce.Of(Segment.First(22));

    /// <summary>NK1-23: Protection Indicator (ID, table 0136).</summary>
    public St ProtectionIndicator => St.Of(Segment.First(23));

    /// <summary>NK1-24: Student Indicator (IS, table 0231).</summary>
    public St StudentIndicator => St.Of(Segment.First(24));

    /// <summary>NK1-25: Religion (CE, table 0006).</summary>
    public Ce Religion => Ce.Of(Segment.First(25));

    /// <summary>NK1-26: Mother's Maiden Name (XPN).</summary>
    public Repeated<Xpn> MothersMaidenName => new(Segment.Slice(26));

    /// <summary>NK1-27: Nationality (CE, table 0212).</summary>
    public Ce Nationality => Ce.Of(Segment.First(27));

    /// <summary>NK1-28: Ethnic Group (CE, table 0189).</summary>
    public Repeated<Ce> EthnicGroup => new(Segment.Slice(28));

    /// <summary>NK1-29: Contact Reason (CE, table 0222).</summary>
    public Repeated<Ce> ContactReason => new(Segment.Slice(29));

    /// <summary>NK1-30: Contact Person's Name (XPN).</summary>
    public Repeated<Xpn> ContactPersonsName => new(Segment.Slice(30));

    /// <summary>NK1-31: Contact Person's Telephone Number (XTN).</summary>
    public Repeated<Xtn> ContactPersonsTelephoneNumber => new(Segment.Slice(31));

    /// <summary>NK1-32: Contact Person's Address (XAD).</summary>
    public Repeated<Xad> ContactPersonsAddress => new(Segment.Slice(32));

    /// <summary>NK1-33: Next of Kin/Associated Party's Identifiers (CX).</summary>
    public Repeated<Cx> NextOfKinAssociatedPartysIdentifiers => new(Segment.Slice(33));

    /// <summary>NK1-34: Job Status (IS, table 0311).</summary>
    public St JobStatus => St.Of(Segment.First(34));

    /// <summary>NK1-35: Race (CE, table 0005).</summary>
    public Repeated<Ce> Race => new(Segment.Slice(35));

    /// <summary>NK1-36: Handicap (IS, table 0295).</summary>
    public St Handicap => St.Of(Segment.First(36));

    /// <summary>NK1-37: Contact Person Social Security Number (ST).</summary>
    public St ContactPersonSocialSecurityNumber => St.Of(Segment.First(37));

    /// <summary>NK1-38: Next of Kin Birth Place (ST).</summary>
    public St NextOfKinBirthPlace => St.Of(Segment.First(38));

    /// <summary>NK1-39: VIP Indicator (IS, table 0099).</summary>
    public St VipIndicator => St.Of(Segment.First(39));

    /// <summary>NK1-40: Next of Kin Telecommunication Information (XTN).</summary>
    public Xtn NextOfKinTelecommunicationInformation => Xtn.Of(Segment.First(40));

    /// <summary>NK1-41: Contact Person's Telecommunication Information (XTN).</summary>
    public Xtn ContactPersonsTelecommunicationInformation => Xtn.Of(Segment.First(41));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
