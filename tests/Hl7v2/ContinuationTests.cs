using System.Collections.Immutable;
using System.Text;
using Carelake.Core;
using Carelake.Hl7v2;

namespace Carelake.Tests.Hl7v2;

public sealed class ContinuationTests
{
    private const string Order = "PID|1||123\rOBR|1||77|X\r";

    [Fact]
    public void Fragments_become_one_message_with_the_first_header()
    {
        var joined = Join(
            Message("M1", "", Order + "OBX|1|TX|A||one\rDSC|P1|F\r"),
            Message("M2", "P1", "OBX|2|TX|A||two\rDSC|P2|F\r"),
            Message("M3", "P2", "OBX|3|TX|A||three\r")).ShouldHaveSingleItem();

        joined.Issues.ShouldBeEmpty();
        joined.Value.ControlId.ShouldBe("M1");
        joined.Value.SegmentsOf("OBX").Select(segment => segment.Field(5).Text).ShouldBe(["one", "two", "three"]);
        joined.Value.Segment("DSC").Exists.ShouldBeFalse();
        Encoding.ASCII.GetString(joined.Value.Original.Span).ShouldBe(Message("M1", "", Order + "OBX|1|TX|A||one\rOBX|2|TX|A||two\rOBX|3|TX|A||three\r"));
    }

    [Theory]
    [InlineData("OBX|1|TX|A||the be\rADD|\rDSC|P1|F\r")]
    [InlineData("OBX|1|TX|A||the be\rDSC|P1|F\r")]
    public void A_segment_that_was_cut_goes_on_after_ADD(string cut)
    {
        var joined = Join(Message("M1", "", Order + cut), Message("M2", "P1", "ADD|ginning||||F\rOBX|2|TX|A||end\r")).ShouldHaveSingleItem();

        joined.Value.Segment("OBX").Field(5).Text.ShouldBe("the beginning");
        joined.Value.Segment("OBX").Field(9).Text.ShouldBe("F");
        joined.Value.Segment("OBX", 2).Field(5).Text.ShouldBe("end");
    }

    [Fact]
    public void Fragments_of_several_senders_may_be_mixed()
    {
        var messages = Join(
            Message("A1", "", "PID|1||A\rDSC|P1|F\r", sender: "LAB"),
            Message("B1", "", "PID|1||B\rDSC|P1|F\r", sender: "ADT"),
            Message("C1", "", "PID|1||C\r"),
            Message("B2", "P1", "PV1|1|I\r", sender: "ADT"),
            Message("A2", "P1", "PV1|1|O\r", sender: "LAB"));

        messages.Select(message => message.Value.ControlId).ShouldBe(["A1", "B1", "C1"]);
        messages.Select(message => message.Value.Segment("PV1").Field(2).Text).ShouldBe(["O", "I", ""]);
    }

    [Theory]
    [InlineData("F", Severity.Error)]
    [InlineData("", Severity.Warning)]
    public void A_part_without_its_rest_is_told(string style, Severity severity)
    {
        var part = Join(Message("M1", "", Order + $"DSC|P1|{style}\r")).ShouldHaveSingleItem();

        part.Issues.ShouldHaveSingleItem().ShouldBe(new("HL7-0013", severity, "DSC-1", part.Issues[0].Message));
        part.Value.Findings.ShouldHaveSingleItem().Offset.ShouldBe(part.Value.Segment("DSC").Offset);
        part.Value.Segment("DSC").Exists.ShouldBeTrue();
    }

    [Fact]
    public void A_rest_without_its_beginning_is_an_error()
    {
        var rest = Join(Message("M2", "P1", "OBX|1|TX|A||a\r")).ShouldHaveSingleItem().Issues.ShouldHaveSingleItem();
        rest.ShouldBe(new("HL7-0014", Severity.Error, "MSH-14", rest.Message));
        // What came already is not taken twice.
        var twice = Join(Message("M1", "", Order + "DSC|P1|F\r"), Message("M2", "P1", "OBX|1|TX|A||a\r"), Message("M2", "P1", "OBX|1|TX|A||a\r"));
        twice.Select(message => message.Issues.Length).ShouldBe([0, 1]);
    }

    [Theory]
    [InlineData("PID|1||123\rOBR|1||77|X\r")]
    [InlineData("SFT|Maker|1|Product|2\rPID|1||123\rOBR|1||77|X\r")]
    [InlineData("OBR|1||77|X\r")]
    public void A_message_that_is_whole_by_itself_is_taken_whatever_it_says_to_continue(string segments)
    {
        var whole = Join(Message("M2", "456", segments)).ShouldHaveSingleItem().Issues.ShouldHaveSingleItem();
        whole.ShouldBe(new("HL7-0014", Severity.Warning, "MSH-14", whole.Message));
    }

    [Fact]
    public void A_whole_message_with_a_continuation_is_joined_with_it()
    {
        var joined = Join(Message("M2", "456", Order + "DSC|P2|F\r"), Message("M3", "P2", "OBX|1|TX|A||one\r")).ShouldHaveSingleItem();

        joined.Issues.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Warning);
        joined.Value.Segment("OBX").Field(5).Text.ShouldBe("one");
        Join(Message("M2", "456", Order + "DSC|P2|F\r")).ShouldHaveSingleItem().Issues.ShouldHaveSingleItem().Code.ShouldBe("HL7-0013");
    }

    [Fact]
    public void A_blank_continues_nothing() => Join(Message("M1", " ", Order)).ShouldHaveSingleItem().Issues.ShouldBeEmpty();

    [Fact]
    public void An_answer_that_is_to_be_asked_for_is_whole() =>
        Join(Message("M1", "", Order + "DSC|P1|I\r")).ShouldHaveSingleItem().Issues.ShouldBeEmpty();

    [Fact]
    public void A_file_is_read_with_its_fragments_joined()
    {
        var text = $"BHS|^~\\&|LAB\r{Message("M1", "", Order + "DSC|P1|F\r")}{Message("M2", "P1", "OBX|1|TX|A||one\r")}BTS|2\r";
        var file = Hl7File.Read(Encoding.ASCII.GetBytes(text));

        file.Issues.ShouldBeEmpty();
        file.Value.Messages.ShouldHaveSingleItem().Value.Segments.Select(segment => segment.Id).ShouldBe(["MSH", "PID", "OBR", "OBX"]);
    }

    [Fact]
    public void Text_in_a_set_that_hides_delimiters_is_joined_as_read()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        var parts = new[] { Message("M1", "", "PID|1||张\rDSC|P1|F\r", set: "GB 18030-2000"), Message("M2", "P1", "NTE|1||李\r", set: "GB 18030-2000") };
        var joined = Continuations.Join([.. parts.Select(part => Hl7Message.Parse(encoding.GetBytes(part)))]).ShouldHaveSingleItem().Value;

        joined.Segment("PID").Field(3).Text.ShouldBe("张");
        joined.Segment("NTE").Field(3).Text.ShouldBe("李");
    }

    private static ImmutableArray<Parsed<Hl7Message>> Join(params string[] messages) =>
        Continuations.Join([.. messages.Select(message => Hl7Message.Parse(Encoding.ASCII.GetBytes(message)))]);

    private static string Message(string controlId, string pointer, string segments, string sender = "LAB", string set = "") =>
        $"MSH|^~\\&|{sender}|HOSP|LAKE|GROUP|20250115103000||ORU^R01|{controlId}|P|2.5.1||{pointer}||||{set}\r{segments}";
}
