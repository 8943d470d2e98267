// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Observation/Result: OBX, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct ObxSegment
{
    /// <summary>Sees a segment as OBX; one that is not there has only empty fields.</summary>
    public ObxSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>OBX-1: Set ID - OBX (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>OBX-2: Value Type (ID, table 0125).</summary>
    public Repeated<St> ValueType => new(Segment.Slice(2));

    /// <summary>OBX-3: Observation Identifier (CE).</summary>
    public Ce ObservationIdentifier => Ce.Of(Segment.First(3));

    /// <summary>OBX-4: Observation Sub-ID (ST).</summary>
    public St ObservationSubId => St.Of(Segment.First(4));

    /// <summary>OBX-5: Observation Value (VARIES).</summary>
    public Field ObservationValue => Segment.Field(5);

    /// <summary>OBX-6: Units (CE).</summary>
    public Ce Units => Ce.Of(Segment.First(6));

    /// <summary>OBX-7: References Range (ST).</summary>
    public St ReferencesRange => St.Of(Segment.First(7));

    /// <summary>OBX-8: Abnormal Flags (IS, table 0078).</summary>
    public Repeated<St> AbnormalFlags => new(Segment.Slice(8));

    /// <summary>OBX-9: Probability (NM).</summary>
    public Nm Probability => Nm.Of(Segment.First(9));

    /// <summary>OBX-10: Nature of Abnormal Test (ID, table 0080).</summary>
    public Repeated<St> NatureOfAbnormalTest => new(Segment.Slice(10));

    /// <summary>OBX-11: Observation Result Status (ID, table 0085).</summary>
    public St ObservationResultStatus => St.Of(Segment.First(11));

    /// <summary>OBX-12: Effective Date of Reference Range (TS).</summary>
    public Dtm EffectiveDateOfReferenceRange => Dtm.Of(Segment.First(12));

    /// <summary>OBX-13: User Defined Access Checks (ST).</summary>
    public St UserDefinedAccessChecks => St.Of(Segment.First(13));

    /// <summary>OBX-14: Date/Time of the Observation (TS).</summary>
    public Dtm DateTimeOfTheObservation => Dtm.Of(Segment.First(14));

    /// <summary>OBX-15: Producer's ID (CE).</summary>
    public Ce ProducersId => Ce.Of(Segment.First(15));

    /// <summary>OBX-16: Responsible Observer (XCN).</summary>
    public Repeated<Xcn> ResponsibleObserver => new(Segment.Slice(16));

    /// <summary>OBX-17: Observation Method (CE).</summary>
    public Repeated<Ce> ObservationMethod => new(Segment.Slice(17));

    /// <summary>OBX-18: Equipment Instance Identifier (EI).</summary>
    public Repeated<Ei> EquipmentInstanceIdentifier => new(Segment.Slice(18));

    /// <summary>OBX-19: Date/Time of the Analysis (TS).</summary>
    public Dtm DateTimeOfTheAnalysis => Dtm.Of(Segment.First(19));

    /// <summary>OBX-20: Reserved for v2.6 (ST).</summary>
    public St ReservedForV26 => St.Of(Segment.First(20));

    /// <summary>OBX-21: Reserved for v2.6 (ST).</summary>
    public St ReservedForV262 => St.Of(Segment.First(21));

    /// <summary>OBX-22: Reserved for v2.6 (ST).</summary>
    public St ReservedForV263 => St.Of(Segment.First(22));

    /// <summary>OBX-23: Performing Organization Name (XON).</summary>
    public Xon PerformingOrganizationName => Xon.Of(Segment.First(23));

    /// <summary>OBX-24: Performing Organization Address (XAD).</summary>
    public Xad PerformingOrganizationAddress => Xad.Of(Segment.First(24));

    /// <summary>OBX-25: Performing Organization Medical Director (XCN).</summary>
    public Xcn PerformingOrganizationMedicalDirector => Xcn.Of(Segment.First(25));

    /// <summary>OBX-26: Patient Results Release Category (ID, table 0909).</summary>
    public St PatientResultsReleaseCategory => St.Of(Segment.First(26));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
