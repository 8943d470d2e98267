using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Carelake.Core;
using Carelake.X12;
using Carelake.X12.Claims;
using Carelake.X12.Remittances;

namespace Carelake.Tests.X12;

/// <summary>The samples of docs/guides/claims-and-remittances.md, here as code that runs; a test holds that both are the same.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public void The_claim_of_the_guide_is_written_and_valid()
    {
        var claim = new Claim
        {
            Kind = ClaimKind.Professional,
            PatientControlNumber = "PCN1001",
            BilledAmount = 150m,
            FacilityCode = "11",
            ProviderSignatureCode = "Y", AssignmentCode = "A", BenefitsAssignmentCode = "Y", ReleaseOfInformationCode = "Y",
            Codes = [new ClaimCode("ABK", "E119")],
            BillingProvider = new Party
            {
                EntityCode = "85", Name = "NORTHSIDE FAMILY CLINIC", IdQualifier = "XX", Id = "1234567893",
                Address = new Address("100 MAIN ST", null, "SPRINGFIELD", "IL", "627010001"),
                References = [new Reference("EI", "123456789")],
            },
            Subscriber = new Subscriber
            {
                Person = new Party
                {
                    EntityCode = "IL", IsPerson = true, Name = "DOE", FirstName = "JANE", IdQualifier = "MI", Id = "MEM0001",
                    Address = new Address("1 ELM ST", null, "SPRINGFIELD", "IL", "62704"), BirthDate = new DateOnly(1980, 1, 1), SexCode = "F",
                },
                FilingIndicatorCode = "CI",
            },
            Payer = new Party { EntityCode = "PR", Name = "EXAMPLE HEALTH PLAN", IdQualifier = "PI", Id = "EHP01" },
            Lines =
            [
                new ClaimLine
                {
                    Number = 1, Service = new ServiceCode("HC", "99213"), BilledAmount = 150m, UnitCode = "UN", Quantity = 1, DiagnosisPointers = [1],
                    Dates = [QualifiedDate.On("472", new DateOnly(2025, 1, 10))],
                },
            ],
        };
        var submission = new ClaimSubmission
        {
            Kind = ClaimKind.Professional, Reference = "BATCH0001", CreatedAt = new DateTime(2025, 1, 15, 12, 30, 0),
            Submitter = new Party
            {
                EntityCode = "41", Name = "NORTHSIDE BILLING", IdQualifier = "46", Id = "SUB001",
                Contacts = [new Contact("IC", "BILLING DESK", new ContactNumber("TE", "5555550100"))],
            },
            Receiver = new Party { EntityCode = "40", Name = "EXAMPLE HEALTH PLAN", IdQualifier = "46", Id = "EHP01" },
            Claims = [claim],
        };
        var envelope = new X12Envelope
        {
            SenderId = "SUBMITTER", ReceiverId = "RECEIVER", CreatedAt = submission.CreatedAt, InterchangeControlNumber = 101,
        };
        Parsed<byte[]> written = ClaimFile.Write(submission, envelope);

        written.IsUsable.ShouldBeTrue();
        X12Findings.ErrorsOf(written.Value).ShouldBeEmpty();
    }

    [Fact]
    public void The_remittance_of_the_guide_is_read()
    {
        var bytes = ModelCorpus.Read("corpora/x12/authored/p-835-valid.edi");
        var posted = new List<(string, decimal, decimal, bool)>();
        Parsed<ImmutableArray<Remittance>> file = RemittanceFile.Parse(bytes);
        foreach (var remittance in file.Value)
        {
            ImmutableArray<Imbalance> imbalances = RemittanceBalance.Check(remittance);
            foreach (var payment in remittance.Payments)
            {
                // Never post CO as patient debt; a reversal takes an earlier payment back.
                decimal owed = payment.AllAdjustments.Where(adjustment => adjustment.IsPatientResponsibility).Sum(adjustment => adjustment.Amount);
                posted.Add((payment.PatientControlNumber, payment.PaidAmount, owed, payment.IsReversal));
            }
            imbalances.ShouldBeEmpty();
        }

        posted.ShouldBe([("PCN1001", 450m, 20m, false), ("PCN1002", 0m, 0m, false)]);
    }

    [Fact]
    public void The_samples_of_the_guide_are_the_code_of_this_test()
    {
        var here = Bare(File.ReadAllText(Repository.Path("tests", "X12", "GuideTests.cs"))).Replace("imbalances.ShouldBeEmpty();\n", "", StringComparison.Ordinal);
        var samples = SamplePattern().Matches(File.ReadAllText(Repository.Path("docs", "guides", "claims-and-remittances.md")));

        samples.Count.ShouldBe(2);
        foreach (Match sample in samples) here.ShouldContain(Bare(sample.Groups[1].Value));
    }

    // Without indentation.
    private static string Bare(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex SamplePattern();
}

/// <summary>What the validator says of bytes.</summary>
internal static class X12Findings
{
    /// <summary>Errors of SNIP levels 1 to 4, as text.</summary>
    public static IReadOnlyList<string> ErrorsOf(byte[] bytes)
    {
        var sets = X12TransactionSet.ReadAll(bytes, new X12ParserOptions { HighestLevel = (SnipLevel)4 });
        sets.ShouldNotBeEmpty();
        return [.. sets.SelectMany(set => set.Findings).Where(finding => finding.IsError).Select(finding => $"{finding.Issue.Code} {finding.Issue.Location} {finding.Issue.Message}")];
    }
}
