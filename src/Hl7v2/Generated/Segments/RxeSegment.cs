// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Pharmacy/Treatment Encoded Order: RXE, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct RxeSegment
{
    /// <summary>Sees a segment as RXE; one that is not there has only empty fields.</summary>
    public RxeSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>RXE-1: Quantity/Timing (TQ).</summary>
    public Tq QuantityTiming => Tq.Of(Segment.First(1));

    /// <summary>RXE-2: Give Code (CE).</summary>
    public Ce GiveCode => Ce.Of(Segment.First(2));

    /// <summary>RXE-3: Give Amount - Minimum (NM).</summary>
    public Nm GiveAmountMinimum => Nm.Of(Segment.First(3));

    /// <summary>RXE-4: Give Amount - Maximum (NM).</summary>
    public Nm GiveAmountMaximum => Nm.Of(Segment.First(4));

    /// <summary>RXE-5: Give Units (CE).</summary>
    public Ce GiveUnits => Ce.Of(Segment.First(5));

    /// <summary>RXE-6: Give Dosage Form (CE).</summary>
    public Ce GiveDosageForm => Ce.Of(Segment.First(6));

    /// <summary>RXE-7: Provider's Administration Instructions (CE).</summary>
    public Repeated<Ce> ProvidersAdministrationInstructions => new(Segment.Slice(7));

    /// <summary>RXE-8: Deliver-To Location (LA1).</summary>
    public La1 DeliverToLocation => La1.Of(Segment.First(8));

    /// <summary>RXE-9: Substitution Status (ID, table 0167).</summary>
    public St SubstitutionStatus => St.Of(Segment.First(9));

    /// <summary>RXE-10: Dispense Amount (NM).</summary>
    public Nm DispenseAmount => Nm.Of(Segment.First(10));

    /// <summary>RXE-11: Dispense Units (CE).</summary>
    public Ce DispenseUnits => Ce.Of(Segment.First(11));

    /// <summary>RXE-12: Number Of Refills (NM).</summary>
    public Nm NumberOfRefills => Nm.Of(Segment.First(12));

    /// <summary>RXE-13: Ordering Provider's DEA Number (XCN).</summary>
    public Repeated<Xcn> OrderingProvidersDeaNumber => new(Segment.Slice(13));

    /// <summary>RXE-14: Pharmacist/Treatment Supplier's Verifier ID (XCN).</summary>
    public Repeated<Xcn> PharmacistTreatmentSuppliersVerifierId => new(Segment.Slice(14));

    /// <summary>RXE-15: Prescription Number (ST).</summary>
    public St PrescriptionNumber => St.Of(Segment.First(15));

    /// <summary>RXE-16: Number of Refills Remaining (NM).</summary>
    public Nm NumberOfRefillsRemaining => Nm.Of(Segment.First(16));

    /// <summary>RXE-17: Number of Refills/Doses Dispensed (NM).</summary>
    public Nm NumberOfRefillsDosesDispensed => Nm.Of(Segment.First(17));

    /// <summary>RXE-18: D/T of Most Recent Refill or Dose Dispensed (TS).</summary>
    public Dtm DTOfMostRecentRefillOrDoseDispensed => Dtm.Of(Segment.First(18));

    /// <summary>RXE-19: Total Daily Dose (CQ).</summary>
    public Cq TotalDailyDose => Cq.Of(Segment.First(19));

    /// <summary>RXE-20: Needs Human Review (ID, table 0136).</summary>
    public St NeedsHumanReview => St.Of(Segment.First(20));

    /// <summary>RXE-21: Pharmacy/Treatment Supplier's Special Dispensing Instructions (CE).</summary>
    public Repeated<Ce> PharmacyTreatmentSuppliersSpecialDispensingInstructions => new(Segment.Slice(21));

    /// <summary>RXE-22: Give Per (ST).</summary>
    public St GivePer => St.Of(Segment.First(22));

    /// <summary>RXE-23: Give Rate Amount (ST).</summary>
    public St GiveRateAmount => St.Of(Segment.First(23));

    /// <summary>RXE-24: Give Rate Units (CE).</summary>
    public Ce GiveRateUnits => Ce.Of(Segment.First(24));

    /// <summary>RXE-25: Give Strength (NM).</summary>
    public Nm GiveStrength => Nm.Of(Segment.First(25));

    /// <summary>RXE-26: Give Strength Units (CE).</summary>
    public Ce GiveStrengthUnits => Ce.Of(Segment.First(26));

    /// <summary>RXE-27: Give Indication (CE).</summary>
    public Repeated<Ce> GiveIndication => new(Segment.Slice(27));

    /// <summary>RXE-28: Dispense Package Size (NM).</summary>
    public Nm DispensePackageSize => Nm.Of(Segment.First(28));

    /// <summary>RXE-29: Dispense Package Size Unit (CE).</summary>
    public Ce DispensePackageSizeUnit => Ce.Of(Segment.First(29));

    /// <summary>RXE-30: Dispense Package Method (ID, table 0321).</summary>
    public St DispensePackageMethod => St.Of(Segment.First(30));

    /// <summary>RXE-31: Supplementary Code (CE).</summary>
    public Repeated<Ce> SupplementaryCode => new(Segment.Slice(31));

    /// <summary>RXE-32: Original Order Date/Time (TS).</summary>
    public Dtm OriginalOrderDateTime => Dtm.Of(Segment.First(32));

    /// <summary>RXE-33: Give Drug Strength Volume (NM).</summary>
    public Nm GiveDrugStrengthVolume => Nm.Of(Segment.First(33));

    /// <summary>RXE-34: Give Drug Strength Volume Units (CWE).</summary>
    public Cwe GiveDrugStrengthVolumeUnits => Cwe.Of(Segment.First(34));

    /// <summary>RXE-35: Controlled Substance Schedule (CWE, table 0477).</summary>
    public Cwe ControlledSubstanceSchedule => Cwe.Of(Segment.First(35));

    /// <summary>RXE-36: Formulary Status (ID, table 0478).</summary>
    public St FormularyStatus => St.Of(Segment.First(36));

    /// <summary>RXE-37: Pharmaceutical Substance Alternative (CWE).</summary>
    public Repeated<Cwe> PharmaceuticalSubstanceAlternative => new(Segment.Slice(37));

    /// <summary>RXE-38: Pharmacy of Most Recent Fill (CWE).</summary>
    public Cwe PharmacyOfMostRecentFill => Cwe.Of(Segment.First(38));

    /// <summary>RXE-39: Initial Dispense Amount (NM).</summary>
    public Nm InitialDispenseAmount => Nm.Of(Segment.First(39));

    /// <summary>RXE-40: Dispensing Pharmacy (CWE).</summary>
    public Cwe DispensingPharmacy => Cwe.Of(Segment.First(40));

    /// <summary>RXE-41: Dispensing Pharmacy Address (XAD).</summary>
    public Xad DispensingPharmacyAddress => Xad.Of(Segment.First(41));

    /// <summary>RXE-42: Deliver-to Patient Location (PL).</summary>
    public Pl DeliverToPatientLocation => Pl.Of(Segment.First(42));

    /// <summary>RXE-43: Deliver-to Address (XAD).</summary>
    public Xad DeliverToAddress => Xad.Of(Segment.First(43));

    /// <summary>RXE-44: Pharmacy Order Type (ID, table 0480).</summary>
    public St PharmacyOrderType => St.Of(Segment.First(44));

    /// <summary>RXE-45: Pharmacy Phone Number (XTN).</summary>
    public Repeated<Xtn> PharmacyPhoneNumber => new(Segment.Slice(45));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
