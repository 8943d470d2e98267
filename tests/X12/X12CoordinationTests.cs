namespace Carelake.Tests.X12;

/// <summary>What another payer has paid and adjusted must add to what was charged, for the claim and for each line (SNIP 3).</summary>
public sealed class X12CoordinationTests
{
    // 79.04 charged; 21.89 and 15.00 adjusted for the claim, 3.00 for a line; 39.15 paid.
    private const string TwoPayers = "corpora/x12/linuxforhealth/837_005010X222A2/demo.cob.example3.C.837";

    [Theory]
    [InlineData("AMT*D*39.15", "AMT*D*39.15", "")]
    [InlineData("AMT*D*39.15", "AMT*D*39.16", "X12-0081 Loop 2320: the other payer paid 39.16 and adjusted 39.89, which do not add to the claim total 79.04.")]
    [InlineData("2*15.00", "2*14.00", "X12-0081 Loop 2320: the other payer paid 39.15 and adjusted 38.89, which do not add to the claim total 79.04.")]
    [InlineData("SVD*999996666*40.00", "SVD*999996666*41.00", "X12-0082 Loop 2430, SVD02 (paid amount): paid 41.00 and adjusted 3.00 do not add to the line's charge 43.00.")]
    [InlineData("SVD*999996666*15.00", "SVD*999996666*15", "")]
    [InlineData("AMT*D*39.15~", "AMT*D*~", "")]
    public void Sums_of_another_payer_are_checked(string from, string to, string expected) =>
        Told(Parsing.Changed(TwoPayers, from, to)).ShouldBe(expected.Length == 0 ? [] : [expected]);

    [Fact]
    public void A_lines_adjustment_counts_for_the_line_and_for_the_claim() =>
        Told(Parsing.Changed(TwoPayers, "CAS*CO*42*3.00", "CAS*CO*42*2.00")).Select(told => told[..8]).Order(StringComparer.Ordinal).ShouldBe(["X12-0081", "X12-0082"]);

    [Fact]
    public void A_payer_that_no_line_names_keeps_its_own_sum() =>
        Told(Parsing.Changed(TwoPayers, "NM1*PR*2*KEY INSURANCE COMPANY*****PI*999996666", "NM1*PR*2*KEY INSURANCE COMPANY*****PI*1"))
            .ShouldBe(["X12-0081 Loop 2320: the other payer paid 39.15 and adjusted 36.89, which do not add to the claim total 79.04."]);

    private static List<string> Told(string text) =>
        [.. Parsing.Findings(text).Where(finding => finding.Issue.Code is "X12-0081" or "X12-0082").Select(finding => $"{finding.Issue.Code} {finding.Issue.Message}")];
}
