using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>
/// A patient, the visit and what belongs to it, as ADT and the PATIENT groups of other messages send them (HL7 v2.5.1 chapter 3). Segments that were not sent have only
/// empty fields.
/// </summary>
/// <param name="Identification">PID.</param>
/// <param name="Additional">PD1.</param>
/// <param name="Merge">MRG: the identifiers that end.</param>
/// <param name="Visit">PV1.</param>
/// <param name="VisitAdditional">PV2.</param>
/// <param name="NextOfKin">NK1.</param>
/// <param name="Allergies">AL1.</param>
/// <param name="AdverseReactions">IAM.</param>
/// <param name="Diagnoses">DG1.</param>
/// <param name="Procedures">PR1.</param>
/// <param name="Guarantors">GT1.</param>
/// <param name="Insurances">IN1 and IN2.</param>
/// <param name="Observations">OBX with their notes.</param>
/// <param name="Roles">ROL.</param>
public sealed record PatientEntry(
    PidSegment Identification, Pd1Segment Additional, MrgSegment Merge, Pv1Segment Visit, Pv2Segment VisitAdditional, ImmutableArray<Nk1Segment> NextOfKin,
    ImmutableArray<Al1Segment> Allergies, ImmutableArray<IamSegment> AdverseReactions, ImmutableArray<Dg1Segment> Diagnoses, ImmutableArray<Pr1Segment> Procedures,
    ImmutableArray<Gt1Segment> Guarantors, ImmutableArray<InsuranceEntry> Insurances, ImmutableArray<ObservationEntry> Observations, ImmutableArray<RolSegment> Roles)
{
    internal static PatientEntry Of(IReadOnlyList<Segment> segments)
    {
        var builder = new PatientEntryBuilder();
        foreach (var segment in segments) builder.Add(segment);
        return builder.Build();
    }
}
