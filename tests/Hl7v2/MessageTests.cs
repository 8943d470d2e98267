using System.Text;
using Carelake.Core;
using Carelake.Hl7v2;

namespace Carelake.Tests.Hl7v2;

public sealed class MessageTests
{
    private const string Admission =
        "MSH|^~\\&|ADT|HOSP|LAKE|HOSP|20250115103000+0530||ADT^A01^ADT_A01|C1|P|2.5.1\r" +
        "EVN||20250115\r" +
        "PID|1||M1^^^HOSP&1.2.3&ISO^MR~M2^^^HOSP^PI||DOE^JANE^\"\"||1980|F|||\"\"\r" +
        "OBX|1|TX|A||one~two\rOBX|2|TX|B||three\rOBX|3|TX|C||a \\T\\ b";

    private static Hl7Message Read(string text) => Hl7Message.Parse(Encoding.UTF8.GetBytes(text)).Value;

    [Theory]
    [InlineData("MSH-1", "|")]
    [InlineData("MSH-2", "^~\\&")]
    [InlineData("MSH-9.2", "A01")]
    [InlineData("PID-3", "M1")]
    [InlineData("PID-3[2].1", "M2")]
    [InlineData("PID.3[1].4.2", "1.2.3")]
    [InlineData("PID-3.4", "HOSP")]
    [InlineData("PID-5.2", "JANE")]
    [InlineData("PID-99", "")]
    [InlineData("OBX[3]-5", "a & b")]
    [InlineData("OBX(2).5", "three")]
    [InlineData("OBX[1]-5[2]", "two")]
    [InlineData("OBX[4]-5", "")]
    [InlineData("ZZZ-1", "")]
    public void Paths_find_values(string path, string value) => Read(Admission).Get(path).Text.ShouldBe(value);

    [Fact]
    public void Nothing_sent_null_and_a_value_are_three_things()
    {
        var patient = Read(Admission).Segment("PID");

        (patient.Field(2).IsEmpty, patient.Field(2).IsNull, patient.Field(2).HasValue).ShouldBe((true, false, false));
        (patient.Field(11).IsEmpty, patient.Field(11).IsNull, patient.Field(11).HasValue).ShouldBe((false, true, false));
        (patient.Field(7).IsEmpty, patient.Field(7).IsNull, patient.Field(7).HasValue).ShouldBe((false, false, true));
        patient.Field(5).Component(3).IsNull.ShouldBeTrue();
    }

    [Theory]
    [InlineData("PID-5.1", "O'NEIL|&", "O'NEIL\\F\\\\T\\^JANE")]
    [InlineData("PID-5", "X", "PID|1||M1^^^HOSP&1.2.3&ISO^MR~M2^^^HOSP^PI||X||1980")]
    [InlineData("PID-3[3].4.2", "9", "M2^^^HOSP^PI~^^^&9||DOE")]
    [InlineData("PID-14", "5", "|||\"\"|||5\rOBX|1")]
    [InlineData("EVN-4", "02", "EVN||20250115||02\r")]
    [InlineData("MSH-5", "NEW", "|HOSP|NEW|HOSP|")]
    public void A_value_is_replaced_and_nothing_else(string path, string value, string expected)
    {
        var before = Read(Admission);
        var after = before.With(path, value);

        after.Get(path).Text.ShouldBe(value);
        Encoding.UTF8.GetString(after.Original.Span).ShouldContain(expected);
        after.With(path, "").WithRaw(path, before.Get(path).Raw).Segments.Count.ShouldBe(before.Segments.Count);
    }

    [Fact]
    public void An_edit_keeps_terminators_marks_and_the_character_set()
    {
        var latin = Encoding.Latin1.GetBytes("MSH|^~\\&|A|B|C|D|20250101||ADT^A01|1|P|2.5||||||8859/1\n PID|1||M||MÜLLER\n");
        var utf16 = Corpus.Edge("charset-utf16le.hl7");

        Hl7Message.Parse(latin).Value.With("PID-5.2", "JOSÉ").Original.ToArray()
            .ShouldBe(Encoding.Latin1.GetBytes("MSH|^~\\&|A|B|C|D|20250101||ADT^A01|1|P|2.5||||||8859/1\n PID|1||M||MÜLLER^JOSÉ\n"));
        var message = Hl7Message.Parse(utf16, Hl7ReadOptions.File).Value;
        message.With("PID-5.1", message.Get("PID-5.1").Text).Original.ToArray().ShouldBe(utf16);
        Should.Throw<ArgumentException>(() => Hl7Message.Parse(latin).Value.With("PID-5", "Ω"));
    }

    [Theory]
    [InlineData("8859/5", "iso-8859-5", "ИВАНОВ")]
    [InlineData("GB 18030-2000", "gb18030", "張三丰")]
    [InlineData("BIG-5", "big5", "許功蓋")]
    [InlineData("KS X 1001", "euc-kr", "김철수")]
    [InlineData("~ISO IR87", "iso-2022-jp", "山田太郎")]
    [InlineData("UNICODE UTF-8", "utf-8", "Zoë 張")]
    public void Msh_18_says_how_to_read(string declared, string webName, string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(webName) ?? Encoding.GetEncoding(webName);
        var bytes = encoding.GetBytes($"MSH|^~\\&|A|B|C|D|20250101||ADT^A01|1|P|2.5||||||{declared}\rPID|1||M||{name}^X\r");

        var parsed = Hl7Message.Parse(bytes);

        parsed.Issues.ShouldBeEmpty();
        parsed.Value.Get("PID-5.1").Text.ShouldBe(name);
        parsed.Value.Get("PID-5.2").Text.ShouldBe("X");
        parsed.Value.Original.ToArray().ShouldBe(bytes);
    }

    [Theory]
    [InlineData("a\\F\\b", "a|b")]
    [InlineData("\\E\\F\\E\\", "\\F\\")]
    [InlineData("\\X41c39C\\", "AÜ")]
    [InlineData("\\x0d\\", "\r")]
    [InlineData("\\Z12\\", "\\Z12\\")]
    [InlineData("\\X4\\", "\\X4\\")]
    [InlineData("C:\\TEMP", "C:\\TEMP")]
    [InlineData("a\\.sp3\\b\\.sk 2\\c", "a\n\n\nb  c")]
    [InlineData("\\M2442\\;3ED\\C2842\\ X", "山田 X")]
    [InlineData("\\H\\x\\N\\", "x")]
    public void Escapes_are_read_in_one_pass(string written, string text) =>
        Read($"MSH|^~\\&|A\rNTE|1||{written}").Get("NTE-3").WholeText.ShouldBe(text);

    [Fact]
    public void Text_that_cannot_be_utf_8_is_read_as_agreed_and_said_so()
    {
        var bytes = Encoding.Latin1.GetBytes("MSH|^~\\&|A|B|C|D|20250101||ADT^A01|1|P|2.5\rPID|1||M||BÜHL\r");

        var parsed = Hl7Message.Parse(bytes, new() { FallbackCharset = "8859/1" });

        parsed.Value.Findings.Single().ShouldBe(new("HL7-0007", Severity.Warning, "PID-5", bytes.AsSpan().IndexOf((byte)0xDC),
            "MSH-18 names no character set and the bytes are not UTF-8: read as iso-8859-1."));
        parsed.Value.Get("PID-5").Text.ShouldBe("BÜHL");
    }

    [Fact]
    public void Segments_come_and_go()
    {
        var message = Read(Admission).WithSegment(3, "ZPI|1").WithoutSegment(1);

        message.Segments.Select(segment => segment.Path).ShouldBe(["MSH", "PID", "ZPI", "OBX", "OBX[2]", "OBX[3]"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PI-3")]
    [InlineData("PID-")]
    [InlineData("PID-3[0]")]
    [InlineData("PID-3.1.2.3")]
    [InlineData("PID-3[2")]
    [InlineData("PID-3x")]
    [InlineData("PID-99999999")]
    public void What_is_no_path_is_refused(string text) => Hl7Path.TryParse(text, out _).ShouldBeFalse();
}
