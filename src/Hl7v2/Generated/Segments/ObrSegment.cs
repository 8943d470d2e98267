// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Observation Request: OBR, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct ObrSegment
{
    /// <summary>Sees a segment as OBR; one that is not there has only empty fields.</summary>
    public ObrSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>OBR-1: Set ID - OBR (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>OBR-2: Placer Order Number (EI).</summary>
    public Ei PlacerOrderNumber => Ei.Of(Segment.First(2));

    /// <summary>OBR-3: Filler Order Number (EI).</summary>
    public Ei FillerOrderNumber => Ei.Of(Segment.First(3));

    /// <summary>OBR-4: Universal Service Identifier (CE).</summary>
    public Ce UniversalServiceIdentifier => Ce.Of(Segment.First(4));

    /// <summary>OBR-5: Priority _ OBR (ID).</summary>
    public St PriorityObr => St.Of(Segment.First(5));

    /// <summary>OBR-6: Requested Date/Time (TS).</summary>
    public Dtm RequestedDateTime => Dtm.Of(Segment.First(6));

    /// <summary>OBR-7: Observation Date/Time (TS).</summary>
    public Dtm ObservationDateTime => Dtm.Of(Segment.First(7));

    /// <summary>OBR-8: Observation End Date/Time (TS).</summary>
    public Dtm ObservationEndDateTime => Dtm.Of(Segment.First(8));

    /// <summary>OBR-9: Collection Volume (CQ).</summary>
    public Cq CollectionVolume => Cq.Of(Segment.First(9));

    /// <summary>OBR-10: Collector Identifier (XCN).</summary>
    public Repeated<Xcn> CollectorIdentifier => new(Segment.Slice(10));

    /// <summary>OBR-11: Specimen Action Code (ID, table 0065).</summary>
    public St SpecimenActionCode => St.Of(Segment.First(11));

    /// <summary>OBR-12: Danger Code (CE).</summary>
    public Ce DangerCode => Ce.Of(Segment.First(12));

    /// <summary>OBR-13: Relevant Clinical Information (ST).</summary>
    public St RelevantClinicalInformation => St.Of(Segment.First(13));

    /// <summary>OBR-14: Specimen Received Date/Time (TS).</summary>
    public Dtm SpecimenReceivedDateTime => Dtm.Of(Segment.First(14));

    /// <summary>OBR-15: Specimen Source (SPS).</summary>
    public Sps SpecimenSource => Sps.Of(Segment.First(15));

    /// <summary>OBR-16: Ordering Provider (XCN).</summary>
    public Repeated<Xcn> OrderingProvider => new(Segment.Slice(16));

    /// <summary>OBR-17: Order Callback Phone Number (XTN).</summary>
    public Repeated<Xtn> OrderCallbackPhoneNumber => new(Segment.Slice(17));

    /// <summary>OBR-18: Placer Field 1 (ST).</summary>
    public St PlacerField1 => St.Of(Segment.First(18));

    /// <summary>OBR-19: Placer Field 2 (ST).</summary>
    public St PlacerField2 => St.Of(Segment.First(19));

    /// <summary>OBR-20: Filler Field 1 (ST).</summary>
    public St FillerField1 => St.Of(Segment.First(20));

    /// <summary>OBR-21: Filler Field 2 (ST).</summary>
    public St FillerField2 => St.Of(Segment.First(21));

    /// <summary>OBR-22: Results Rpt/Status Chng - Date/Time (TS).</summary>
    public Dtm ResultsRptStatusChngDateTime => Dtm.Of(Segment.First(22));

    /// <summary>OBR-23: Charge to Practice (MOC).</summary>
    public Moc ChargeToPractice => Moc.Of(Segment.First(23));

    /// <summary>OBR-24: Diagnostic Serv Sect ID (ID, table 0074).</summary>
    public St DiagnosticServSectId => St.Of(Segment.First(24));

    /// <summary>OBR-25: Result Status (ID, table 0123).</summary>
    public St ResultStatus => St.Of(Segment.First(25));

    /// <summary>OBR-26: Parent Result (PRL).</summary>
    public Prl ParentResult => Prl.Of(Segment.First(26));

    /// <summary>OBR-27: Quantity/Timing (TQ).</summary>
    public Repeated<Tq> QuantityTiming => new(Segment.Slice(27));

    /// <summary>OBR-28: Result Copies To (XCN).</summary>
    public Repeated<Xcn> ResultCopiesTo => new(Segment.Slice(28));

    /// <summary>OBR-29: Parent Number (EIP).</summary>
    public Eip ParentNumber => Eip.Of(Segment.First(29));

    /// <summary>OBR-30: Transportation Mode (ID, table 0124).</summary>
    public St TransportationMode => St.Of(Segment.First(30));

    /// <summary>OBR-31: Reason for Study (CE).</summary>
    public Repeated<Ce> ReasonForStudy => new(Segment.Slice(31));

    /// <summary>OBR-32: Principal Result Interpreter (NDL).</summary>
    public Ndl PrincipalResultInterpreter => Ndl.Of(Segment.First(32));

    /// <summary>OBR-33: Assistant Result Interpreter (NDL).</summary>
    public Repeated<Ndl> AssistantResultInterpreter => new(Segment.Slice(33));

    /// <summary>OBR-34: Technician (NDL).</summary>
    public Repeated<Ndl> Technician => new(Segment.Slice(34));

    /// <summary>OBR-35: Transcriptionist (NDL).</summary>
    public Repeated<Ndl> Transcriptionist => new(Segment.Slice(35));

    /// <summary>OBR-36: Scheduled Date/Time (TS).</summary>
    public Dtm ScheduledDateTime => Dtm.Of(Segment.First(36));

    /// <summary>OBR-37: Number of Sample Containers * (NM).</summary>
    public Nm NumberOfSampleContainers => Nm.Of(Segment.First(37));

    /// <summary>OBR-38: Transport Logistics of Collected Sample (CE).</summary>
    public Repeated<Ce> TransportLogisticsOfCollectedSample => new(Segment.Slice(38));

    /// <summary>OBR-39: Collector's Comment * (CE).</summary>
    public Repeated<Ce> CollectorsComment => new(Segment.Slice(39));

    /// <summary>OBR-40: Transport Arrangement Responsibility (CE).</summary>
    public Ce TransportArrangementResponsibility => Ce.Of(Segment.First(40));

    /// <summary>OBR-41: Transport Arranged (ID, table 0224).</summary>
    public St TransportArranged => St.Of(Segment.First(41));

    /// <summary>OBR-42: Escort Required (ID, table 0225).</summary>
    public St EscortRequired => St.Of(Segment.First(42));

    /// <summary>OBR-43: Planned Patient Transport Comment (CE).</summary>
    public Repeated<Ce> PlannedPatientTransportComment => new(Segment.Slice(43));

    /// <summary>OBR-44: Procedure Code (CE, table 0088).</summary>
    public Ce ProcedureCode => Ce.Of(Segment.First(44));

    /// <summary>OBR-45: Procedure Code Modifier (CE, table 0340).</summary>
    public Repeated<Ce> ProcedureCodeModifier => new(Segment.Slice(45));

    /// <summary>OBR-46: Placer Supplemental Service Information (CE, table 0411).</summary>
    public Repeated<Ce> PlacerSupplementalServiceInformation => new(Segment.Slice(46));

    /// <summary>OBR-47: Filler Supplemental Service Information (CE, table 0411).</summary>
    public Repeated<Ce> FillerSupplementalServiceInformation => new(Segment.Slice(47));

    /// <summary>OBR-48: Medically Necessary Duplicate Procedure Reason. (CWE, table 0476).</summary>
    public Cwe MedicallyNecessaryDuplicateProcedureReason => Cwe.Of(Segment.First(48));

    /// <summary>OBR-49: Result Handling (IS, table 0507).</summary>
    public St ResultHandling => St.Of(Segment.First(49));

    /// <summary>OBR-50: Parent Universal Service Identifier (CWE).</summary>
    public Cwe ParentUniversalServiceIdentifier => Cwe.Of(Segment.First(50));

    /// <summary>OBR-51: Observation Group ID (EI).</summary>
    public Ei ObservationGroupId => Ei.Of(Segment.First(51));

    /// <summary>OBR-52: Parent Observation Group ID (EI).</summary>
    public Ei ParentObservationGroupId => Ei.Of(Segment.First(52));

    /// <summary>OBR-53: Alternate Placer Order Number (CX).</summary>
    public Repeated<Cx> AlternatePlacerOrderNumber => new(Segment.Slice(53));

    /// <summary>OBR-54: Parent Order (EIP).</summary>
    public Eip ParentOrder => Eip.Of(Segment.First(54));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
