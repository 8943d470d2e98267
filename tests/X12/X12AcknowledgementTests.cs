using System.Text;
using Carelake.X12;

namespace Carelake.Tests.X12;

public sealed class X12AcknowledgementTests
{
    [Theory]
    [InlineData("p-bht02-invalid-code.edi", "IK3*BHT*2**8~IK4*2**7~IK5*R*5~AK9*R*1*1*0~")]
    [InlineData("p-dtp03-invalid-date.edi", "IK3*DTP*25*2400*8~IK4*3**8~IK5*R*5~AK9*R*1*1*0~")]
    [InlineData("p-n3-repeated.edi", "IK5*R*5~AK9*R*1*1*0~")]
    [InlineData("p-missing-bht.edi", "IK3*BHT*2**3~IK5*R*5~AK9*R*1*1*0~")]
    [InlineData("p-se01-wrong-count.edi", "IK5*R*4~AK9*R*1*1*0~")]
    [InlineData("p-ge01-wrong-count.edi", "IK5*A~AK9*R*7*1*0*5~")]
    [InlineData("p-hl-parent-unknown.edi", "IK3*HL*12*2000*8~IK4*2**I12~IK5*R*I5~AK9*R*1*1*0~")]
    [InlineData("p-837-valid.edi", "IK5*A~AK9*A*1*1*1~")]
    public void A_999_says_what_was_found(string file, string expected) =>
        Parsing.Answers(Corpus.Read($"corpora/x12/authored/{file}").Bytes).Single().ShouldContain(expected);

    [Fact]
    public void A_claim_that_does_not_add_up_is_accepted_by_the_999_and_rejected_by_the_277CA()
    {
        var answer = Parsing.Answers(Corpus.Read("corpora/x12/authored/p-clm02-not-sum-of-lines.edi").Bytes).Single();

        answer.ShouldContain("IK5*A~");
        answer.ShouldContain("STC*A8:400*20250301*U*251");
    }

    [Fact]
    public void A_line_that_is_wrong_is_named_in_the_277CA()
    {
        var text = Parsing.Changed("corpora/x12/linuxforhealth/837_005010X222A2/demo.cob.example3.C.837", "SVD*999996666*40.00", "SVD*999996666*41.00")
            .Replace("1999996666", "1234567893", StringComparison.Ordinal).Replace("1581234567", "1234567893", StringComparison.Ordinal);

        var answer = Parsing.Answers(Encoding.UTF8.GetBytes(text)).Single();

        answer.ShouldContain("SVC*HC:99213*43.00*****1.00~STC*A8:400*20250301*U~REF*FJ*1~DTP*472*D8*20051003~SE");
        Parsing.Findings(answer, new X12ParserOptions { HighestLevel = SnipLevel.Situational }).ShouldBeEmpty(answer);
    }

    [Fact]
    public void An_interchange_that_cannot_be_taken_gets_a_TA1_and_nothing_else()
    {
        var answer = Parsing.Answers(Corpus.Read("corpora/x12/authored/p-iea02-mismatch.edi").Bytes).Single();

        answer.ShouldContain("*R*001~IEA*0*");
        answer.ShouldNotContain("ST*999");
    }

    [Fact]
    public void An_acknowledgement_is_never_answered()
    {
        Parsing.Answers(Corpus.Read("corpora/x12/imsweb/x12_999_rejected.txt").Bytes).ShouldNotContain(answer => answer.Contains("ST*999"));
        foreach (var answer in Parsing.Answers(Corpus.Read("corpora/x12/authored/p-bht02-invalid-code.edi").Bytes))
            Parsing.Answers(Encoding.UTF8.GetBytes(answer)).ShouldNotContain(second => second.Contains("ST*999"));
    }

    [Fact]
    public void One_bad_transaction_set_does_not_reject_the_others()
    {
        var text = Encoding.UTF8.GetString(Corpus.Read("corpora/x12/authored/p-837-valid.edi").Bytes);
        var start = text.IndexOf("ST*837", StringComparison.Ordinal);
        var end = text.IndexOf("GE*", StringComparison.Ordinal);
        var bad = text[start..end].Replace("*0001", "*0002", StringComparison.Ordinal).Replace("BHT*0019*00", "BHT*0019*99", StringComparison.Ordinal);
        var both = (text[..end] + bad + text[end..]).Replace("GE*1*", "GE*2*", StringComparison.Ordinal);

        Parsing.Answers(Encoding.UTF8.GetBytes(both)).Single().ShouldContain("AK9*P*2*2*1~");
    }

    [Fact]
    public void Our_own_answers_are_valid()
    {
        foreach (var file in Corpus.Files().Where(file => file.Name.Contains("authored")))
            foreach (var answer in Parsing.Answers(file.Bytes))
                Parsing.Findings(answer, new X12ParserOptions { HighestLevel = SnipLevel.Situational }).ShouldBeEmpty($"{file.Name}: {answer}");
    }
}
