// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Pharmacy/Treatment Administration: RXA, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct RxaSegment
{
    /// <summary>Sees a segment as RXA; one that is not there has only empty fields.</summary>
    public RxaSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>RXA-1: Give Sub-ID Counter (NM).</summary>
    public Nm GiveSubIdCounter => Nm.Of(Segment.First(1));

    /// <summary>RXA-2: Administration Sub-ID Counter (NM).</summary>
    public Nm AdministrationSubIdCounter => Nm.Of(Segment.First(2));

    /// <summary>RXA-3: Date/Time Start of Administration (TS).</summary>
    public Dtm DateTimeStartOfAdministration => Dtm.Of(Segment.First(3));

    /// <summary>RXA-4: Date/Time End of Administration (TS).</summary>
    public Dtm DateTimeEndOfAdministration => Dtm.Of(Segment.First(4));

    /// <summary>RXA-5: Administered Code (CE, table 0292).</summary>
    public Ce AdministeredCode => Ce.Of(Segment.First(5));

    /// <summary>RXA-6: Administered Amount (NM).</summary>
    public Nm AdministeredAmount => Nm.Of(Segment.First(6));

    /// <summary>RXA-7: Administered Units (CE).</summary>
    public Ce AdministeredUnits => Ce.Of(Segment.First(7));

    /// <summary>RXA-8: Administered Dosage Form (CE).</summary>
    public Ce AdministeredDosageForm => Ce.Of(Segment.First(8));

    /// <summary>RXA-9: Administration Notes (CE).</summary>
    public Repeated<Ce> AdministrationNotes => new(Segment.Slice(9));

    /// <summary>RXA-10: Administering Provider (XCN).</summary>
    public Repeated<Xcn> AdministeringProvider => new(Segment.Slice(10));

    /// <summary>RXA-11: Administered-at Location (LA2).</summary>
    public La2 AdministeredAtLocation => La2.Of(Segment.First(11));

    /// <summary>RXA-12: Administered Per (ST).</summary>
    public St AdministeredPer => St.Of(Segment.First(12));

    /// <summary>RXA-13: Administered Strength (NM).</summary>
    public Nm AdministeredStrength => Nm.Of(Segment.First(13));

    /// <summary>RXA-14: Administered Strength Units (CE).</summary>
    public Ce AdministeredStrengthUnits => Ce.Of(Segment.First(14));

    /// <summary>RXA-15: Substance Lot Number (ST).</summary>
    public Repeated<St> SubstanceLotNumber => new(Segment.Slice(15));

    /// <summary>RXA-16: Substance Expiration Date (TS).</summary>
    public Repeated<Dtm> SubstanceExpirationDate => new(Segment.Slice(16));

    /// <summary>RXA-17: Substance Manufacturer Name (CE, table 0227).</summary>
    public Repeated<Ce> SubstanceManufacturerName => new(Segment.Slice(17));

    /// <summary>RXA-18: Substance/Treatment Refusal Reason (CE).</summary>
    public Repeated<Ce> SubstanceTreatmentRefusalReason => new(Segment.Slice(18));

    /// <summary>RXA-19: Indication (CE).</summary>
    public Repeated<Ce> Indication => new(Segment.Slice(19));

    /// <summary>RXA-20: Completion Status (ID, table 0322).</summary>
    public St CompletionStatus => St.Of(Segment.First(20));

    /// <summary>RXA-21: Action Code - RXA (ID, table 0323).</summary>
    public St ActionCode => St.Of(Segment.First(21));

    /// <summary>RXA-22: System Entry Date/Time (TS).</summary>
    public Dtm SystemEntryDateTime => Dtm.Of(Segment.First(22));

    /// <summary>RXA-23: Administered Drug Strength Volume (NM).</summary>
    public Nm AdministeredDrugStrengthVolume => Nm.Of(Segment.First(23));

    /// <summary>RXA-24: Administered Drug Strength Volume Units (CWE).</summary>
    public Cwe AdministeredDrugStrengthVolumeUnits => Cwe.Of(Segment.First(24));

    /// <summary>RXA-25: Administered Barcode Identifier (CWE).</summary>
    public Cwe AdministeredBarcodeIdentifier => Cwe.Of(Segment.First(25));

    /// <summary>RXA-26: Pharmacy Order Type (ID, table 0480).</summary>
    public St PharmacyOrderType => St.Of(Segment.First(26));

    /// <summary>RXA-27: Administer-at (PL).</summary>
    public Pl AdministerAt => Pl.Of(Segment.First(27));

    /// <summary>RXA-28: Administered-at Address (XAD).</summary>
    public Xad AdministeredAtAddress => Xad.Of(Segment.First(28));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
