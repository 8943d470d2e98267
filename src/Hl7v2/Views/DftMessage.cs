using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>Charges: DFT^P03 and P11 (HL7 v2.5.1 sections 6.4.3 and 6.4.9).</summary>
/// <param name="Header">MSH.</param>
/// <param name="Event">EVN.</param>
/// <param name="Patient">The patient with visit, diagnoses, guarantors and insurances at the level of the visit; procedures of charges are with the charges.</param>
/// <param name="Charges">FINANCIAL groups.</param>
public sealed record DftMessage(MshSegment Header, EvnSegment Event, PatientEntry Patient, ImmutableArray<DftMessage.Charge> Charges)
{
    /// <summary>A posted transaction: the FINANCIAL group.</summary>
    /// <param name="Transaction">FT1.</param>
    /// <param name="Procedures">PR1 under it.</param>
    public sealed record Charge(Ft1Segment Transaction, ImmutableArray<Pr1Segment> Procedures);

    /// <summary>Sees a message as DFT, whatever it declares itself to be.</summary>
    public static DftMessage Of(Hl7Message message)
    {
        var charges = SegmentPick.Runs(message.Segments, (_, segment) => segment.Is("FT1"))
            .Select(run => new Charge(new(run[0]), SegmentPick.All(run, "PR1", segment => new Pr1Segment(segment)))).ToImmutableArray();
        var ofCharges = charges.SelectMany(charge => charge.Procedures).Select(procedure => procedure.Segment).ToHashSet();
        return new(new(message.Header), new(message.Segment("EVN")), PatientEntry.Of([.. message.Segments.Where(segment => !ofCharges.Contains(segment))]), charges);
    }
}
