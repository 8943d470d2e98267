namespace Carelake.Operations;

/// <summary>
/// What happened to a patient, a bed or a theatre case. The order is that in which events of one moment are applied; the numbers are written to snapshots and
/// never change.
/// </summary>
public enum FlowEventKind : byte
{
    /// <summary>A person was added or changed, without a visit: A28, A31.</summary>
    PersonUpdate = 0,

    /// <summary>Two patient numbers are one person's: A18, A30, A34, A36, A39, A40. The retired number is in <see cref="FlowEvent.Detail"/>.</summary>
    PersonMerge = 1,

    /// <summary>A visit is planned: A05, A14 on a visit that has not begun.</summary>
    PreAdmit = 2,

    /// <summary>An outpatient or emergency patient arrived: A04.</summary>
    Register = 3,

    /// <summary>An inpatient stay began: A01.</summary>
    Admit = 4,

    /// <summary>An outpatient or emergency patient became an inpatient: A06.</summary>
    ToInpatient = 5,

    /// <summary>An inpatient became an outpatient: A07.</summary>
    ToOutpatient = 6,

    /// <summary>Moved to another place: A02, and each half of A17.</summary>
    Transfer = 7,

    /// <summary>Went on leave; the bed is kept: A21.</summary>
    LeaveStart = 8,

    /// <summary>Came back from leave: A22.</summary>
    LeaveEnd = 9,

    /// <summary>Arrived at a place where care goes on, seen by tracking: A10. For an ambulance patient this is the handover.</summary>
    Arrive = 10,

    /// <summary>Left for a place, seen by tracking: A09.</summary>
    Depart = 11,

    /// <summary>The visit ended: A03.</summary>
    Discharge = 12,

    /// <summary>Data of the visit as they are now: A08 and the like.</summary>
    Update = 13,

    /// <summary>The moment of admission as a later message states it: PV1-44 of A08.</summary>
    AmendAdmission = 14,

    /// <summary>The moment of discharge as a later message states it: PV1-45 of A08.</summary>
    AmendDischarge = 15,

    /// <summary>An inpatient bed was asked for; the place kept, if any, is <see cref="FlowEvent.Location"/>: A14.</summary>
    PendingAdmit = 16,

    /// <summary>A move is planned: A15.</summary>
    PendingTransfer = 17,

    /// <summary>Discharge is expected at <see cref="FlowEvent.PlannedAt"/>: A16, and PV2-9 of other events.</summary>
    PendingDischarge = 18,

    /// <summary>Takes back an admission or registration: A11, A23, A38.</summary>
    CancelAdmit = 19,

    /// <summary>Takes back a transfer: A12.</summary>
    CancelTransfer = 20,

    /// <summary>Takes back a discharge: A13.</summary>
    CancelDischarge = 21,

    /// <summary>Takes back a leave: A52.</summary>
    CancelLeaveStart = 22,

    /// <summary>Takes back a return: A53.</summary>
    CancelLeaveEnd = 23,

    /// <summary>Takes back the request for a bed: A27.</summary>
    CancelPendingAdmit = 24,

    /// <summary>Takes back a planned move: A26.</summary>
    CancelPendingTransfer = 25,

    /// <summary>Takes back an expected discharge: A25.</summary>
    CancelPendingDischarge = 26,

    /// <summary>Takes back an arrival seen by tracking: A32.</summary>
    CancelArrive = 27,

    /// <summary>Takes back a departure seen by tracking: A33.</summary>
    CancelDepart = 28,

    /// <summary>The state of a bed, by table 0116 in <see cref="FlowEvent.Detail"/>: A20.</summary>
    BedStatus = 29,

    /// <summary>A theatre case was booked, moved or changed: SIU S12, S13, S14; <see cref="FlowEvent.PlannedAt"/> to <see cref="FlowEvent.PlannedEndAt"/>.</summary>
    CaseBook = 30,

    /// <summary>A theatre case will not take place; why is in <see cref="FlowEvent.Detail"/>: SIU S15, S16, S17.</summary>
    CaseCancel = 31,

    /// <summary>The patient of a theatre case did not come: SIU S26.</summary>
    CaseNoShow = 32,

    /// <summary>A moment of an operation, named in <see cref="FlowEvent.Detail"/>, happened: ORM.</summary>
    CaseMilestone = 33,
}
