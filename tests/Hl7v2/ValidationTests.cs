using System.Text;
using Carelake.Hl7v2;

namespace Carelake.Tests.Hl7v2;

public sealed class ValidationTests
{
    private const string Header = "MSH|^~\\&|A|B|C|D|20250101||ADT^A01^ADT_A01|1|P|2.5.1\rEVN||20250101\r";

    private static IEnumerable<string> Find(string segments, string profile = "{}") =>
        new MessageValidator(ValidationProfile.Parse(Encoding.UTF8.GetBytes(profile), ValidationProfile.Standard).Value)
            .Validate(Hl7Message.Parse(Encoding.UTF8.GetBytes(segments)).Value)
            .Select(finding => $"{finding.Severity} {finding.Code} {finding.Path}");

    [Theory]
    [InlineData("PID|1||M1||DOE\rPV1|1|I\r")]
    [InlineData("PID|1||M1||DOE\rPV1|1|Q\r", "Warning HL7-0103 PV1-2")]
    [InlineData("PID|x||M1||DOE||00000000|F~M\rPV1|1|I\r", "Warning HL7-0102 PID-1", "Warning HL7-0102 PID-7", "Warning HL7-0105 PID-8")]
    [InlineData("PID|1||||DOE\rPV1|1|I\r", "Warning HL7-0101 PID-3")]
    [InlineData("PID|1||M1||DOE\r", "Warning HL7-0107 PV1")]
    [InlineData("PID|1||M1||DOE\rPV1|1|I\rOBX|1||X||5||||||F\rOBX|2|NM|X||five||||||F\r", "Warning HL7-0112 OBX-2", "Warning HL7-0102 OBX[2]-5")]
    [InlineData("XYZ|1\rPID|1||M1||DOE\rPV1|1|I\r", "Warning HL7-0106 XYZ")]
    public void What_a_receiver_can_live_with_is_a_warning(string segments, params string[] expected) => Find(Header + segments).ShouldBe(expected, ignoreOrder: true);

    [Fact]
    public void A_missing_header_field_is_an_error() =>
        Find("MSH|^~\\&|APP|HOSP\rPID|1||1||X\r").Where(finding => finding.StartsWith("Error", StringComparison.Ordinal))
            .ShouldBe(["Error HL7-0100 MSH-9", "Error HL7-0100 MSH-10", "Error HL7-0100 MSH-11", "Error HL7-0100 MSH-12"]);

    [Fact]
    public void A_finding_names_its_byte()
    {
        var bytes = Encoding.UTF8.GetBytes(Header + "PID|1||M1||DOE||19801340\rPV1|1|I\r");

        var finding = new MessageValidator(ValidationProfile.Standard).Validate(Hl7Message.Parse(bytes).Value).Single();

        finding.Offset.ShouldBe(bytes.AsSpan().IndexOf("19801340"u8));
        finding.Message.ShouldNotContain("19801340");
    }

    [Fact]
    public void A_profile_is_laid_over_the_standard() =>
        Find(Header + "PID|1||M1~^^^HOSP||DOE|||F|||||||||||12\rPV1|1|I\r", """
            {
              "name": "our ADT",
              "segments": { "ADT^*": ["PID", "NK1"] },
              "fields": {
                "PID-3.4": { "required": true, "message": "Who issued it?" },
                "PID-8": { "table": "0001" },
                "PID-19": { "pattern": "[0-9]{9}", "severity": "warning" },
                "PV1-19": { "required": true },
                "PV1-2": { "forbidden": true }
              },
              "tables": { "0001": ["M"] },
            }
            """).ShouldBe(
            ["Error HL7-0107 NK1", "Error HL7-0101 PID-3.4", "Error HL7-0103 PID-8", "Warning HL7-0113 PID-19", "Error HL7-0101 PV1-19", "Error HL7-0114 PV1-2"], ignoreOrder: true);

    [Theory]
    [InlineData("[", "HL7-0120")]
    [InlineData("[]", "HL7-0120")]
    [InlineData("""{ "feilds": {} }""", "HL7-0121")]
    [InlineData("""{ "fields": { "PID": { "required": true } } }""", "HL7-0121")]
    [InlineData("""{ "fields": { "PID-3": { "pattern": "(" } } }""", "HL7-0121")]
    [InlineData("""{ "severities": { "HL7-0101": "bad" } }""", "HL7-0121")]
    public void A_profile_that_cannot_be_meant_is_said_to_be(string json, string code) =>
        ValidationProfile.Parse(Encoding.UTF8.GetBytes(json), ValidationProfile.Standard).Issues.Select(issue => issue.Code).ShouldBe([code]);

    [Fact]
    public void Every_message_of_the_corpora_is_validated_without_quoting_it()
    {
        var validator = new MessageValidator(ValidationProfile.Standard);
        foreach (var file in Corpus.Files())
            foreach (var message in Hl7File.Read(File.ReadAllBytes(file)).Value.Messages)
                foreach (var finding in validator.Validate(message.Value))
                    if (Hl7Path.TryParse(finding.Path, out var path) && path.Field > 0 && message.Value.Get(path).Text is { Length: > 4 } value && !value.All(char.IsAsciiLetterUpper))
                        finding.Message.ShouldNotContain(value, Case.Sensitive, file);
    }
}
