// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Message Header: MSH, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct MshSegment
{
    /// <summary>Sees a segment as MSH; one that is not there has only empty fields.</summary>
    public MshSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>MSH-1: Field Separator (ST).</summary>
    public St FieldSeparator => St.Of(Segment.First(1));

    /// <summary>MSH-2: Encoding Characters (ST).</summary>
    public St EncodingCharacters => St.Of(Segment.First(2));

    /// <summary>MSH-3: Sending Application (HD).</summary>
    public Hd SendingApplication => Hd.Of(Segment.First(3));

    /// <summary>MSH-4: Sending Facility (HD).</summary>
    public Hd SendingFacility => Hd.Of(Segment.First(4));

    /// <summary>MSH-5: Receiving Application (HD).</summary>
    public Hd ReceivingApplication => Hd.Of(Segment.First(5));

    /// <summary>MSH-6: Receiving Facility (HD).</summary>
    public Hd ReceivingFacility => Hd.Of(Segment.First(6));

    /// <summary>MSH-7: Date/Time Of Message (TS).</summary>
    public Dtm DateTimeOfMessage => Dtm.Of(Segment.First(7));

    /// <summary>MSH-8: Security (ST).</summary>
    public St Security => St.Of(Segment.First(8));

    /// <summary>MSH-9: Message Type (MSG).</summary>
    public Msg MessageType => Msg.Of(Segment.First(9));

    /// <summary>MSH-10: Message Control ID (ST).</summary>
    public St MessageControlId => St.Of(Segment.First(10));

    /// <summary>MSH-11: Processing ID (PT).</summary>
    public Pt ProcessingId => Pt.Of(Segment.First(11));

    /// <summary>MSH-12: Version ID (VID).</summary>
    public Vid VersionId => Vid.Of(Segment.First(12));

    /// <summary>MSH-13: Sequence Number (NM).</summary>
    public Nm SequenceNumber => Nm.Of(Segment.First(13));

    /// <summary>MSH-14: Continuation Pointer (ST).</summary>
    public St ContinuationPointer => St.Of(Segment.First(14));

    /// <summary>MSH-15: Accept Acknowledgment Type (ID, table 0155).</summary>
    public St AcceptAcknowledgmentType => St.Of(Segment.First(15));

    /// <summary>MSH-16: Application Acknowledgment Type (ID, table 0155).</summary>
    public St ApplicationAcknowledgmentType => St.Of(Segment.First(16));

    /// <summary>MSH-17: Country Code (ID, table 0399).</summary>
    public St CountryCode => St.Of(Segment.First(17));

    /// <summary>MSH-18: Character Set (ID, table 0211).</summary>
    public Repeated<St> CharacterSet => new(Segment.Slice(18));

    /// <summary>MSH-19: Principal Language Of Message (CE).</summary>
    public Ce PrincipalLanguageOfMessage => Ce.Of(Segment.First(19));

    /// <summary>MSH-20: Alternate Character Set Handling Scheme (ID, table 0356).</summary>
    public St AlternateCharacterSetHandlingScheme => St.Of(Segment.First(20));

    /// <summary>MSH-21: Message Profile Identifier (EI).</summary>
    public Repeated<Ei> MessageProfileIdentifier => new(Segment.Slice(21));

    /// <summary>MSH-22: Sending Responsible Organization (XON).</summary>
    public Xon SendingResponsibleOrganization => Xon.Of(Segment.First(22));

    /// <summary>MSH-23: Receiving Responsible Organization (XON).</summary>
    public Xon ReceivingResponsibleOrganization => Xon.Of(Segment.First(23));

    /// <summary>MSH-24: Sending Network Address (HD).</summary>
    public Hd SendingNetworkAddress => Hd.Of(Segment.First(24));

    /// <summary>MSH-25: Receiving Network Address (HD).</summary>
    public Hd ReceivingNetworkAddress => Hd.Of(Segment.First(25));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
