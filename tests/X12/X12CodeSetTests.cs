using Carelake.X12;

namespace Carelake.Tests.X12;

/// <summary>Codes of external sets (SNIP 5): looked up where the caller has a table, and said to be unchecked where not.</summary>
public sealed class X12CodeSetTests
{
    private const string Claim = "corpora/x12/authored/p-837-valid.edi";
    private const string Remittance = "corpora/x12/authored/p-835-valid.edi";

    [Theory]
    [InlineData(Claim, "icd10cm", "HI01-2")]
    [InlineData(Claim, "cpt", "SV101-2")]
    [InlineData(Claim, "pos", "CLM05-1")]
    [InlineData(Claim, "taxonomy", "PRV03")]
    [InlineData(Claim, "states", "N402")]
    [InlineData(Remittance, "carc", "CAS02")]
    [InlineData(Remittance, "cpt", "SVC01-2")]
    public void A_code_that_is_in_no_table_is_found(string file, string set, string place)
    {
        var found = Parsing.Findings(Corpus.Read(file).Bytes, new X12ParserOptions { CodeLookup = (asked, _) => asked == set ? false : null });

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(finding => finding.Issue.Code == "X12-0120" && finding.Level == SnipLevel.CodeSet);
        found.ShouldContain(finding => finding.Place.ToString().EndsWith(place, StringComparison.Ordinal), string.Join(' ', found.Select(finding => finding.Place)));
        found[0].Issue.Message.ShouldEndWith($"holds a code that is not in the table of {X12CodeSets.Title(set)}.");
    }

    [Fact]
    public void Sets_without_a_table_are_told_once_each()
    {
        var handler = new NotChecked();
        var parser = new X12Parser(handler, new X12ParserOptions { CodeLookup = (set, _) => set == "icd10cm" ? true : null });
        for (var time = 0; time < 2; time++) parser.Feed(Corpus.Read(Claim).Bytes);
        parser.Complete();

        handler.Sets.ShouldBeUnique();
        handler.Sets.ShouldContain("cpt");
        handler.Sets.ShouldContain("pos");
        handler.Sets.ShouldNotContain("icd10cm");
        handler.Sets.ShouldBeSubsetOf(X12CodeSets.Names);
    }

    [Fact]
    public void Below_level_5_no_code_is_asked_about()
    {
        var handler = new NotChecked();
        var parser = new X12Parser(handler, new X12ParserOptions { HighestLevel = SnipLevel.Situational });
        parser.Feed(Corpus.Read(Claim).Bytes);
        parser.Complete();

        handler.Sets.ShouldBeEmpty();
    }

    private sealed class NotChecked : X12Handler
    {
        public List<string> Sets { get; } = [];

        public override void OnCodeSetNotChecked(string codeSet) => Sets.Add(codeSet);
    }
}
