// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Patient Visit: PV1, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct Pv1Segment
{
    /// <summary>Sees a segment as PV1; one that is not there has only empty fields.</summary>
    public Pv1Segment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>PV1-1: Set ID - PV1 (SI).</summary>
    public St SetId => St.Of(Segment.First(1));

    /// <summary>PV1-2: Patient Class (IS, table 0004).</summary>
    public St PatientClass => St.Of(Segment.First(2));

    /// <summary>PV1-3: Assigned Patient Location (PL).</summary>
    public Pl AssignedPatientLocation => Pl.Of(Segment.First(3));

    /// <summary>PV1-4: Admission Type (IS, table 0007).</summary>
    public St AdmissionType => St.Of(Segment.First(4));

    /// <summary>PV1-5: Preadmit Number (CX).</summary>
    public Cx PreadmitNumber => Cx.Of(Segment.First(5));

    /// <summary>PV1-6: Prior Patient Location (PL).</summary>
    public Pl PriorPatientLocation => Pl.Of(Segment.First(6));

    /// <summary>PV1-7: Attending Doctor (XCN, table 0010).</summary>
    public Repeated<Xcn> AttendingDoctor => new(Segment.Slice(7));

    /// <summary>PV1-8: Referring Doctor (XCN, table 0010).</summary>
    public Repeated<Xcn> ReferringDoctor => new(Segment.Slice(8));

    /// <summary>PV1-9: Consulting Doctor (XCN, table 0010).</summary>
    public Repeated<Xcn> ConsultingDoctor => new(Segment.Slice(9));

    /// <summary>PV1-10: Hospital Service (IS, table 0069).</summary>
    public St HospitalService => St.Of(Segment.First(10));

    /// <summary>PV1-11: Temporary Location (PL).</summary>
    public Pl TemporaryLocation => Pl.Of(Segment.First(11));

    /// <summary>PV1-12: Preadmit Test Indicator (IS, table 0087).</summary>
    public St PreadmitTestIndicator => St.Of(Segment.First(12));

    /// <summary>PV1-13: Re-admission Indicator (IS, table 0092).</summary>
    public St ReAdmissionIndicator => St.Of(Segment.First(13));

    /// <summary>PV1-14: Admit Source (IS, table 0023).</summary>
    public St AdmitSource => St.Of(Segment.First(14));

    /// <summary>PV1-15: Ambulatory Status (IS, table 0009).</summary>
    public Repeated<St> AmbulatoryStatus => new(Segment.Slice(15));

    /// <summary>PV1-16: VIP Indicator (IS, table 0099).</summary>
    public St VipIndicator => St.Of(Segment.First(16));

    /// <summary>PV1-17: Admitting Doctor (XCN, table 0010).</summary>
    public Repeated<Xcn> AdmittingDoctor => new(Segment.Slice(17));

    /// <summary>PV1-18: Patient Type (IS, table 0018).</summary>
    public St PatientType => St.Of(Segment.First(18));

    /// <summary>PV1-19: Visit Number (CX).</summary>
    public Cx VisitNumber => Cx.Of(Segment.First(19));

    /// <summary>PV1-20: Financial Class (FC, table 0064).</summary>
    public Repeated<Fc> FinancialClass => new(Segment.Slice(20));

    /// <summary>PV1-21: Charge Price Indicator (IS, table 0032).</summary>
    public St ChargePriceIndicator => St.Of(Segment.First(21));

    /// <summary>PV1-22: Courtesy Code (IS, table 0045).</summary>
    public St CourtesyCode => St.Of(Segment.First(22));

    /// <summary>PV1-23: Credit Rating (IS, table 0046).</summary>
    public St CreditRating => St.Of(Segment.First(23));

    /// <summary>PV1-24: Contract Code (IS, table 0044).</summary>
    public Repeated<St> ContractCode => new(Segment.Slice(24));

    /// <summary>PV1-25: Contract Effective Date (DT).</summary>
    public Repeated<Dtm> ContractEffectiveDate => new(Segment.Slice(25));

    /// <summary>PV1-26: Contract Amount (NM).</summary>
    public Repeated<Nm> ContractAmount => new(Segment.Slice(26));

    /// <summary>PV1-27: Contract Period (NM).</summary>
    public Repeated<Nm> ContractPeriod => new(Segment.Slice(27));

    /// <summary>PV1-28: Interest Code (IS, table 0073).</summary>
    public St InterestCode => St.Of(Segment.First(28));

    /// <summary>PV1-29: Transfer to Bad Debt Code (IS, table 0110).</summary>
    public St TransferToBadDebtCode => St.Of(Segment.First(29));

    /// <summary>PV1-30: Transfer to Bad Debt Date (DT).</summary>
    public Dtm TransferToBadDebtDate => Dtm.Of(Segment.First(30));

    /// <summary>PV1-31: Bad Debt Agency Code (IS, table 0021).</summary>
    public St BadDebtAgencyCode => St.Of(Segment.First(31));

    /// <summary>PV1-32: Bad Debt Transfer Amount (NM).</summary>
    public Nm BadDebtTransferAmount => Nm.Of(Segment.First(32));

    /// <summary>PV1-33: Bad Debt Recovery Amount (NM).</summary>
    public Nm BadDebtRecoveryAmount => Nm.Of(Segment.First(33));

    /// <summary>PV1-34: Delete Account Indicator (IS, table 0111).</summary>
    public St DeleteAccountIndicator => St.Of(Segment.First(34));

    /// <summary>PV1-35: Delete Account Date (DT).</summary>
    public Dtm DeleteAccountDate => Dtm.Of(Segment.First(35));

    /// <summary>PV1-36: Discharge Disposition (IS, table 0112).</summary>
    public St DischargeDisposition => St.Of(Segment.First(36));

    /// <summary>PV1-37: Discharged to Location (DLD, table 0113).</summary>
    public Dld DischargedToLocation => Dld.Of(Segment.First(37));

    /// <summary>PV1-38: Diet Type (CE, table 0114).</summary>
    public Ce DietType => Ce.Of(Segment.First(38));

    /// <summary>PV1-39: Servicing Facility (IS, table 0115).</summary>
    public St ServicingFacility => St.Of(Segment.First(39));

    /// <summary>PV1-40: Bed Status (IS, table 0116).</summary>
    public St BedStatus => St.Of(Segment.First(40));

    /// <summary>PV1-41: Account Status (IS, table 0117).</summary>
    public St AccountStatus => St.Of(Segment.First(41));

    /// <summary>PV1-42: Pending Location (PL).</summary>
    public Pl PendingLocation => Pl.Of(Segment.First(42));

    /// <summary>PV1-43: Prior Temporary Location (PL).</summary>
    public Pl PriorTemporaryLocation => Pl.Of(Segment.First(43));

    /// <summary>PV1-44: Admit Date/Time (TS).</summary>
    public Dtm AdmitDateTime => Dtm.Of(Segment.First(44));

    /// <summary>PV1-45: Discharge Date/Time (TS).</summary>
    public Repeated<Dtm> DischargeDateTime => new(Segment.Slice(45));

    /// <summary>PV1-46: Current Patient Balance (NM).</summary>
    public Nm CurrentPatientBalance => Nm.Of(Segment.First(46));

    /// <summary>PV1-47: Total Charges (NM).</summary>
    public Nm TotalCharges => Nm.Of(Segment.First(47));

    /// <summary>PV1-48: Total Adjustments (NM).</summary>
    public Nm TotalAdjustments => Nm.Of(Segment.First(48));

    /// <summary>PV1-49: Total Payments (NM).</summary>
    public Nm TotalPayments => Nm.Of(Segment.First(49));

    /// <summary>PV1-50: Alternate Visit ID (CX).</summary>
    public Cx AlternateVisitId => Cx.Of(Segment.First(50));

    /// <summary>PV1-51: Visit Indicator (IS, table 0326).</summary>
    public St VisitIndicator => St.Of(Segment.First(51));

    /// <summary>PV1-52: Other Healthcare Provider (XCN, table 0010).</summary>
    public Repeated<Xcn> OtherHealthcareProvider => new(Segment.Slice(52));

    /// <summary>PV1-53: Service Episode Description (ST).</summary>
    public St ServiceEpisodeDescription => St.Of(Segment.First(53));

    /// <summary>PV1-54: Service Episode Identifier (CX).</summary>
    public Cx ServiceEpisodeIdentifier => Cx.Of(Segment.First(54));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
