using System.Text;
using Carelake.X12;

namespace Carelake.Tests.X12;

public sealed class X12ReaderTests
{
    private const string Header = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *250101*1200*^*00501*000000001*0*T*:~";

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n  ")]
    public void A_mark_and_blanks_before_ISA_are_no_data(string before)
    {
        Read(before + Header + "GS*HC~").ShouldBe(["ISA/16", "GS/1"]);
    }

    [Fact]
    public void Blanks_after_a_terminator_are_no_data() => Read(Header + "\r\n  GS*HC~\n\n   ST*837~").ShouldBe(["ISA/16", "GS/1", "ST/1"]);

    [Theory]
    [InlineData('\n')]
    [InlineData('\u001d')]
    [InlineData('|')]
    public void Any_byte_can_end_a_segment(char terminator) =>
        Read((Header + "GS*HC~ST*837~").Replace('~', terminator)).ShouldBe(["ISA/16", "GS/1", "ST/1"]);

    [Fact]
    public void Carriage_return_and_line_feed_end_a_segment_together() =>
        Read((Header + "GS*HC~ST*837~").Replace("~", "\r\n", StringComparison.Ordinal)).ShouldBe(["ISA/16", "GS/1", "ST/1"]);

    [Fact]
    public void Each_interchange_has_its_own_separators()
    {
        var other = Header.Replace('*', '|').Replace('~', '!').Replace(':', '>');

        Read(Header + "GS*HC~IEA*1*1~" + other + "GS|HC|X!IEA|1|1!").ShouldBe(["ISA/16", "GS/1", "IEA/2", "ISA/16", "GS/2", "IEA/2"]);
    }

    [Fact]
    public void Elements_components_and_repetitions_are_numbered_from_one()
    {
        var seen = "";
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(Header + "SVC*HC:99213:25^HC:99214*150**X~");
        var reader = new X12Reader();
        reader.TryRead(ref rest, isFinal: true, out _);
        reader.TryRead(ref rest, isFinal: true, out var segment).ShouldBeTrue();

        seen += X12Text.Of(segment.Component(1, 2)) + ' ' + X12Text.Of(segment.Composite(1).Repetition(2).Component(2)) + ' ';
        seen += segment.Text(2) + ' ' + segment.Element(3).Length + ' ' + segment.Text(4) + ' ' + segment.Element(5).Length;

        seen.ShouldBe("99213 99214 150 0 X 0");
        segment.ByteOffset.ShouldBe(106);
        segment.SegmentNumber.ShouldBe(2);
    }

    [Fact]
    public void Binary_data_is_read_by_its_length() => Read(Header + "BIN*5*a~b*c~ST*837~").ShouldBe(["ISA/16", "BIN/2", "ST/1"]);

    [Fact]
    public void Binary_data_with_a_wrong_length_is_read_by_its_separators() => Read(Header + "BIN*4*a~BIN*99*a~ST*837~").ShouldBe(["ISA/16", "BIN/2", "BIN/2", "ST/1"]);

    [Fact]
    public void The_letters_ISA_in_other_text_begin_no_interchange() =>
        Read("a \"ISA\" is wanted, ISA, said the VISA* list " + Header + "GS*HC~").ShouldBe(["ISA/16", "GS/1"]);

    [Fact]
    public void Two_interchanges_and_nothing_else_cost_one_report_for_what_is_between()
    {
        var findings = Findings(Header + "IEA*0*1~garbage " + Header + "IEA*0*1~");

        findings.Single().Issue.Code.ShouldBe("X12-0001");
    }

    [Fact]
    public void An_ISA_of_wrong_width_names_the_element()
    {
        var finding = Findings(Header.Replace("*ZZ*SENDER ", "*Z*SENDER ", StringComparison.Ordinal)).Single();

        finding.ErrorCode.ToString().ShouldBe("TA105 022");
        finding.Place.Reference.ShouldBe("ISA05");
        finding.Issue.Message.ShouldContain("ISA05 has width 1 instead of 2");
    }

    [Fact]
    public void The_same_separator_for_repetitions_and_components_is_reported_and_taken_for_components()
    {
        var finding = Findings(Header.Replace("*^*", "*:*", StringComparison.Ordinal)).Single();

        finding.Place.Reference.ShouldBe("ISA11");
    }

    [Fact]
    public void An_input_that_is_no_X12_says_so() => Findings("hello").Select(finding => finding.Issue.Code).ShouldContain("X12-0002");

    [Fact]
    public void Buffers_of_any_size_give_the_same_segments()
    {
        foreach (var file in Corpus.Files())
        {
            var whole = Segments(file.Bytes, file.Bytes.Length);
            Segments(file.Bytes, 7).ShouldBe(whole, file.Name);
            Segments(file.Bytes, 100).ShouldBe(whole, file.Name);
        }
    }

    private static List<string> Read(string text) => [.. Segments(Encoding.UTF8.GetBytes(text), int.MaxValue)];

    private static List<string> Segments(byte[] bytes, int bufferSize)
    {
        var segments = new List<string>();
        var reader = new X12Reader();
        var start = 0;
        var length = 0;
        while (true)
        {
            length = Math.Min(bytes.Length - start, bufferSize == int.MaxValue ? bytes.Length : length + bufferSize);
            var isFinal = start + length == bytes.Length;
            ReadOnlySpan<byte> rest = bytes.AsSpan(start, length);
            while (reader.TryRead(ref rest, isFinal, out var segment))
                segments.Add($"{Encoding.Latin1.GetString(segment.Id)}/{segment.ElementCount}");
            start += length - rest.Length;
            length = rest.Length;
            if (isFinal) return segments;
        }
    }

    private static List<X12Finding> Findings(string text)
    {
        var findings = new List<X12Finding>();
        var reader = new X12Reader(findings.Add);
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        while (reader.TryRead(ref rest, isFinal: true, out _))
        {
        }
        return findings;
    }
}
