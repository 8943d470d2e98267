// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Pharmacy/Treatment Dispense: RXD, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct RxdSegment
{
    /// <summary>Sees a segment as RXD; one that is not there has only empty fields.</summary>
    public RxdSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>RXD-1: Dispense Sub-ID Counter (NM).</summary>
    public Nm DispenseSubIdCounter => Nm.Of(Segment.First(1));

    /// <summary>RXD-2: Dispense/Give Code (CE, table 0292).</summary>
    public Ce DispenseGiveCode => Ce.Of(Segment.First(2));

    /// <summary>RXD-3: Date/Time Dispensed (TS).</summary>
    public Dtm DateTimeDispensed => Dtm.Of(Segment.First(3));

    /// <summary>RXD-4: Actual Dispense Amount (NM).</summary>
    public Nm ActualDispenseAmount => Nm.Of(Segment.First(4));

    /// <summary>RXD-5: Actual Dispense Units (CE).</summary>
    public Ce ActualDispenseUnits => Ce.Of(Segment.First(5));

    /// <summary>RXD-6: Actual Dosage Form (CE).</summary>
    public Ce ActualDosageForm => Ce.Of(Segment.First(6));

    /// <summary>RXD-7: Prescription Number (ST).</summary>
    public St PrescriptionNumber => St.Of(Segment.First(7));

    /// <summary>RXD-8: Number of Refills Remaining (NM).</summary>
    public Nm NumberOfRefillsRemaining => Nm.Of(Segment.First(8));

    /// <summary>RXD-9: Dispense Notes (ST).</summary>
    public Repeated<St> DispenseNotes => new(Segment.Slice(9));

    /// <summary>RXD-10: Dispensing Provider (XCN).</summary>
    public Repeated<Xcn> DispensingProvider => new(Segment.Slice(10));

    /// <summary>RXD-11: Substitution Status (ID, table 0167).</summary>
    public St SubstitutionStatus => St.Of(Segment.First(11));

    /// <summary>RXD-12: Total Daily Dose (CQ).</summary>
    public Cq TotalDailyDose => Cq.Of(Segment.First(12));

    /// <summary>RXD-13: Dispense-to Location (LA2).</summary>
    public La2 DispenseToLocation => La2.Of(Segment.First(13));

    /// <summary>RXD-14: Needs Human Review (ID, table 0136).</summary>
    public St NeedsHumanReview => St.Of(Segment.First(14));

    /// <summary>RXD-15: Pharmacy/Treatment Supplier's Special Dispensing Instructions (CE).</summary>
    public Repeated<Ce> PharmacyTreatmentSuppliersSpecialDispensingInstructions => new(Segment.Slice(15));

    /// <summary>RXD-16: Actual Strength (NM).</summary>
    public Nm ActualStrength => Nm.Of(Segment.First(16));

    /// <summary>RXD-17: Actual Strength Unit (CE).</summary>
    public Ce ActualStrengthUnit => Ce.Of(Segment.First(17));

    /// <summary>RXD-18: Substance Lot Number (ST).</summary>
    public Repeated<St> SubstanceLotNumber => new(Segment.Slice(18));

    /// <summary>RXD-19: Substance Expiration Date (TS).</summary>
    public Repeated<Dtm> SubstanceExpirationDate => new(Segment.Slice(19));

    /// <summary>RXD-20: Substance Manufacturer Name (CE, table 0227).</summary>
    public Repeated<Ce> SubstanceManufacturerName => new(Segment.Slice(20));

    /// <summary>RXD-21: Indication (CE).</summary>
    public Repeated<Ce> Indication => new(Segment.Slice(21));

    /// <summary>RXD-22: Dispense Package Size (NM).</summary>
    public Nm DispensePackageSize => Nm.Of(Segment.First(22));

    /// <summary>RXD-23: Dispense Package Size Unit (CE).</summary>
    public Ce DispensePackageSizeUnit => Ce.Of(Segment.First(23));

    /// <summary>RXD-24: Dispense Package Method (ID, table 0321).</summary>
    public St DispensePackageMethod => St.Of(Segment.First(24));

    /// <summary>RXD-25: Supplementary Code (CE).</summary>
    public Repeated<Ce> SupplementaryCode => new(Segment.Slice(25));

    /// <summary>RXD-26: Initiating Location (CE).</summary>
    public Ce InitiatingLocation => Ce.Of(Segment.First(26));

    /// <summary>RXD-27: Packaging/Assembly Location (CE).</summary>
    public Ce PackagingAssemblyLocation => Ce.Of(Segment.First(27));

    /// <summary>RXD-28: Actual Drug Strength Volume (NM).</summary>
    public Nm ActualDrugStrengthVolume => Nm.Of(Segment.First(28));

    /// <summary>RXD-29: Actual Drug Strength Volume Units (CWE).</summary>
    public Cwe ActualDrugStrengthVolumeUnits => Cwe.Of(Segment.First(29));

    /// <summary>RXD-30: Dispense to Pharmacy (CWE).</summary>
    public Cwe DispenseToPharmacy => Cwe.Of(Segment.First(30));

    /// <summary>RXD-31: Dispense to Pharmacy Address (XAD).</summary>
    public Xad DispenseToPharmacyAddress => Xad.Of(Segment.First(31));

    /// <summary>RXD-32: Pharmacy Order Type (ID, table 0480).</summary>
    public St PharmacyOrderType => St.Of(Segment.First(32));

    /// <summary>RXD-33: Dispense Type (CWE, table 0484).</summary>
    public Cwe DispenseType => Cwe.Of(Segment.First(33));

    /// <summary>RXD-34: Pharmacy Phone Number (XTN).</summary>
    public Repeated<Xtn> PharmacyPhoneNumber => new(Segment.Slice(34));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
