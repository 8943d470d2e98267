using System.Text;
using Carelake.Fhir.Elements;

namespace Carelake.Tests.Fhir.Elements;

public sealed class NdjsonReaderTests
{
    private static async Task<List<NdjsonLine>> Read(string text, FhirReadLimits? limits = null)
    {
        var lines = new List<NdjsonLine>();
        await foreach (var line in NdjsonReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), limits, TestContext.Current.CancellationToken))
            lines.Add(line);
        return lines;
    }

    [Fact]
    public async Task A_bad_line_is_an_issue_of_its_own_and_the_next_is_read()
    {
        var lines = await Read("{\"resourceType\":\"Patient\",\"id\":\"1\"}\nnot json\n\r\n{\"resourceType\":\"Patient\",\"id\":\"2\"}");

        lines.Select(line => line.Number).ShouldBe([1, 2, 4]);
        lines[1].Parsed.Issues.ShouldHaveSingleItem().Code.ShouldBe("FHIR-0001");
        lines[2].Parsed.Value!.Root["id"].Text.ShouldBe("2");
    }

    [Fact]
    public async Task A_line_beyond_the_limit_is_skipped()
    {
        var lines = await Read("{\"a\":\"" + new string('x', 300_000) + "\"}\n{\"resourceType\":\"Patient\"}\n", new FhirReadLimits(MaxSizeBytes: 1000));

        lines[0].Parsed.Issues.ShouldHaveSingleItem().Code.ShouldBe("FHIR-0002");
        lines[1].Parsed.Value!.Root.Type!.Name.ShouldBe("Patient");
    }

    [Fact]
    public async Task Lines_longer_than_the_buffer_are_whole()
    {
        var text = new string('x', 200_000);

        (await Read($"{{\"a\":\"{text}\"}}\n{{\"b\":1}}"))[0].Parsed.Value!.Root["a"].Text.ShouldBe(text);
    }

    [Fact]
    public async Task Nothing_has_no_lines() => (await Read("")).ShouldBeEmpty();
}
