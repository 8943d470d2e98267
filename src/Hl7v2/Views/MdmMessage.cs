using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>A document: MDM^T01 to T11 (HL7 v2.5.1 chapter 9).</summary>
/// <param name="Header">MSH.</param>
/// <param name="Event">EVN.</param>
/// <param name="Patient">PID and PV1.</param>
/// <param name="Orders">COMMON_ORDER groups before TXA.</param>
/// <param name="Document">TXA.</param>
/// <param name="Content">OBX after TXA, in order; none where only the document's status is told.</param>
public sealed record MdmMessage(
    MshSegment Header, EvnSegment Event, PatientEntry Patient, ImmutableArray<OrderEntry> Orders, TxaSegment Document, ImmutableArray<ObservationEntry> Content)
{
    /// <summary>Sees a message as MDM, whatever it declares itself to be.</summary>
    public static MdmMessage Of(Hl7Message message)
    {
        var before = message.Segments.TakeWhile(segment => !segment.Is("TXA")).ToList();
        var after = message.Segments.Skip(before.Count).ToList();
        return new(
            new(message.Header), new(message.Segment("EVN")), PatientEntry.Of([.. before.TakeWhile(segment => !segment.Is("ORC") && !segment.Is("OBR"))]),
            OrderEntry.All(before), new(message.Segment("TXA")), ObservationEntry.All(after));
    }
}
