// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Scheduling Activity Information: SCH, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct SchSegment
{
    /// <summary>Sees a segment as SCH; one that is not there has only empty fields.</summary>
    public SchSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>SCH-1: Placer Appointment ID (EI).</summary>
    public Ei PlacerAppointmentId => Ei.Of(Segment.First(1));

    /// <summary>SCH-2: Filler Appointment ID (EI).</summary>
    public Ei FillerAppointmentId => Ei.Of(Segment.First(2));

    /// <summary>SCH-3: Occurrence Number (NM).</summary>
    public Nm OccurrenceNumber => Nm.Of(Segment.First(3));

    /// <summary>SCH-4: Placer Group Number (EI).</summary>
    public Ei PlacerGroupNumber => Ei.Of(Segment.First(4));

    /// <summary>SCH-5: Schedule ID (CE).</summary>
    public Ce ScheduleId => Ce.Of(Segment.First(5));

    /// <summary>SCH-6: Event Reason (CE).</summary>
    public Ce EventReason => Ce.Of(Segment.First(6));

    /// <summary>SCH-7: Appointment Reason (CE, table 0276).</summary>
    public Ce AppointmentReason => Ce.Of(Segment.First(7));

    /// <summary>SCH-8: Appointment Type (CE, table 0277).</summary>
    public Ce AppointmentType => Ce.Of(Segment.First(8));

    /// <summary>SCH-9: Appointment Duration (NM).</summary>
    public Nm AppointmentDuration => Nm.Of(Segment.First(9));

    /// <summary>SCH-10: Appointment Duration Units (CE).</summary>
    public Ce AppointmentDurationUnits => Ce.Of(Segment.First(10));

    /// <summary>SCH-11: Appointment Timing Quantity (TQ).</summary>
    public Repeated<Tq> AppointmentTimingQuantity => new(Segment.Slice(11));

    /// <summary>SCH-12: Placer Contact Person (XCN).</summary>
    public Repeated<Xcn> PlacerContactPerson => new(Segment.Slice(12));

    /// <summary>SCH-13: Placer Contact Phone Number (XTN).</summary>
    public Xtn PlacerContactPhoneNumber => Xtn.Of(Segment.First(13));

    /// <summary>SCH-14: Placer Contact Address (XAD).</summary>
    public Repeated<Xad> PlacerContactAddress => new(Segment.Slice(14));

    /// <summary>SCH-15: Placer Contact Location (PL).</summary>
    public Pl PlacerContactLocation => Pl.Of(Segment.First(15));

    /// <summary>SCH-16: Filler Contact Person (XCN).</summary>
    public Repeated<Xcn> FillerContactPerson => new(Segment.Slice(16));

    /// <summary>SCH-17: Filler Contact Phone Number (XTN).</summary>
    public Xtn FillerContactPhoneNumber => Xtn.Of(Segment.First(17));

    /// <summary>SCH-18: Filler Contact Address (XAD).</summary>
    public Repeated<Xad> FillerContactAddress => new(Segment.Slice(18));

    /// <summary>SCH-19: Filler Contact Location (PL).</summary>
    public Pl FillerContactLocation => Pl.Of(Segment.First(19));

    /// <summary>SCH-20: Entered By Person (XCN).</summary>
    public Repeated<Xcn> EnteredByPerson => new(Segment.Slice(20));

    /// <summary>SCH-21: Entered By Phone Number (XTN).</summary>
    public Repeated<Xtn> EnteredByPhoneNumber => new(Segment.Slice(21));

    /// <summary>SCH-22: Entered By Location (PL).</summary>
    public Pl EnteredByLocation => Pl.Of(Segment.First(22));

    /// <summary>SCH-23: Parent Placer Appointment ID (EI).</summary>
    public Ei ParentPlacerAppointmentId => Ei.Of(Segment.First(23));

    /// <summary>SCH-24: Parent Filler Appointment ID (EI).</summary>
    public Ei ParentFillerAppointmentId => Ei.Of(Segment.First(24));

    /// <summary>SCH-25: Filler Status Code (CE, table 0278).</summary>
    public Ce FillerStatusCode => Ce.Of(Segment.First(25));

    /// <summary>SCH-26: Placer Order Number (EI).</summary>
    public Repeated<Ei> PlacerOrderNumber => new(Segment.Slice(26));

    /// <summary>SCH-27: Filler Order Number (EI).</summary>
    public Repeated<Ei> FillerOrderNumber => new(Segment.Slice(27));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
