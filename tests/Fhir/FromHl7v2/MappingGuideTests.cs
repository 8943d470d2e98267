using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Carelake.Fhir.FromHl7v2;
using Carelake.Fhir.FromHl7v2.Tables;

namespace Carelake.Tests.Fhir.FromHl7v2;

public sealed partial class MappingGuideTests
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Guide = File.ReadAllText(Repository.Path("docs", "guides", "mapping-hl7-to-fhir.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Every_step_of_the_guide_makes_what_it_says()
    {
        var message = V2.Message(Blocks("hl7").Single().Split('\n'));
        var tables = MappingTables.Default.With(Blocks("map").Select((text, index) => new MappingFile($"step{index}.map", text)));
        tables.Issues.ShouldBeEmpty();
        var bundle = new FromHl7v2Converter(tables.Value, new()).Convert(message).Value.Bundle.ToJsonString(AsWritten);
        foreach (var fragment in Blocks("json")) bundle.ShouldContain(fragment);
    }

    [Fact]
    public void What_the_guide_starts_from_is_not_mapped_yet() =>
        V2.Converter.Convert(V2.Message(Blocks("hl7").Single().Split('\n'))).Value.Unmapped.ShouldContain(new UnmappedValue("ZBD[1]", UnmappedKind.Segment));

    [Theory]
    [InlineData("PID-3 -> identifier", "FHIR-0500")]
    [InlineData("map A\n  PID-3 identifier", "FHIR-0500")]
    [InlineData("map A\n  PID-3 -> identifier[] : NOSUCH", "FHIR-0501")]
    [InlineData("message *\n  PID new NOSUCH", "FHIR-0501")]
    [InlineData("message *\n  PID make PID.Patient", "FHIR-0500")]
    [InlineData("map A\n  PID-3 -> x if PID-3 is valued", "FHIR-0500")]
    public void A_line_that_cannot_be_read_is_named(string text, string code)
    {
        var issue = MappingTables.Default.With([new("mine.map", text)]).Issues.ShouldHaveSingleItem();
        issue.Code.ShouldBe(code);
    }

    private static IEnumerable<string> Blocks(string language) =>
        BlockPattern().Matches(Guide).Where(block => block.Groups["language"].Value == language).Select(block => block.Groups["text"].Value);

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BlockPattern();
}
