using System.Text;
using System.Text.Json;
using Carelake.X12;

namespace Carelake.Tests.X12;

public sealed class X12ConformanceTests
{
    private static readonly JsonElement[] Expected =
        [.. JsonDocument.Parse(File.ReadAllText(SharedData.Path("corpora/x12/authored/expected.json"))).RootElement.EnumerateArray()];

    public static TheoryData<string> Authored() => [.. Expected.Select(entry => entry.GetProperty("file").GetString()!)];

    [Theory]
    [MemberData(nameof(Authored))]
    public void A_file_made_for_one_error_has_that_error(string file)
    {
        var entry = Expected.Single(entry => entry.GetProperty("file").GetString() == file);
        var wanted = entry.GetProperty("expected").EnumerateArray().ToList();
        var found = Parsing.Findings(Corpus.Read($"corpora/x12/authored/{file}").Bytes);

        if (wanted.Count == 0) found.ShouldBeEmpty();
        foreach (var one in wanted)
            found.ShouldContain(finding => IsMeant(finding, one), one.ToString());
        found.Exists(finding => finding.IsError).ShouldBe(entry.GetProperty("disposition").GetString() == "rejected");
    }

    private static readonly string[] NotCovered =
    [
        "837D (005010X224A2) and 278 (005010X217): no open table of these guides exists. Theirs are made of the professional guide, of their 004010 guides and of what is known to differ, so lengths, usages and code lists can be those of 004010; claims of 837D are balanced and read as others are, a 278 has no typed reader.",
        "270, 271 and 276: the open tables leave out which elements are not used, and some lengths.",
        "834, 820 and 278 are parsed, checked and split, but have no typed reader and no tables.",
        "SNIP 4 and 6 know the rules of `src/X12/Validation/Rules.txt` only, which are a part of what the guides say in prose; a payer's own are added by `--rules`.",
        "SNIP 5 has no tables of its own: sets without a table are named as not checked. Tables have no dates of validity.",
        "275 and other guides that HIPAA does not name, and 004010: envelopes only.",
    ];

    [Fact]
    public void The_table_of_all_files_is_what_is_found()
    {
        var page = new StringBuilder();
        page.AppendLine("# X12 conformance");
        page.AppendLine();
        page.AppendLine("Every X12 file of the shared corpora, as `carelake x12 validate` sees it at SNIP 1 to 7. `./test --golden X12ConformanceTests` makes this page.");
        page.AppendLine();
        page.AppendLine("| file | transaction sets | segments | guide | errors | warnings | error codes (times) |");
        page.AppendLine("| --- | ---: | ---: | --- | ---: | ---: | --- |");
        foreach (var file in Corpus.Files())
            page.AppendLine(Row(file));
        page.AppendLine();
        var authored = Expected.Count(entry => Matches(entry));
        page.AppendLine($"Of the {Expected.Length} files made for one error each, or for none, {authored} give exactly what their source says.");

        page.AppendLine();
        page.AppendLine("## Not covered");
        page.AppendLine();
        foreach (var line in NotCovered) page.AppendLine($"- {line}");

        Golden.Check(page.ToString(), "docs", "conformance", "x12.md");
    }

    private static bool Matches(JsonElement entry)
    {
        var found = Parsing.Findings(Corpus.Read($"corpora/x12/authored/{entry.GetProperty("file").GetString()}").Bytes);
        var wanted = entry.GetProperty("expected").EnumerateArray().ToList();
        return wanted.TrueForAll(one => found.Exists(finding => IsMeant(finding, one))) && (wanted.Count > 0 || found.Count == 0);
    }

    private static bool IsMeant(X12Finding finding, JsonElement wanted) =>
        finding.ErrorCode.Level.ToString().Replace("TransactionSet", "transaction", StringComparison.Ordinal).Equals(wanted.GetProperty("level").GetString(), StringComparison.OrdinalIgnoreCase)
        && finding.ErrorCode.Code == wanted.GetProperty("code").GetString()
        && (int)finding.Level == wanted.GetProperty("snip").GetInt32()
        && (!wanted.TryGetProperty("segment", out var segment) || finding.Place.SegmentId == segment.GetString())
        && (!wanted.TryGetProperty("element", out var element) || finding.Place.ElementPosition == element.GetInt32())
        && (!wanted.TryGetProperty("position", out var position) || finding.Place.SegmentPosition == position.GetInt32());

    private static string Row(Corpus.File file)
    {
        var counter = new Counter();
        var parser = new X12Parser(counter);
        parser.Feed(file.Bytes);
        parser.Complete();
        var codes = counter.Findings.Where(finding => finding.IsError).GroupBy(finding => finding.Issue.Code).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} ({group.Count()})");
        return $"| {file.Name} | {counter.Sets} | {parser.SegmentCount} | {string.Join(", ", counter.Guides.Distinct())} "
            + $"| {counter.Findings.Count(finding => finding.IsError)} | {counter.Findings.Count(finding => !finding.IsError)} | {string.Join(", ", codes)} |";
    }

    private sealed class Counter : X12Handler
    {
        public List<X12Finding> Findings { get; } = [];

        public List<string> Guides { get; } = [];

        public int Sets { get; private set; }

        public override void OnFinding(X12Finding finding) => Findings.Add(finding);

        public override void OnTransactionSet(X12TransactionHeader header)
        {
            Sets++;
            Guides.Add(header.Guide?.Version ?? "unknown");
        }
    }
}
