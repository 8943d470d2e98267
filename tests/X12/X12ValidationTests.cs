using Carelake.Core;
using Carelake.X12;

namespace Carelake.Tests.X12;

public sealed class X12ValidationTests
{
    private const string Claim = "corpora/x12/authored/p-837-valid.edi";
    private const string Remittance = "corpora/x12/authored/p-835-valid.edi";

    [Fact]
    public void A_biller_reads_what_does_not_add_up() =>
        Parsing.Findings(Corpus.Read("corpora/x12/authored/p-clm02-not-sum-of-lines.edi").Bytes).Single().Issue.Message
            .ShouldBe("Loop 2300, CLM02 (total charge): claim total 251.00 but service lines add to 250.00.");

    [Theory]
    [InlineData("CLM*", "CLM*", 0, "")]
    [InlineData("*18*", "*19*", 1, "X12-0056")]
    [InlineData("HI*ABK", "HI*XXX", 1, "X12-0056")]
    [InlineData("LX*1", "LX*1*", 1, "X12-0063")]
    public void A_change_is_found(string from, string to, int least, string code)
    {
        var found = Parsing.Findings(Parsing.Changed(Claim, from, to));

        found.Count.ShouldBeGreaterThanOrEqualTo(least);
        if (code.Length > 0) found.Select(finding => finding.Issue.Code).ShouldContain(code);
    }

    [Fact]
    public void No_message_quotes_a_name_or_an_identifier()
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Corpus.Files())
        {
            names.Clear();
            foreach (var set in X12TransactionSet.ReadAll(file.Bytes))
                foreach (var name in set.Segments.Where(segment => segment.Id == "NM1"))
                    names.UnionWith(new[] { 3, 4, 9 }.Select(name.Element).Where(value => value.Length > 5));
            foreach (var finding in Parsing.Findings(file.Bytes))
                names.ShouldNotContain(name => finding.Issue.Message.Contains(name), $"{file.Name}: {finding.Issue.Code}");
        }
    }

    [Fact]
    public void Levels_above_the_one_asked_for_are_left_out()
    {
        var bytes = Corpus.Read("corpora/x12/authored/p-clm02-not-sum-of-lines.edi").Bytes;

        Parsing.Findings(bytes, new X12ParserOptions { HighestLevel = SnipLevel.Guide }).ShouldBeEmpty();
    }

    [Fact]
    public void A_replacement_claim_without_the_payers_number_is_a_situation() =>
        Parsing.Findings(Parsing.Changed(Claim, ":B:1*", ":B:7*")).ShouldContain(finding => finding.ErrorCode.Code == "REPLACE" && finding.Level == SnipLevel.Situational);

    [Fact]
    public void A_rule_of_the_callers_own_is_checked()
    {
        var rules = X12RuleTable.Parse("NO-PAYTO | 7 | 837 | 2000A | always | needs PRV*BI | This payer wants the taxonomy of the billing provider.");
        rules.Issues.ShouldBeEmpty();

        var found = Parsing.Findings(Corpus.Read(Claim).Bytes, new X12ParserOptions { Rules = rules.Value });

        Parsing.Findings(Corpus.Read(Claim).Bytes).ShouldBeEmpty();
        found.ShouldAllBe(finding => finding.Level == SnipLevel.TradingPartner && finding.Issue.Code == "X12-0140");
    }

    [Theory]
    [InlineData("A | 9 | 837 | 2300 | always | needs CR1 | m")]
    [InlineData("A | 7 | 837 | 2300 | always | wants CR1 | m")]
    [InlineData("A | 7 | 837 | 2300 | CLM is 7 | needs CR1 | m")]
    [InlineData("A | 7 | 837")]
    public void A_rule_that_cannot_be_read_says_so(string line) =>
        X12RuleTable.Parse("# a comment\n" + line).Issues.Single().ShouldSatisfyAllConditions(
            issue => issue.Code.ShouldBe("X12-0150"), issue => issue.Location.ShouldBe("line 2"), issue => issue.Severity.ShouldBe(Severity.Error));

    [Theory]
    [InlineData("TA1*000000001*250101*1200*A*000", "")]
    [InlineData("TA1*1*250101*1200*A*000", "TA101")]
    [InlineData("TA1*000000001*2513X1*1200*A*000", "TA102")]
    [InlineData("TA1*000000001*250101*12*A*000", "TA103")]
    [InlineData("TA1*000000001*250101*1200*X*000", "TA104")]
    [InlineData("TA1*000000001*250101*1200*R*099", "TA105")]
    [InlineData("TA1*000000001*250101*1200*A*000*1", "TA106")]
    public void An_answer_to_an_interchange_is_checked(string answer, string place)
    {
        var found = Parsing.Findings(Parsing.Changed(Claim, "GS*", $"{answer}~GS*")).Where(finding => finding.Issue.Code == "X12-0016").Select(finding => finding.Place.Reference).ToList();

        found.ShouldBe(place.Length == 0 ? [] : [place]);
    }

    [Theory]
    [InlineData("CLP*PCN1001*1*", "CLP*PCN1001*4*", "DENIED-PAID")]
    [InlineData("CLP*PCN1001*1*", "CLP*PCN1001*19*", "FORWARDED")]
    [InlineData("*01*111000025*DA*", "***DA*", "EFT-PAYER-BANK")]
    public void A_remittance_is_checked_for_what_its_codes_call_for(string from, string to, string rule) =>
        Parsing.Findings(Parsing.Changed(Remittance, from, to)).Select(finding => finding.ErrorCode.Code).ShouldContain(rule);

    [Fact]
    public void A_pattern_of_a_rule_stands_for_whole_values()
    {
        var rules = X12RuleTable.Parse("FIVE | 7 | 837 | 2400 | SV101-2 like 99### | forbids SV101 | m\nFOUR | 7 | 837 | 2400 | SV101-2 like 99## | forbids SV101 | m").Value;

        Parsing.Findings(Corpus.Read(Claim).Bytes, new X12ParserOptions { Rules = rules }).Select(finding => finding.ErrorCode.Code).Distinct().ShouldBe(["FIVE"]);
    }

    [Fact]
    public void A_code_set_of_the_caller_is_asked()
    {
        var asked = new List<string>();
        var options = new X12ParserOptions
        {
            CodeLookup = (set, code) =>
            {
                asked.Add($"{set} {code}");
                return set != "states";
            },
        };

        Parsing.Findings(Corpus.Read(Claim).Bytes, options).ShouldContain(finding => finding.Issue.Code == "X12-0120" && finding.Place.Reference == "N402");
        asked.ShouldContain(question => question.StartsWith("pos "));
    }

    [Fact]
    public void Provider_adjustments_reduce_the_payment() =>
        Parsing.Findings(Parsing.Changed(Remittance, "PLB*", "PLX*")).ShouldContain(finding => finding.Issue.Code == "X12-0083");

    [Fact]
    public void Eleven_thousand_segments_of_one_transaction_are_read_in_linear_time()
    {
        var bytes = Corpus.Read("corpora/x12/imsweb/x12_many_claims.txt").Bytes;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Parsing.Findings(bytes).Count.ShouldBeGreaterThan(1000);

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(100_000_000);
    }

    [Fact]
    public void A_large_stream_needs_no_more_memory_than_a_small_one()
    {
        var header = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *250101*1200*^*00501*000000001*0*T*:~GS*HC*SENDER*RECEIVER*20250101*1200*1*X*005010X222A1~"u8.ToArray();
        var text = System.Text.Encoding.UTF8.GetString(Corpus.Read(Claim).Bytes);
        var start = text.IndexOf("ST*837", StringComparison.Ordinal);
        var set = System.Text.Encoding.UTF8.GetBytes(text[start..text.IndexOf("GE*", StringComparison.Ordinal)]);
        var parser = new X12Parser(new Silent());
        parser.Feed(header);
        parser.Feed(set);
        var before = GC.GetAllocatedBytesForCurrentThread();
        const int Times = 20_000;
        for (var time = 0; time < Times; time++)
            parser.Feed(set);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        parser.Complete();

        // ST and SE are kept as values, the repeated ST02 is told once for each: a few hundred bytes a set, none a segment.
        (allocated / Times).ShouldBeLessThan(6_000);
    }

    private sealed class Silent : X12Handler;
}
