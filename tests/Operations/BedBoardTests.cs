using Carelake.Operations;
using static Carelake.Operations.FlowEventKind;
using static Carelake.Tests.Operations.Feed;

namespace Carelake.Tests.Operations;

public sealed class BedBoardTests
{
    private static readonly BedPlan Plan = new([.. Enumerable.Range(1, 4).Select(number => new PlannedBed("H1", Bed(number), "Ward One", WardKind.GeneralAcute, "MED", number == 4))]);

    [Fact]
    public void Beds_are_occupied_reserved_cleaned_blocked_or_free()
    {
        var board = Board(
            Event(Admit, 8, "V1", bed: 1), Event(PreAdmit, 8, "V2", bed: 2, planned: 30),
            Status(3, 'H', 9), Status(4, 'C', 9));

        board.Beds.Select(bed => bed.State).ShouldBe([BedState.Occupied, BedState.Reserved, BedState.Cleaning, BedState.Blocked]);
        board.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void A_bed_holds_one_patient_and_the_other_is_said_to_have_none()
    {
        var board = Board(Event(Admit, 8, "V1", bed: 1), Event(Admit, 9, "V2", bed: 1));

        board.Beds[0].Visit!.VisitId.ShouldBe("V1");
        board.WithoutBed.Select(waiting => waiting.Visit.VisitId).ShouldBe(["V2"]);
        board.Issues.Select(issue => (issue.Issue.Code, issue.VisitId)).ShouldBe([("OPS-0020", "V2")]);
    }

    [Fact]
    public void The_issue_is_gone_when_a_late_message_explains_it()
    {
        var board = Board(Event(Admit, 8, "V1", bed: 1), Event(Admit, 9, "V2", bed: 1), Event(Discharge, 8.5, "V1", recorded: 12));

        board.Beds[0].Visit!.VisitId.ShouldBe("V2");
        board.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void One_person_is_in_one_bed_also_after_a_merge()
    {
        var merge = Event(PersonMerge, 10, "", patient: "A^H1", detail: "B^H1");
        var board = Board(Event(Admit, 8, "V1", bed: 1, patient: "A^H1"), Event(Admit, 9, "V2", bed: 2, patient: "B^H1"), merge);

        board.Beds.Where(bed => bed.State == BedState.Occupied).Select(bed => bed.Visit!.VisitId).ShouldBe(["V2"]);
        board.Issues.Select(issue => issue.Issue.Code).ShouldBe(["OPS-0021"]);
    }

    [Fact]
    public void A_state_that_contradicts_the_movements_is_an_issue()
    {
        Board(Event(Admit, 8, bed: 1), Status(1, 'U', 9)).Issues.Select(issue => issue.Issue.Code).ShouldBe(["OPS-0023"]);
        var board = Board(Status(1, 'O', 9));
        board.Beds[0].State.ShouldBe(BedState.Blocked);
        board.Issues.Select(issue => issue.Issue.Code).ShouldBe(["OPS-0024"]);
        Board(Event(Admit, 8, bed: 9)).Issues.Select(issue => issue.Issue.Code).ShouldBe(["OPS-0022"]);
    }

    [Fact]
    public void The_board_of_an_earlier_moment_is_what_was_then()
    {
        var state = State(Event(Admit, 8, bed: 1), Event(Discharge, 10), Event(Admit, 11, "V2", bed: 1));

        state.BedBoard("H1", Plan, At(9)).Beds[0].Visit!.VisitId.ShouldBe("V1");
        state.BedBoard("H1", Plan, At(10.5)).Beds[0].State.ShouldBe(BedState.Free);
        state.BedBoard("H1", Plan).Beds[0].Visit!.VisitId.ShouldBe("V2");
    }

    [Fact]
    public void A_plan_is_read_as_it_is_written()
    {
        BedPlan.Parse(Plan.ToText()).Value.Beds.ShouldBe(Plan.Beds);
        BedPlan.Parse("H1,W1,B1\n").Issues.Select(issue => issue.Code).ShouldBe(["OPS-0060"]);
    }

    private static FlowEvent Status(int bed, char status, double hour) => Event(BedStatus, hour, "", bed: bed, detail: $"{status}");

    private static BedBoard Board(params IEnumerable<FlowEvent> events) => State(events).BedBoard("H1", Plan);
}
