// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Patient Identification: PID, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct PidSegment
{
    /// <summary>Sees a segment as PID; one that is not there has only empty fields.</summary>
    public PidSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>PID-1: Set ID - PID (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>PID-2: Patient ID (CX).</summary>
    public Cx PatientId => Cx.Of(Segment.First(2));

    /// <summary>PID-3: Patient Identifier List (CX).</summary>
    public Repeated<Cx> PatientIdentifierList => new(Segment.Slice(3));

    /// <summary>PID-4: Alternate Patient ID - PID (CX).</summary>
    public Repeated<Cx> AlternatePatientId => new(Segment.Slice(4));

    /// <summary>PID-5: Patient Name (XPN).</summary>
    public Repeated<Xpn> PatientName => new(Segment.Slice(5));

    /// <summary>PID-6: Mother's Maiden Name (XPN).</summary>
    public Repeated<Xpn> MothersMaidenName => new(Segment.Slice(6));

    /// <summary>PID-7: Date/Time of Birth (TS).</summary>
    public Dtm DateTimeOfBirth => Dtm.Of(Segment.First(7));

    /// <summary>PID-8: Administrative Sex (IS, table 0001).</summary>
    public St AdministrativeSex => St.Of(Segment.First(8));

    /// <summary>PID-9: Patient Alias (XPN).</summary>
    public Repeated<Xpn> PatientAlias => new(Segment.Slice(9));

    /// <summary>PID-10: Race (CE, table 0005).</summary>
    public Repeated<Ce> Race => new(Segment.Slice(10));

    /// <summary>PID-11: Patient Address (XAD).</summary>
    public Repeated<Xad> PatientAddress => new(Segment.Slice(11));

    /// <summary>PID-12: County Code (IS, table 0289).</summary>
    public St CountyCode => St.Of(Segment.First(12));

    /// <summary>PID-13: Phone Number - Home (XTN).</summary>
    public Repeated<Xtn> PhoneNumberHome => new(Segment.Slice(13));

    /// <summary>PID-14: Phone Number - Business (XTN).</summary>
    public Repeated<Xtn> PhoneNumberBusiness => new(Segment.Slice(14));

    /// <summary>PID-15: Primary Language (CE, table 0296).</summary>
    public Ce PrimaryLanguage => Ce.Of(Segment.First(15));

    /// <summary>PID-16: Marital Status (CE, table 0002).</summary>
    public Ce MaritalStatus => Ce.Of(Segment.First(16));

    /// <summary>PID-17: Religion (CE, table 0006).</summary>
    public Ce Religion => Ce.Of(Segment.First(17));

    /// <summary>PID-18: Patient Account Number (CX).</summary>
    public Cx PatientAccountNumber => Cx.Of(Segment.First(18));

    /// <summary>PID-19: SSN Number - Patient (ST).</summary>
    public St SsnNumberPatient => St.Of(Segment.First(19));

    /// <summary>PID-20: Driver's License Number - Patient (DLN).</summary>
    public Dln DriversLicenseNumberPatient => Dln.Of(Segment.First(20));

    /// <summary>PID-21: Mother's Identifier (CX).</summary>
    public Repeated<Cx> MothersIdentifier => new(Segment.Slice(21));

    /// <summary>PID-22: Ethnic Group (CE, table 0189).</summary>
    public Repeated<Ce> EthnicGroup => new(Segment.Slice(22));

    /// <summary>PID-23: Birth Place (ST).</summary>
    public St BirthPlace => St.Of(Segment.First(23));

    /// <summary>PID-24: Multiple Birth Indicator (ID, table 0136).</summary>
    public St MultipleBirthIndicator => St.Of(Segment.First(24));

    /// <summary>PID-25: Birth Order (NM).</summary>
    public Nm BirthOrder => Nm.Of(Segment.First(25));

    /// <summary>PID-26: Citizenship (CE, table 0171).</summary>
    public Repeated<Ce> Citizenship => new(Segment.Slice(26));

    /// <summary>PID-27: Veterans Military Status (CE, table 0172).</summary>
    public Ce VeteransMilitaryStatus => Ce.Of(Segment.First(27));

    /// <summary>PID-28: Nationality (CE, table 0212).</summary>
    public Ce Nationality => Ce.Of(Segment.First(28));

    /// <summary>PID-29: Patient Death Date and Time (TS).</summary>
    public Dtm PatientDeathDateAndTime => Dtm.Of(Segment.First(29));

    /// <summary>PID-30: Patient Death Indicator (ID, table 0136).</summary>
    public St PatientDeathIndicator => St.Of(Segment.First(30));

    /// <summary>PID-31: Identity Unknown Indicator (ID, table 0136).</summary>
    public St IdentityUnknownIndicator => St.Of(Segment.First(31));

    /// <summary>PID-32: Identity Reliability Code (IS, table 0445).</summary>
    public Repeated<St> IdentityReliabilityCode => new(Segment.Slice(32));

    /// <summary>PID-33: Last Update Date/Time (TS).</summary>
    public Dtm LastUpdateDateTime => Dtm.Of(Segment.First(33));

    /// <summary>PID-34: Last Update Facility (HD).</summary>
    public Hd LastUpdateFacility => Hd.Of(Segment.First(34));

    /// <summary>PID-35: Species Code (CE, table 0446).</summary>
    public Ce SpeciesCode => Ce.Of(Segment.First(35));

    /// <summary>PID-36: Breed Code (CE, table 0447).</summary>
    public Ce BreedCode => Ce.Of(Segment.First(36));

    /// <summary>PID-37: Strain (ST).</summary>
    public St Strain => St.Of(Segment.First(37));

    /// <summary>PID-38: Production Class Code (CE, table 0429).</summary>
    public Ce ProductionClassCode => Ce.Of(Segment.First(38));

    /// <summary>PID-39: Tribal Citizenship (CWE, table 0171).</summary>
    public Repeated<Cwe> TribalCitizenship => new(Segment.Slice(39));

    /// <summary>PID-40: Patient Telecommunication Information (XTN).</summary>
    public Repeated<Xtn> PatientTelecommunicationInformation => new(Segment.Slice(40));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
