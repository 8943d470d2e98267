using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>Orders: ORM^O01, OMG^O19, OML^O21 and their kin; prescriptions: RDE^O11; vaccinations: VXU^V04 (HL7 v2.5.1 chapters 4 and 4A).</summary>
/// <param name="Header">MSH.</param>
/// <param name="Patient">PID and what stands before the first order.</param>
/// <param name="Orders">ORDER groups.</param>
public sealed record OrderMessage(MshSegment Header, PatientEntry Patient, ImmutableArray<OrderEntry> Orders)
{
    /// <summary>Sees a message as orders, whatever it declares itself to be.</summary>
    public static OrderMessage Of(Hl7Message message) =>
        new(new(message.Header), PatientEntry.Of([.. message.Segments.TakeWhile(segment => !Begins(segment))]), OrderEntry.All(message.Segments));

    private static bool Begins(Segment segment) =>
        segment.Is("ORC") || segment.Is("OBR") || segment.Is("RXO") || segment.Is("RXE") || segment.Is("RXA");
}
