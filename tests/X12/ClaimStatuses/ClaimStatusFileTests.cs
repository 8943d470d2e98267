using System.Text;
using Carelake.X12.ClaimStatuses;

namespace Carelake.Tests.X12.ClaimStatuses;

public sealed class ClaimStatusFileTests
{
    // The demo message of that folder answers a request for documents and has its status under no trace number.
    public static TheoryData<string> Corpora() => [.. ModelCorpus.Names("277").Where(name => !name.Contains("aurelianware", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Corpora))]
    public void Every_status_of_a_public_file_is_read(string name)
    {
        var bytes = ModelCorpus.Read(name);
        var reports = ClaimStatusFile.Parse(bytes).Value;
        var statuses = reports.Sum(report => report.Statuses.Length + report.Lines.Sum(line => line.Statuses.Length));

        statuses.ShouldBe(ModelCorpus.Count(bytes, "STC"));
    }

    [Fact]
    public void Claims_of_an_acknowledgement_are_accepted_or_rejected()
    {
        var accepted = ClaimStatusFile.Parse(ModelCorpus.Read("corpora/x12/imsweb/x12_277CA_accepted.txt")).Value;
        var claim = accepted.Where(report => report.IsAboutClaim).ShouldHaveSingleItem();

        claim.IsAcknowledgement.ShouldBeTrue();
        claim.TraceNumber.ShouldBe("5781");
        claim.IsAccepted.ShouldBe(true);
        claim.PayerControlNumber.ShouldBe("1107000000014420");
        claim.Parties.Select(party => party.EntityCode).ShouldBe(["PR", "41", "85", "QC"]);
    }

    [Fact]
    public void A_rejected_claim_is_told_by_its_action_or_its_category()
    {
        static ClaimStatusReport Report(string action, string category) => new()
        {
            LevelCode = "PT", Statuses = [new() { Codes = [new(category, "21", null)], ActionCode = action.Length > 0 ? action : null }],
        };

        Report("U", "A3").IsAccepted.ShouldBe(false);
        Report("", "A7").IsAccepted.ShouldBe(false);
        Report("", "A2").IsAccepted.ShouldBe(true);
        new ClaimStatusReport { LevelCode = "PT" }.IsAccepted.ShouldBeNull();
    }

    [Fact]
    public void An_answer_is_read_whole()
    {
        var file = ClaimStatusFile.Parse(ModelCorpus.Read("corpora/x12/linuxforhealth/277_005010X212/claim-level-status.277"));

        Golden.Check(ModelJson.Of(file.Value), "tests", "X12", "ClaimStatuses", "Golden", "claim-level-status.expected.json");
    }

    [Fact]
    public void Questions_are_written_as_the_guide_wants_them()
    {
        var inquiry = new ClaimStatusInquiry
        {
            TraceNumber = "TRACE1",
            Payer = new() { EntityCode = "PR", Name = "EXAMPLE HEALTH PLAN", IdQualifier = "PI", Id = "EHP01" },
            Receiver = new() { EntityCode = "41", Name = "NORTHSIDE BILLING", IdQualifier = "46", Id = "SUB001" },
            Provider = new() { EntityCode = "1P", Name = "NORTHSIDE FAMILY CLINIC", IdQualifier = "XX", Id = "1234567893" },
            Subscriber = new() { EntityCode = "IL", IsPerson = true, Name = "DOE", FirstName = "JANE", IdQualifier = "MI", Id = "MEM0001", BirthDate = new(1980, 1, 1), SexCode = "F" },
            PatientControlNumber = "PCN1001",
            BilledAmount = 250,
            FirstServiceDate = new(2025, 1, 10),
        };
        var child = inquiry with { TraceNumber = "TRACE2", Dependent = new() { EntityCode = "QC", IsPerson = true, Name = "DOE", FirstName = "SAM", BirthDate = new(2015, 5, 5), SexCode = "M" } };

        var written = ClaimStatusFile.Write([inquiry, child], new("REF1", new(2025, 1, 20, 9, 30, 0)), Claims.GeneratedClaims.Envelope);

        written.Issues.ShouldBeEmpty();
        X12Findings.ErrorsOf(written.Value).ShouldBeEmpty();
        Golden.Check(Encoding.UTF8.GetString(written.Value).Replace("~", "~\n", StringComparison.Ordinal), "tests", "X12", "ClaimStatuses", "Golden", "inquiry.expected.x12");
    }
}
