using Carelake.Operations;
using static Carelake.Operations.FlowEventKind;
using static Carelake.Tests.Operations.Feed;

namespace Carelake.Tests.Operations;

public sealed class FlowSnapshotTests
{
    private static FlowState Sample() => State(
        Event(Admit, 8, bed: 1) with { Sequence = 17 }, Event(BedStatus, 9, "", bed: 2, detail: "C"),
        Event(PersonMerge, 9, "", patient: "A^H1", detail: "B^H1"),
        Event(CaseBook, 9, planned: 12) with { CaseId = "C1", Location = new("OT-1", "", "") });

    [Fact]
    public void A_snapshot_holds_everything_and_the_position()
    {
        var read = FlowState.FromSnapshot(Sample().ToSnapshot());

        read.Issues.ShouldBeEmpty();
        read.Value.Position.ShouldBe(17);
        Places(read.Value.Visit("H1", "V1")!).ShouldBe("1 8-");
        read.Value.PersonOf("H1", "B^H1").ShouldBe("A^H1");
        read.Value.Cases().Single().Theatre.ShouldBe("OT-1");
        read.Value.BedBoard("H1", BedPlan.Empty).Count(BedState.Blocked).ShouldBe(1);
    }

    [Fact]
    public void A_snapshot_written_again_is_the_same()
    {
        var bytes = Sample().ToSnapshot();

        FlowState.FromSnapshot(bytes).Value.ToSnapshot().ShouldBe(bytes);
    }

    [Fact]
    public void Every_damaged_byte_is_noticed()
    {
        var bytes = Sample().ToSnapshot();
        for (var at = 0; at < bytes.Length; at++)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 0x20;
            FlowState.FromSnapshot(damaged).Issues.Single().Code.ShouldBe("OPS-0050");
            FlowState.FromSnapshot(bytes.AsMemory(0, at)).Issues.Single().Code.ShouldBe("OPS-0050");
        }
    }

    [Fact]
    public void What_ended_long_ago_is_forgotten_and_comes_back_no_more()
    {
        var state = new FlowState(new() { KeepDays = 30 });
        state.Apply(Event(Admit, 8, bed: 1));
        state.Apply(Event(Discharge, 9));
        state.Apply(Event(Admit, 24 * 60, "V2", bed: 2));
        state.Apply(Event(Transfer, 8.5, bed: 3));

        state.Visits().Select(visit => visit.VisitId).ShouldBe(["V2"]);
        state.TooLateCount.ShouldBe(1);
    }
}
