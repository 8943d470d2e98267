using System.Text;
using Carelake.Hl7v2;
using Carelake.Operations;

namespace Carelake.Tests.Operations;

public sealed class FlowEventReaderTests
{
    private const string Pid = "PID|1||9^^^X^SS~42^^^H1^MR||DOE^JANE\r";

    [Fact]
    public void An_admission_is_when_PV1_44_says_and_tells_the_expected_discharge_too()
    {
        var events = Read("ADT^A01", "EVN||20250301081500+0100\r" + Pid + "PV1|1|I|W1^B2^3^H1|||||||300|||||||||V7|||||||||||||||||||||||||20250301080000+0100\rPV2|||||||||20250304120000+0100\r");

        events.Select(flow => flow.Kind).ShouldBe([FlowEventKind.Admit, FlowEventKind.PendingDischarge]);
        var admit = events[0];
        (admit.OccurredAt, admit.RecordedAt).ShouldBe((At(7, 0), At(7, 15)));
        (admit.FacilityId, admit.PatientId, admit.VisitId, admit.Service).ShouldBe(("H1", "42^H1", "V7", "300"));
        (admit.Location, admit.Class, admit.Sequence).ShouldBe((new PatientLocation("W1", "B2", "3"), PatientClass.Inpatient, 5L));
        events[1].PlannedAt.ShouldBe(new DateTimeOffset(2025, 3, 4, 11, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Times_without_zone_are_the_readers() =>
        Read("ADT^A02", "EVN||202503010815||||202503010810\r" + Pid + "PV1|1|I|W1^B2^4||||||||||||||||V7\r", TimeSpan.FromHours(5.5))
            .Single().OccurredAt.ShouldBe(new DateTimeOffset(2025, 3, 1, 2, 40, 0, TimeSpan.Zero));

    [Fact]
    public void A_swap_is_two_transfers()
    {
        var events = Read("ADT^A17", "EVN||20250301081500Z\r".Replace("Z", "+0000", StringComparison.Ordinal)
            + Pid + "PV1|1|I|W1^B1^1||||||||||||||||V1\r" + "PID|2||43^^^H1^MR\rPV1|1|I|W1^B1^2||||||||||||||||V2\r");

        events.Select(flow => (flow.Kind, flow.VisitId, flow.Location.Bed)).ShouldBe([(FlowEventKind.Transfer, "V1", "1"), (FlowEventKind.Transfer, "V2", "2")]);
    }

    [Fact]
    public void A_merge_names_survivor_and_retired() =>
        Read("ADT^A40", "EVN||20250301081500+0000\r" + Pid + "MRG|41^^^H1^MR\r").Single().ShouldSatisfyAllConditions(
            flow => flow.Kind.ShouldBe(FlowEventKind.PersonMerge), flow => flow.PatientId.ShouldBe("42^H1"), flow => flow.Detail.ShouldBe("41^H1"));

    [Fact]
    public void A_beds_state_is_in_NPU() =>
        Read("ADT^A20", "EVN||20250301081500+0000\rNPU|W1^B1^2^H1|H\r").Single().ShouldSatisfyAllConditions(
            flow => flow.Kind.ShouldBe(FlowEventKind.BedStatus), flow => flow.Location.ShouldBe(new PatientLocation("W1", "B1", "2")), flow => flow.Detail.ShouldBe("H"));

    [Fact]
    public void A_theatre_case_is_booked_by_SIU_and_done_by_ORM()
    {
        var booked = Read("SIU^S12", "SCH|CASE0091^HIS|OT26-0417^OT||||ELECTIVE|||||^^120^20250301093000+0000^20250301113000+0000||||||||||||||BOOKED\r"
            + Pid + "RGS|1|A\rAIS|1|A|47.01^SAMPLE^LOCAL|20250301093000+0000|||120|MIN||BOOKED\rAIL|1|A|OT-3^^^H1|OR\r").Single();
        (booked.Kind, booked.CaseId, booked.Location.Ward, booked.PlannedAt, booked.PlannedEndAt).ShouldBe((FlowEventKind.CaseBook, "OT26-0417", "OT-3", At(9, 30), At(11, 30)));

        var begun = Read("ORM^O01", Pid + "ORC|SC|CASE0091^HIS|OT26-0417^OT||IP||||20250301094000+0000||||OT-3^^^H1||20250301093800+0000\r").Single();
        (begun.Kind, begun.CaseId, begun.Detail, begun.OccurredAt).ShouldBe((FlowEventKind.CaseMilestone, "OT26-0417", "in_theatre", At(9, 38)));
    }

    [Theory]
    [InlineData("ADT^A02", "EVN||20250301081500+0000\rPID|1||42^^^H1^MR\rPV1|1|I|W1^B1^1\r", "OPS-0002")]
    [InlineData("ADT^A40", "EVN||20250301081500+0000\rPID|1||42^^^H1^MR\rMRG|\"\"\r", "OPS-0003")]
    [InlineData("ADT^A42", "EVN||20250301081500+0000\rPID|1||42^^^H1^MR\r", "OPS-0004")]
    [InlineData("ADT^A20", "EVN||20250301081500+0000\rNPU|W1|H\r", "OPS-0006")]
    [InlineData("SIU^S12", "AIL|1|A|OT-3^^^H1|OR\r", "OPS-0007")]
    public void What_cannot_be_applied_is_said(string type, string body, string code) =>
        new FlowEventReader(TimeSpan.Zero).Read(Message(type, body), 5).ShouldSatisfyAllConditions(
            read => read.Value.ShouldBeEmpty(), read => read.Issues.Select(issue => issue.Code).ShouldBe([code]));

    [Fact]
    public void A_message_from_the_future_is_not_applied() =>
        new FlowEventReader(TimeSpan.Zero).Read(Message("ADT^A28", "EVN||20990301081500+0000\r" + Pid), 5, At(9, 0)).ShouldSatisfyAllConditions(
            read => read.Value.ShouldBeEmpty(), read => read.Issues.Select(issue => issue.Code).ShouldBe(["OPS-0008"]));

    [Fact]
    public void Every_message_of_the_corpora_is_read_without_a_throw()
    {
        var reader = new FlowEventReader(TimeSpan.Zero);
        var state = new FlowState();
        foreach (var file in Directory.EnumerateFiles(SharedData.Path("corpora/hl7v2"), "*.hl7", SearchOption.AllDirectories))
            foreach (var message in Hl7File.Read(File.ReadAllBytes(file)).Value.Messages)
                foreach (var flow in reader.Read(message.Value, 1).Value) state.Apply(flow);
        state.EventCount.ShouldBeGreaterThan(0);
        state.Issues(BedPlan.Empty).ShouldAllBe(issue => issue.Issue.Code.StartsWith("OPS-"));
    }

    private static DateTimeOffset At(int hour, int minute) => new(2025, 3, 1, hour, minute, 0, TimeSpan.Zero);

    private static Hl7Message Message(string type, string body) =>
        Hl7Message.Parse(Encoding.UTF8.GetBytes($"MSH|^~\\&|PAS|H1|X|Y|20250301082000+0000||{type}|C1|P|2.5.1\r{body}")).Value;

    private static System.Collections.Immutable.ImmutableArray<FlowEvent> Read(string type, string body, TimeSpan zone = default)
    {
        var read = new FlowEventReader(zone).Read(Message(type, body), 5);
        read.Issues.ShouldBeEmpty();
        return read.Value;
    }
}
