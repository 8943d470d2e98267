using System.Text;
using Carelake.Core;
using Carelake.X12.Claims;
using FsCheck;
using FsCheck.Fluent;

namespace Carelake.Tests.X12.Claims;

public sealed class ClaimFileTests
{
    public static TheoryData<string> Corpora() => [.. ModelCorpus.Names("837")];

    [Fact]
    public void Written_claims_are_read_back_equal() =>
        Prop.ForAll<int>(seed =>
        {
            var submission = GeneratedClaims.Submission(seed);
            var read = ClaimFile.Parse(Written(submission));

            read.Issues.ShouldBeEmpty();
            ModelJson.Of(read.Value).ShouldBe(ModelJson.Of(new[] { submission }));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Written_claims_are_valid_to_SNIP_level_4()
    {
        for (var seed = 0; seed < 200; seed++)
            X12Findings.ErrorsOf(Written(GeneratedClaims.Submission(seed))).ShouldBeEmpty($"seed {seed}");
    }

    [Theory]
    [MemberData(nameof(Corpora))]
    public void Claims_of_public_files_survive_writing(string name)
    {
        foreach (var submission in ClaimFile.Parse(ModelCorpus.Read(name)).Value)
        {
            var written = ClaimFile.Write(submission, GeneratedClaims.Envelope);
            var again = ClaimFile.Parse(written.Value).Value.ShouldHaveSingleItem();

            // One file names another component separator than it uses, so that its composites are data with separators in it.
            if (!written.IsUsable) written.Issues.ShouldAllBe(issue => issue.Code == "X12-0501" || issue.Code == "X12-0514");
            // What was 004010 is written as 005010, where some loops stand in another order.
            else if (name.Contains("4010", StringComparison.Ordinal)) ClaimFile.Write(again, GeneratedClaims.Envelope).Value.ShouldBe(written.Value);
            else ModelJson.Of(again).ShouldBe(ModelJson.Of(submission), name);
        }
    }

    [Theory]
    [MemberData(nameof(Corpora))]
    public void Every_claim_and_line_of_a_public_file_is_read(string name)
    {
        var bytes = ModelCorpus.Read(name);
        var claims = ClaimFile.Parse(bytes).Value.SelectMany(submission => submission.Claims).ToList();

        claims.Count.ShouldBe(ModelCorpus.Count(bytes, "CLM"));
        claims.Sum(claim => claim.Lines.Length).ShouldBe(ModelCorpus.Count(bytes, "LX"));
    }

    [Fact]
    public void A_claim_with_two_payers_is_read_whole()
    {
        var file = ClaimFile.Parse(ModelCorpus.Read("corpora/x12/linuxforhealth/837_005010X222A2/demo.cob.example3.C.837"));

        Golden.Check(ModelJson.Of(file.Value), "tests", "X12", "Claims", "Golden", "cob.expected.json");
    }

    [Fact]
    public void A_file_in_canonical_form_is_written_byte_for_byte()
    {
        var bytes = ModelCorpus.Read("corpora/x12/authored/p-837-valid.edi");
        var envelope = GeneratedClaims.Envelope with
        {
            SenderId = "SUBMITTER", ReceiverId = "RECEIVER", InterchangeControlNumber = 101, IsTest = true, BreaksLines = true,
        };
        var submission = ClaimFile.Parse(bytes).Value.ShouldHaveSingleItem();

        Encoding.UTF8.GetString(ClaimFile.Write(submission, envelope).Value).ShouldBe(Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void A_separator_in_the_data_is_refused()
    {
        var submission = GeneratedClaims.Submission(1);
        var claim = submission.Claims[0] with { PatientControlNumber = "A*B~C" };
        var written = ClaimFile.Write(submission with { Claims = [claim] }, GeneratedClaims.Envelope);

        written.IsUsable.ShouldBeFalse();
        written.Issues.ShouldHaveSingleItem().ShouldBe(new Issue(
            "X12-0501", Severity.Error, "CLM01", "The data holds a character that is a separator or a line end; X12 has no way to escape it."));
        ClaimFile.Parse(written.Value).Value.ShouldHaveSingleItem().Claims.Length.ShouldBe(1);
    }

    [Fact]
    public void Other_separators_are_written_and_read()
    {
        var submission = GeneratedClaims.Submission(7);
        var envelope = GeneratedClaims.Envelope with { Delimiters = new((byte)'|', (byte)'!', (byte)'>', 0x1D) };

        ModelJson.Of(ClaimFile.Parse(ClaimFile.Write(submission, envelope).Value).Value).ShouldBe(ModelJson.Of(new[] { submission }));
    }

    [Fact]
    public void Claims_of_one_provider_and_subscriber_share_their_levels()
    {
        var submission = GeneratedClaims.Submission(3);
        var claim = submission.Claims[0];
        var written = ClaimFile.Write(submission with { Claims = [claim, claim with { PatientControlNumber = "SECOND" }] }, GeneratedClaims.Envelope).Value;

        ModelCorpus.Count(written, "HL").ShouldBe(claim.Patient is null ? 2 : 3);
        ModelCorpus.Count(written, "CLM").ShouldBe(2);
    }

    [Fact]
    public void A_submission_without_claims_and_a_claim_without_lines_are_refused()
    {
        var submission = GeneratedClaims.Submission(1);

        ClaimFile.Write(submission with { Claims = [] }, GeneratedClaims.Envelope).Issues.ShouldContain(issue => issue.Code == "X12-0512");
        ClaimFile.Write(submission with { Claims = [submission.Claims[0] with { Lines = [] }] }, GeneratedClaims.Envelope)
            .Issues.ShouldContain(issue => issue.Code == "X12-0514");
    }

    private static byte[] Written(ClaimSubmission submission)
    {
        var written = ClaimFile.Write(submission, GeneratedClaims.Envelope);
        written.Issues.ShouldBeEmpty();
        return written.Value;
    }
}
