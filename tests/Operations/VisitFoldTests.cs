using Carelake.Operations;
using static Carelake.Operations.FlowEventKind;
using static Carelake.Tests.Operations.Feed;

namespace Carelake.Tests.Operations;

public sealed class VisitFoldTests
{
    [Fact]
    public void A_stay_is_admission_transfers_and_discharge()
    {
        var visit = Visit(Event(Admit, 8, bed: 1), Event(Transfer, 10, bed: 2), Event(Discharge, 12));

        Places(visit).ShouldBe("1 8-10, 2 10-12");
        (visit.Status, visit.AdmittedAt, visit.DischargedAt).ShouldBe((VisitStatus.Discharged, At(8), At(12)));
        visit.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void A_transfer_that_is_taken_back_never_was() =>
        Places(Visit(Event(Admit, 8, bed: 1), Event(Transfer, 10, bed: 2, recorded: 10.1), Event(CancelTransfer, 10, bed: 1, recorded: 10.5))).ShouldBe("1 8-");

    [Fact]
    public void A_cancellation_without_the_time_of_its_event_takes_back_the_last_recorded() =>
        Places(Visit(Event(Admit, 8, bed: 1), Event(Transfer, 9, bed: 2), Event(Transfer, 10, bed: 3), Event(CancelTransfer, 10.5))).ShouldBe("1 8-9, 2 9-");

    [Fact]
    public void A_transfer_reported_again_with_another_bed_replaces_the_first() =>
        Places(Visit(Event(Admit, 8, bed: 1), Event(Transfer, 10, bed: 2), Event(Transfer, 10, bed: 3, recorded: 11))).ShouldBe("1 8-10, 3 10-");

    [Fact]
    public void A_transfer_taken_back_and_reported_again_counts() =>
        Places(Visit(Event(Admit, 8, bed: 1), Event(Transfer, 10, bed: 2), Event(CancelTransfer, 10, recorded: 10.5), Event(Transfer, 10, bed: 3, recorded: 11))).ShouldBe("1 8-10, 3 10-");

    [Fact]
    public void A_discharge_that_is_taken_back_leaves_no_gap()
    {
        var visit = Visit(Event(Admit, 8, bed: 1), Event(Discharge, 10), Event(CancelDischarge, 10, bed: 1, recorded: 11));

        Places(visit).ShouldBe("1 8-");
        visit.Status.ShouldBe(VisitStatus.Present);
    }

    [Fact]
    public void A_discharge_that_is_taken_back_can_end_in_another_bed() =>
        Places(Visit(Event(Admit, 8, bed: 1), Event(Discharge, 10), Event(CancelDischarge, 10, bed: 4, recorded: 11))).ShouldBe("1 8-11, 4 11-");

    [Fact]
    public void An_admission_that_is_taken_back_never_was()
    {
        var visit = Visit(Event(Admit, 8, bed: 1), Event(CancelAdmit, 8, recorded: 9));

        visit.Placements.ShouldBeEmpty();
        visit.Status.ShouldBe(VisitStatus.Cancelled);
    }

    [Fact]
    public void An_admission_back_to_emergency_keeps_the_registration()
    {
        var visit = Visit(Event(Register, 6, bed: 9, patientClass: PatientClass.Emergency), Event(ToInpatient, 8, bed: 1), Event(CancelAdmit, 8, recorded: 9));

        Places(visit).ShouldBe("9 6-");
        (visit.Class, visit.AdmittedAt).ShouldBe((PatientClass.Emergency, null));
    }

    [Fact]
    public void An_update_amends_the_moments_of_admission_and_discharge()
    {
        var visit = Visit(
            Event(Admit, 8, bed: 1), Event(Discharge, 12),
            Event(AmendAdmission, 7.5, recorded: 13), Event(AmendDischarge, 11, recorded: 13));

        Places(visit).ShouldBe("1 7.5-11");
    }

    [Fact]
    public void A_discharged_patient_moves_no_more()
    {
        var visit = Visit(Event(Admit, 8, bed: 1), Event(Discharge, 10), Event(Transfer, 11, bed: 2));

        Places(visit).ShouldBe("1 8-10");
        Codes(visit).ShouldBe(["OPS-0010"]);
    }

    [Fact]
    public void What_cannot_be_true_is_said()
    {
        Codes(Visit(Event(Admit, 8, bed: 1), Event(Transfer, 7, bed: 2))).ShouldBe(["OPS-0011"]);
        Codes(Visit(Event(Admit, 8, bed: 1), Event(Discharge, 7))).ShouldBe(["OPS-0012"]);
        Codes(Visit(Event(Transfer, 8, bed: 1))).ShouldBe(["OPS-0013"]);
        Codes(Visit(Event(Admit, 8, bed: 1), Event(CancelDischarge, 9))).ShouldBe(["OPS-0014"]);
    }

    [Fact]
    public void A_feed_that_starts_in_the_middle_of_a_stay_shows_the_patient()
    {
        var visit = Visit(Event(Transfer, 8, bed: 1));

        Places(visit).ShouldBe("1 8-");
        visit.AdmittedAt.ShouldBeNull();
    }

    [Fact]
    public void A_patient_on_leave_keeps_the_bed()
    {
        var visit = Visit(Event(Admit, 8, bed: 1), Event(LeaveStart, 10, bed: 1), Event(LeaveEnd, 14, bed: 1));

        Places(visit).ShouldBe("1 8-10, 1* 10-14, 1 14-");
    }

    [Fact]
    public void An_emergency_patient_leaves_when_the_first_other_ward_begins()
    {
        var ward = Event(ToInpatient, 11) with { Location = new("W2", "B1", "1") };
        var visit = Visit(Event(Register, 6, patientClass: PatientClass.Emergency, detail: "A") with { Location = new("ED", "", "") },
            Event(Arrive, 6.5), Event(Transfer, 7) with { Location = new("ED", "", "C1") }, Event(PendingAdmit, 9), ward);

        (visit.ArrivalMode, visit.HandedOverAt, visit.BedRequestedAt, visit.LeftEmergencyAt).ShouldBe(("A", At(6.5), At(9), At(11)));
        visit.IsInpatientStay.ShouldBeTrue();
    }

    [Fact]
    public void Planned_is_what_has_not_begun()
    {
        var visit = Visit(Event(PreAdmit, 8, bed: 3, planned: 31, patientClass: PatientClass.Preadmitted));

        (visit.Status, visit.ExpectedAdmission, visit.Reserved).ShouldBe((VisitStatus.Planned, At(31), Bed(3)));
        Visit(Event(PreAdmit, 8, bed: 3), Event(CancelAdmit, 8, recorded: 9)).Status.ShouldBe(VisitStatus.Cancelled);
    }

    [Fact]
    public void A_repeated_event_changes_nothing()
    {
        var (admit, move) = (Event(Admit, 8, bed: 1), Event(Transfer, 9, bed: 2));

        Places(Visit(admit, move, admit, move with { MessageId = "again" }, move)).ShouldBe("1 8-9, 2 9-");
    }
}
