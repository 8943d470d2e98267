using Carelake.Hl7v2;
using Carelake.Operations;
using Carelake.Simulator;

namespace Carelake.Tests.Fuzz;

[Trait("Speed", "Slow")]
public sealed class FlowFuzzTests
{
    [Fact]
    public void Nothing_breaks_the_events_the_boards_or_the_snapshots()
    {
        var reader = new FlowEventReader(TimeSpan.Zero);
        var state = new FlowState();
        FuzzRun.Of(Seeds(), "|^~\\&\r\"0123456789AEIV"u8, input =>
        {
            foreach (var message in Hl7File.Read(input).Value.Messages)
                foreach (var flow in reader.Read(message.Value, 1).Value) state.Apply(flow);
            if (state.EventCount < 400) return;
            foreach (var facility in state.Facilities.ToList())
            {
                _ = state.BedBoard(facility, LiveGroup.Plan).Issues.Length + EmergencyBoard.Of(state, facility).BreachCount + ExpectedDischarges.Of(state, facility, state.LatestAt).Length;
                _ = TheatreBoard.Of(state, facility, state.LatestAt.AddDays(-1)).Theatres.Length;
            }
            foreach (var visit in state.Visits().Take(3)) _ = Journey.Of(state, visit.FacilityId, visit.PatientId).Length;
            FlowState.FromSnapshot(state.ToSnapshot()).Value.Issues(BedPlan.Empty).Length.ShouldBe(state.Issues(BedPlan.Empty).Length);
            state = new();
        });
    }

    private static IEnumerable<byte[]> Seeds() => LiveGroup.Open(new() { Duration = TimeSpan.FromHours(9) }).Messages().Take(1500).Select(message => message.Bytes);
}
