using Carelake.Hl7v2;

namespace Carelake.Operations;

public sealed partial class FlowEventReader
{
    private static void ReadAdt(Reading reading, string trigger)
    {
        switch (trigger)
        {
            case "A20": ReadBedStatus(reading); return;
            case "A28" or "A31": ReadPerson(reading); return;
            case "A18" or "A30" or "A34" or "A36" or "A39" or "A40": ReadMerges(reading); return;
            case "A35" or "A41" or "A42" or "A43" or "A44" or "A45" or "A47" or "A49" or "A50" or "A51" or "A24" or "A37":
                reading.Report("OPS-0004", "MSH-9", "An event that moves or links visits and numbers is not applied to boards.");
                return;
        }
        if (KindOf(trigger) is not { } kind) return;
        Segment pid = default;
        Segment pv2 = default;
        Segment pv1 = default;
        foreach (var segment in reading.Message.Segments)
        {
            if (segment.Is("PID"))
            {
                if (pv1.Exists) ReadVisit(reading, kind, trigger, pid, pv1, pv2);
                (pid, pv1, pv2) = (segment, default, default);
            }
            else if (segment.Is("PV1") && !pv1.Exists) pv1 = segment;
            else if (segment.Is("PV2") && !pv2.Exists) pv2 = segment;
        }
        if (pid.Exists || pv1.Exists) ReadVisit(reading, kind, trigger, pid, pv1, pv2);
    }

    private static FlowEventKind? KindOf(string trigger) => trigger switch
    {
        "A01" => FlowEventKind.Admit,
        "A02" or "A17" => FlowEventKind.Transfer,
        "A03" => FlowEventKind.Discharge,
        "A04" => FlowEventKind.Register,
        "A05" => FlowEventKind.PreAdmit,
        "A06" => FlowEventKind.ToInpatient,
        "A07" => FlowEventKind.ToOutpatient,
        "A08" or "A54" or "A55" or "A60" or "A61" or "A62" => FlowEventKind.Update,
        "A09" => FlowEventKind.Depart,
        "A10" => FlowEventKind.Arrive,
        "A11" or "A23" or "A38" => FlowEventKind.CancelAdmit,
        "A12" => FlowEventKind.CancelTransfer,
        "A13" => FlowEventKind.CancelDischarge,
        "A14" => FlowEventKind.PendingAdmit,
        "A15" => FlowEventKind.PendingTransfer,
        "A16" => FlowEventKind.PendingDischarge,
        "A21" => FlowEventKind.LeaveStart,
        "A22" => FlowEventKind.LeaveEnd,
        "A25" => FlowEventKind.CancelPendingDischarge,
        "A26" => FlowEventKind.CancelPendingTransfer,
        "A27" => FlowEventKind.CancelPendingAdmit,
        "A32" => FlowEventKind.CancelArrive,
        "A33" => FlowEventKind.CancelDepart,
        "A52" => FlowEventKind.CancelLeaveStart,
        "A53" => FlowEventKind.CancelLeaveEnd,
        _ => null,
    };

    private static void ReadVisit(Reading reading, FlowEventKind kind, string trigger, Segment pid, Segment pv1, Segment pv2)
    {
        if (VisitOf(pid, pv1) is not { Length: > 0 } visit)
        {
            reading.Report("OPS-0002", "PV1-19", "The event is about a visit and names none: it is not applied.");
            return;
        }
        var admitted = reading.Moment(pv1.Field(44));
        var discharged = reading.Moment(pv1.Field(45));
        var occurred = kind switch
        {
            FlowEventKind.Admit or FlowEventKind.Register => admitted,
            FlowEventKind.Discharge => discharged,
            _ => null,
        };
        if (reading.New(kind, occurred) is not { } flow) return;
        flow = flow with
        {
            PatientId = PatientOf(pid), VisitId = visit, Class = ClassOf(pv1.Field(2).Text), Service = pv1.Field(10).Text,
            Location = LocationOf(PlaceOf(kind, pv1)), Detail = DetailOf(kind, pv1, pv2), PlannedAt = PlannedOf(kind, reading, pv2),
        };
        reading.Events.Add(flow);
        if (trigger == "A08" && admitted is { } from) reading.Events.Add(Bare(FlowEventKind.AmendAdmission) with { OccurredAt = from });
        if (trigger == "A08" && discharged is { } until) reading.Events.Add(Bare(FlowEventKind.AmendDischarge) with { OccurredAt = until });
        if (kind is FlowEventKind.Admit or FlowEventKind.ToInpatient or FlowEventKind.Update && reading.Moment(pv2.Field(9)) is { } expected)
            reading.Events.Add(Bare(FlowEventKind.PendingDischarge) with { PlannedAt = expected });

        FlowEvent Bare(FlowEventKind other) => flow with { Kind = other, Location = PatientLocation.None, Detail = "", PlannedAt = null };
    }

    private static string VisitOf(Segment pid, Segment pv1) =>
        pv1.Field(19).Text is { Length: > 0 } visit ? visit
        : pv1.Field(50).Text is { Length: > 0 } alternate ? alternate
        : pid.Field(18).Text;

    // A planned place is PV1-42; senders that leave it out put it into PV1-3, except for a move, where PV1-3 is where the patient still is.
    private static Repetition PlaceOf(FlowEventKind kind, Segment pv1) => kind switch
    {
        FlowEventKind.PendingTransfer => pv1.Field(42).Repetition(1),
        FlowEventKind.PendingAdmit or FlowEventKind.PreAdmit => pv1.Field(42).HasValue ? pv1.Field(42).Repetition(1) : kind == FlowEventKind.PreAdmit ? pv1.Field(3).Repetition(1) : default,
        FlowEventKind.PendingDischarge or FlowEventKind.Update => default,
        _ => pv1.Field(3).Repetition(1),
    };

    private static string DetailOf(FlowEventKind kind, Segment pv1, Segment pv2) => kind switch
    {
        FlowEventKind.Register => pv2.Field(38).Text,
        FlowEventKind.Discharge => pv1.Field(36).Text,
        _ => "",
    };

    private static DateTimeOffset? PlannedOf(FlowEventKind kind, Reading reading, Segment pv2) => kind switch
    {
        FlowEventKind.PreAdmit or FlowEventKind.PendingAdmit => reading.Moment(pv2.Field(8)),
        FlowEventKind.PendingDischarge => reading.Moment(pv2.Field(9)),
        FlowEventKind.LeaveStart => reading.Moment(pv2.Field(47)),
        _ => null,
    };

    private static PatientClass ClassOf(string code) => code switch
    {
        "I" => PatientClass.Inpatient,
        "O" or "R" => PatientClass.Outpatient,
        "E" => PatientClass.Emergency,
        "P" => PatientClass.Preadmitted,
        "B" => PatientClass.Obstetrics,
        _ => PatientClass.Unknown,
    };

    private static void ReadBedStatus(Reading reading)
    {
        foreach (var npu in reading.Message.SegmentsOf("NPU"))
        {
            var location = LocationOf(npu.Field(1).Repetition(1));
            if (!location.HasBed || npu.Field(2).IsEmpty) reading.Report("OPS-0006", "NPU-1", "A bed's state is told without the bed or the state.");
            else if (reading.New(FlowEventKind.BedStatus, null) is { } flow) reading.Events.Add(flow with { Location = location, Detail = npu.Field(2).Text });
        }
    }

    private static void ReadPerson(Reading reading)
    {
        if (reading.New(FlowEventKind.PersonUpdate, null) is { } flow) reading.Events.Add(flow with { PatientId = PatientOf(reading.Message.Segment("PID")) });
    }

    // In A40 the PID is the survivor, and each MRG after it a number that ends.
    private static void ReadMerges(Reading reading)
    {
        var survivor = "";
        foreach (var segment in reading.Message.Segments)
        {
            if (segment.Is("PID")) survivor = PatientOf(segment);
            if (!segment.Is("MRG")) continue;
            foreach (var retired in segment.Field(1).Repetitions)
            {
                if (survivor.Length == 0 || Identifier(retired) is not { Length: > 0 } id) reading.Report("OPS-0003", "MRG-1", "A merge names only one of its two numbers: it is not applied.");
                else if (reading.New(FlowEventKind.PersonMerge, null) is { } flow) reading.Events.Add(flow with { PatientId = survivor, Detail = id });
            }
        }
    }
}
