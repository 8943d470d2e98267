using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>Results: ORU^R01 (HL7 v2.5.1 section 7.3.1).</summary>
/// <param name="Header">MSH.</param>
/// <param name="Results">PATIENT_RESULT groups; one without PID when results came without a patient.</param>
public sealed record OruMessage(MshSegment Header, ImmutableArray<OruMessage.PatientResult> Results)
{
    /// <summary>A patient and the results: the PATIENT_RESULT group.</summary>
    /// <param name="Patient">PID to PV2; empty when the results came without.</param>
    /// <param name="Orders">ORDER_OBSERVATION groups.</param>
    public sealed record PatientResult(PatientEntry Patient, ImmutableArray<OrderEntry> Orders);

    /// <summary>Sees a message as ORU, whatever it declares itself to be.</summary>
    public static OruMessage Of(Hl7Message message)
    {
        var isFirst = true;
        return new(new(message.Header), [.. SegmentPick.Runs(message.Segments, Begins).Select(run => new PatientResult(PatientEntry.Of([.. run.TakeWhile(IsOfPatient)]), OrderEntry.All(run)))]);

        bool Begins(Segment before, Segment segment)
        {
            var begins = segment.Is("PID") || isFirst && !IsOfPatient(segment);
            isFirst &= !begins;
            return begins;
        }
    }

    private static bool IsOfPatient(Segment segment) => !segment.Is("ORC") && !segment.Is("OBR") && !segment.Is("OBX");
}
