using System.Text;
using Carelake.Hl7v2;

namespace Carelake.Tests.Hl7v2;

public sealed class GroupTests
{
    private static GroupedMessage Group(string type, params string[] segments) => GroupedMessage.Of(Hl7Message.Parse(
        Encoding.UTF8.GetBytes($"MSH|^~\\&|A|B|C|D|20250101||{type}|1|P|2.5.1\r{string.Join('\r', segments)}\r")).Value);

    private static string Outline(Hl7Group group) =>
        $"{group.Name}({string.Join(' ', group.Segments.Select(segment => segment.Id).Concat(group.Groups.Select(Outline)))})";

    [Fact]
    public void Results_are_grouped_as_the_structure_says()
    {
        var grouped = Group("ORU^R01", "PID|1", "PV1|1|I", "ORC|RE", "OBR|1", "NTE|1", "OBX|1", "NTE|1", "OBX|2", "OBR|2", "OBX|1", "PID|2", "OBR|1", "OBX|1");

        Outline(grouped.Root).ShouldBe(
            "ORU_R01(MSH PATIENT_RESULT(PATIENT(PID VISIT(PV1)) ORDER_OBSERVATION(ORC OBR NTE OBSERVATION(OBX NTE) OBSERVATION(OBX)) ORDER_OBSERVATION(OBR OBSERVATION(OBX)))"
            + " PATIENT_RESULT(PATIENT(PID) ORDER_OBSERVATION(OBR OBSERVATION(OBX))))");
        grouped.Unexpected.ShouldBeEmpty();
        grouped.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void An_observation_without_its_request_still_finds_its_group()
    {
        var grouped = Group("ORU^R01", "PID|1", "OBX|1");

        Outline(grouped.Root).ShouldBe("ORU_R01(MSH PATIENT_RESULT(PATIENT(PID) ORDER_OBSERVATION(OBSERVATION(OBX))))");
        grouped.Missing.ShouldBe(["PATIENT_RESULT/ORDER_OBSERVATION/OBR"]);
    }

    [Fact]
    public void Insurances_repeat_with_their_parts()
    {
        var grouped = Group("ADT^A01", "EVN||2025", "PID|1", "PV1|1", "IN1|1", "IN2|1", "IN1|2", "ZIN|1", "XYZ|1");

        grouped.Root.GroupsOf("INSURANCE").Select(Outline).ShouldBe(["INSURANCE(IN1 IN2)", "INSURANCE(IN1 ZIN XYZ)"]);
        grouped.Unexpected.Select(segment => segment.Id).ShouldBe(["ZIN", "XYZ"]);
    }

    [Fact]
    public void Every_structure_is_read_and_no_segment_of_any_corpus_file_is_lost()
    {
        foreach (var name in Hl7Definitions.StructureNames) Hl7Definitions.Structure(name).ShouldNotBeNull().ShouldNotBeEmpty(name);
        foreach (var file in Corpus.Files())
            foreach (var message in Hl7File.Read(File.ReadAllBytes(file)).Value.Messages)
                GroupedMessage.Of(message.Value).Root.AllSegments.Select(segment => segment.Index).ShouldBe(Enumerable.Range(0, message.Value.Segments.Count), file);
    }
}
