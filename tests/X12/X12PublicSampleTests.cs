using Carelake.X12;

namespace Carelake.Tests.X12;

/// <summary>What public samples say of themselves, by their names or by breaking other parsers.</summary>
public sealed class X12PublicSampleTests
{
    [Theory]
    [InlineData("imsweb/x12_missing_elements.txt", "X12-0050", "NM102")]
    [InlineData("imsweb/x12_bad_segment_identifier.txt", "X12-0040", "NM3")]
    [InlineData("imsweb/x12_segments_out_of_order.txt", "X12-0046", "N4")]
    [InlineData("imsweb/x12_loop_errors1_exceeds_max_1_parent.txt", "X12-0044", "NM1")]
    [InlineData("imsweb/x12_loop_errors3_missing_loops.txt", "X12-0043", "NM1")]
    [InlineData("imsweb/x12_missing_required_loop_in_one_repeat.txt", "X12-0043", "NM1")]
    [InlineData("imsweb/x12_segment_errors.txt", "X12-0042", "N3")]
    [InlineData("imsweb/x12_segment_errors.txt", "X12-0045", "REF")]
    [InlineData("imsweb/x12_bad_first_line.txt", "X12-0005", "ISA02")]
    [InlineData("imsweb/x12_no_isa_line.txt", "X12-0002", "ISA")]
    [InlineData("imsweb/x12_valid.txt", "X12-0031", "SE01")]
    [InlineData("imsweb/x12_multiple_st.txt", "X12-0033", "ST02")]
    [InlineData("oopfactory/hipaa_Eligibility_TestData_271_5010_Example_3_1_2.txt", "X12-0006", "ISA11")]
    [InlineData("oopfactory/INS_837I_5010_Spec_3.1.1.txt", "X12-0035", "ST03")]
    [InlineData("moov/example_5010_835_sample1.txt", "X12-0063", "SVC06")]
    [InlineData("moov/example_5010_835_sample2.txt", "X12-0057", "BPR16")]
    [InlineData("linuxforhealth/835_005010X221A1/managed-care.835", "X12-0042", "PER")]
    public void A_sample_has_the_error_it_is_known_for(string file, string code, string reference) =>
        Parsing.Findings(Corpus.Read($"corpora/x12/{file}").Bytes)
            .ShouldContain(finding => finding.Issue.Code == code && finding.Place.Reference == reference);

    [Theory]
    [InlineData("corpora/x12/oopfactory/INS_270_5010_Example1_IG_0x1D.txt", 1)]
    [InlineData("corpora/x12/imsweb/x12_multiple_isa.txt", 2)]
    [InlineData("corpora/x12/moov/example_5010_835_sample1.txt", 2)]
    [InlineData("corpora/x12/oopfactory/INS_837I_4010_contrib-batch_Batch1.txt", 54)]
    [InlineData("corpora/x12/authored/p-837-valid-leading-bom.edi", 1)]
    [InlineData("data/x12/835/emedny_sample.txt", 1)]
    public void Every_transaction_set_is_read(string file, int count) => X12TransactionSet.ReadAll(Corpus.Read(file).Bytes).Count.ShouldBe(count);

    [Fact]
    public void A_segment_is_placed_in_a_loop_in_every_valid_sample_of_the_guides()
    {
        foreach (var file in Corpus.Files().Where(file => file.Name.Contains("linuxforhealth/") && !file.Name.Contains("/837_004010")))
            Parsing.Findings(file.Bytes).ShouldNotContain(finding => finding.Issue.Code == "X12-0041" || finding.Issue.Code == "X12-0040", file.Name);
    }

    [Fact]
    public void Two_interchanges_with_a_TA1_between_ISA_and_GS_are_read()
    {
        var text = System.Text.Encoding.UTF8.GetString(Corpus.Read("corpora/x12/authored/p-837-valid.edi").Bytes);
        var at = text.IndexOf("GS*", StringComparison.Ordinal);

        Parsing.Findings(text[..at] + "TA1*000000001*250115*1230*A*000~" + text[at..]).ShouldBeEmpty();
    }
}
