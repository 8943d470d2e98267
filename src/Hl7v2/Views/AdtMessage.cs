using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>A message about the movement or the data of patients: ADT, every event (HL7 v2.5.1 chapter 3).</summary>
/// <param name="Header">MSH.</param>
/// <param name="Event">EVN.</param>
/// <param name="Patients">One for each PID: two in A17, A24 and A37, one or more in merges; the survivor of a merge is the PID, MRG names who ends.</param>
public sealed record AdtMessage(MshSegment Header, EvnSegment Event, ImmutableArray<PatientEntry> Patients)
{
    private const uint Pid = 'P' << 16 | 'I' << 8 | 'D';
    private const uint Evn = 'E' << 16 | 'V' << 8 | 'N';

    /// <summary>Sees a message as ADT, whatever it declares itself to be.</summary>
    public static AdtMessage Of(Hl7Message message)
    {
        var patients = ImmutableArray.CreateBuilder<PatientEntry>(1);
        var patient = new PatientEntryBuilder();
        Segment recorded = default;
        var isIn = false;
        foreach (var segment in message.Segments)
        {
            if (segment.PackedId == Pid)
            {
                if (isIn) patients.Add(patient.Build());
                patient = default;
                isIn = true;
            }
            else if (segment.PackedId == Evn && !recorded.Exists)
            {
                recorded = segment;
            }
            if (isIn) patient.Add(segment);
        }
        if (isIn) patients.Add(patient.Build());
        return new(new(message.Header), new(recorded), patients.DrainToImmutable());
    }
}
