using Carelake.Core;
using Carelake.Hl7v2;
using Carelake.Operations;
using Carelake.Simulator;

namespace Carelake.Tests.Simulator;

public sealed class LiveGroupTests
{
    private static readonly LiveOptions ThreeDays = new() { Duration = TimeSpan.FromDays(3), FaultShare = 0.05 };

    [Fact]
    public void Same_seed_gives_the_same_messages()
    {
        var day = ThreeDays with { Duration = TimeSpan.FromHours(12) };

        LiveGroup.Open(day).Messages().Select(message => Convert.ToHexString(message.Bytes)).ShouldBe(LiveGroup.Open(day).Messages().Select(message => Convert.ToHexString(message.Bytes)));
    }

    [Fact]
    public void Messages_come_in_the_order_of_sending() =>
        LiveGroup.Open(ThreeDays).Messages().Select(message => message.SentAt).ShouldBeInOrder();

    [Fact]
    public void Every_message_follows_the_standard()
    {
        var validator = new MessageValidator(ValidationProfile.Standard);

        LiveGroup.Open(ThreeDays with { Duration = TimeSpan.FromHours(12) }).Messages()
            .SelectMany(message => validator.Validate(Hl7Message.Parse(message.Bytes).Value)).Where(finding => finding.Severity == Severity.Error)
            .Select(finding => $"{finding.Code} {finding.Path}").Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void The_board_is_the_truth_at_every_quarter_of_an_hour()
    {
        var group = LiveGroup.Open(ThreeDays);
        var state = new FlowState();
        var reader = new FlowEventReader(TimeSpan.Zero);
        foreach (var message in group.Messages())
        {
            var read = reader.Read(Hl7Message.Parse(message.Bytes).Value, 0);
            read.Issues.ShouldBeEmpty();
            foreach (var flow in read.Value) state.Apply(flow);
        }

        group.Truth.Faults.Select(fault => fault.Kind).Distinct().Count().ShouldBe(7, "every kind of fault is planted");
        var visits = state.Visits().ToList();
        for (var at = new DateTimeOffset(2025, 1, 1, 6, 0, 0, TimeSpan.Zero); at < new DateTimeOffset(2025, 1, 3, 23, 0, 0, TimeSpan.Zero); at = at.AddMinutes(15))
        {
            var known = from visit in visits
                        where visit.At(at) is not null
                        let placement = visit.At(at)!.Value
                        select $"{visit.FacilityId} {visit.VisitId} {placement.Location} {placement.IsOnLeave}";
            var truth = group.Truth.At(at).Select(placement => $"{placement.FacilityId} {placement.VisitId} {new PatientLocation(placement.Ward, placement.Room, placement.Bed)} {placement.IsOnLeave}");
            known.Order(StringComparer.Ordinal).ShouldBe(truth.Order(StringComparer.Ordinal), $"{at:u}");
        }
        foreach (var facility in state.Facilities)
        {
            var board = state.BedBoard(facility, LiveGroup.Plan, new(2025, 1, 3, 20, 0, 0, TimeSpan.Zero));
            board.Issues.Where(issue => issue.Issue.Code is "OPS-0020" or "OPS-0021" or "OPS-0022").ShouldBeEmpty();
        }
    }
}
