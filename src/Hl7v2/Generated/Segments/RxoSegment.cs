// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Pharmacy/Treatment Order: RXO, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct RxoSegment
{
    /// <summary>Sees a segment as RXO; one that is not there has only empty fields.</summary>
    public RxoSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>RXO-1: Requested Give Code (CE).</summary>
    public Ce RequestedGiveCode => Ce.Of(Segment.First(1));

    /// <summary>RXO-2: Requested Give Amount - Minimum (NM).</summary>
    public Nm RequestedGiveAmountMinimum => Nm.Of(Segment.First(2));

    /// <summary>RXO-3: Requested Give Amount - Maximum (NM).</summary>
    public Nm RequestedGiveAmountMaximum => Nm.Of(Segment.First(3));

    /// <summary>RXO-4: Requested Give Units (CE).</summary>
    public Ce RequestedGiveUnits => Ce.Of(Segment.First(4));

    /// <summary>RXO-5: Requested Dosage Form (CE).</summary>
    public Ce RequestedDosageForm => Ce.Of(Segment.First(5));

    /// <summary>RXO-6: Provider's Pharmacy/Treatment Instructions (CE).</summary>
    public Repeated<Ce> ProvidersPharmacyTreatmentInstructions => new(Segment.Slice(6));

    /// <summary>RXO-7: Provider's Administration Instructions (CE).</summary>
    public Repeated<Ce> ProvidersAdministrationInstructions => new(Segment.Slice(7));

    /// <summary>RXO-8: Deliver-To Location (LA1).</summary>
    public La1 DeliverToLocation => La1.Of(Segment.First(8));

    /// <summary>RXO-9: Allow Substitutions (ID, table 0161).</summary>
    public St AllowSubstitutions => St.Of(Segment.First(9));

    /// <summary>RXO-10: Requested Dispense Code (CE).</summary>
    public Ce RequestedDispenseCode => Ce.Of(Segment.First(10));

    /// <summary>RXO-11: Requested Dispense Amount (NM).</summary>
    public Nm RequestedDispenseAmount => Nm.Of(Segment.First(11));

    /// <summary>RXO-12: Requested Dispense Units (CE).</summary>
    public Ce RequestedDispenseUnits => Ce.Of(Segment.First(12));

    /// <summary>RXO-13: Number Of Refills (NM).</summary>
    public Nm NumberOfRefills => Nm.Of(Segment.First(13));

    /// <summary>RXO-14: Ordering Provider's DEA Number (XCN).</summary>
    public Repeated<Xcn> OrderingProvidersDeaNumber => new(Segment.Slice(14));

    /// <summary>RXO-15: Pharmacist/Treatment Supplier's Verifier ID (XCN).</summary>
    public Repeated<Xcn> PharmacistTreatmentSuppliersVerifierId => new(Segment.Slice(15));

    /// <summary>RXO-16: Needs Human Review (ID, table 0136).</summary>
    public St NeedsHumanReview => St.Of(Segment.First(16));

    /// <summary>RXO-17: Requested Give Per (ST).</summary>
    public St RequestedGivePer => St.Of(Segment.First(17));

    /// <summary>RXO-18: Requested Give Strength (NM).</summary>
    public Nm RequestedGiveStrength => Nm.Of(Segment.First(18));

    /// <summary>RXO-19: Requested Give Strength Units (CE).</summary>
    public Ce RequestedGiveStrengthUnits => Ce.Of(Segment.First(19));

    /// <summary>RXO-20: Indication (CE).</summary>
    public Repeated<Ce> Indication => new(Segment.Slice(20));

    /// <summary>RXO-21: Requested Give Rate Amount (ST).</summary>
    public St RequestedGiveRateAmount => St.Of(Segment.First(21));

    /// <summary>RXO-22: Requested Give Rate Units (CE).</summary>
    public Ce RequestedGiveRateUnits => Ce.Of(Segment.First(22));

    /// <summary>RXO-23: Total Daily Dose (CQ).</summary>
    public Cq TotalDailyDose => Cq.Of(Segment.First(23));

    /// <summary>RXO-24: Supplementary Code (CE).</summary>
    public Repeated<Ce> SupplementaryCode => new(Segment.Slice(24));

    /// <summary>RXO-25: Requested Drug Strength Volume (NM).</summary>
    public Nm RequestedDrugStrengthVolume => Nm.Of(Segment.First(25));

    /// <summary>RXO-26: Requested Drug Strength Volume Units (CWE).</summary>
    public Cwe RequestedDrugStrengthVolumeUnits => Cwe.Of(Segment.First(26));

    /// <summary>RXO-27: Pharmacy Order Type (ID, table 0480).</summary>
    public St PharmacyOrderType => St.Of(Segment.First(27));

    /// <summary>RXO-28: Dispensing Interval (NM).</summary>
    public Nm DispensingInterval => Nm.Of(Segment.First(28));

    /// <summary>RXO-29: Medication Instance Identifier (EI).</summary>
    public Ei MedicationInstanceIdentifier => Ei.Of(Segment.First(29));

    /// <summary>RXO-30: Segment Instance Identifier (EI).</summary>
    public Ei SegmentInstanceIdentifier => Ei.Of(Segment.First(30));

    /// <summary>RXO-31: Mood Code (CNE, table 0725).</summary>
    public Cne MoodCode => Cne.Of(Segment.First(31));

    /// <summary>RXO-32: Dispensing Pharmacy (CWE).</summary>
    public Cwe DispensingPharmacy => Cwe.Of(Segment.First(32));

    /// <summary>RXO-33: Dispensing Pharmacy Address (XAD).</summary>
    public Xad DispensingPharmacyAddress => Xad.Of(Segment.First(33));

    /// <summary>RXO-34: Deliver-to Patient Location (PL).</summary>
    public Pl DeliverToPatientLocation => Pl.Of(Segment.First(34));

    /// <summary>RXO-35: Deliver-to Address (XAD).</summary>
    public Xad DeliverToAddress => Xad.Of(Segment.First(35));

    /// <summary>RXO-36: Pharmacy Phone Number (XTN).</summary>
    public Repeated<Xtn> PharmacyPhoneNumber => new(Segment.Slice(36));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
