namespace Carelake.Simulator;

/// <summary>One HL7 v2 message of the live group.</summary>
/// <param name="SentAt">When it leaves the sender; messages are given in this order.</param>
/// <param name="FacilityId">The sending facility (MSH-4).</param>
/// <param name="Bytes">The message in UTF-8; segments end with CR.</param>
public sealed record SimulatedMessage(DateTimeOffset SentAt, string FacilityId, byte[] Bytes)
{
    /// <summary>When and from where, never what.</summary>
    public override string ToString() => $"{FacilityId} {SentAt:u}";
}
