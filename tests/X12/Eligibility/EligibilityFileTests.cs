using System.Text;
using Carelake.X12.Eligibility;

namespace Carelake.Tests.X12.Eligibility;

public sealed class EligibilityFileTests
{
    private const string Folder = "corpora/x12/linuxforhealth/271_005010X279A1";

    private static readonly EligibilityInquiry Inquiry = new()
    {
        TraceNumber = "93175-012547",
        TraceOriginatorId = "9877281234",
        Source = new() { EntityCode = "PR", Name = "ABC COMPANY", IdQualifier = "PI", Id = "842610001" },
        Receiver = new() { EntityCode = "1P", Name = "BONE AND JOINT CLINIC", IdQualifier = "XX", Id = "1234567893" },
        Subscriber = new() { EntityCode = "IL", IsPerson = true, Name = "SMITH", FirstName = "ROBERT", IdQualifier = "MI", Id = "11122333301", BirthDate = new(1943, 5, 19) },
        ServiceTypeCodes = ["30", "98"],
        FirstDate = new(2025, 1, 10),
    };

    [Fact]
    public void Questions_are_written_and_read_back_equal()
    {
        var dependent = Inquiry with
        {
            TraceNumber = "2", Dependent = new() { EntityCode = "03", IsPerson = true, Name = "SMITH", FirstName = "MARY", BirthDate = new(2014, 1, 1) },
            DependentRelationshipCode = "19", LastDate = new(2025, 1, 31),
        };
        var written = EligibilityFile.Write([Inquiry, dependent], new("REF1", new(2025, 1, 10, 9, 30, 0)), Claims.GeneratedClaims.Envelope);

        written.Issues.ShouldBeEmpty();
        X12Findings.ErrorsOf(written.Value).ShouldBeEmpty();
        ModelJson.Of(EligibilityFile.ParseInquiries(written.Value).Value).ShouldBe(ModelJson.Of(new[] { Inquiry, dependent }));
        Golden.Check(Encoding.UTF8.GetString(written.Value).Replace("~", "~\n", StringComparison.Ordinal), "tests", "X12", "Eligibility", "Golden", "inquiry.expected.x12");
    }

    [Theory]
    [InlineData("subscriber-health-benefit-check")]
    [InlineData("subscriber-health-benefit-check-error")]
    [InlineData("dependent-health-benefit-check")]
    public void Answers_are_read_whole(string name)
    {
        var file = EligibilityFile.ParseResponses(ModelCorpus.Read($"{Folder}/{name}.271"));

        Golden.Check(ModelJson.Of(file.Value), "tests", "X12", "Eligibility", "Golden", $"{name}.expected.json");
    }

    [Fact]
    public void Benefits_say_what_the_segments_say()
    {
        var response = EligibilityFile.ParseResponses(ModelCorpus.Read($"{Folder}/subscriber-health-benefit-check.271")).Value.ShouldHaveSingleItem();

        response.IsActive.ShouldBeTrue();
        response.Benefits.Length.ShouldBe(5);
        response.Benefits[1].Parties.ShouldHaveSingleItem().Name.ShouldBe("JONES");
        response.Benefits[3].Amount.ShouldBe(10m);
        response.Benefits[3].InNetworkCode.ShouldBe("Y");
        response.Benefits[3].ServiceTypeCodes.ShouldContain("UC");
    }

    [Fact]
    public void Answers_find_their_questions_by_trace_number()
    {
        var responses = EligibilityFile.ParseResponses(ModelCorpus.Read($"{Folder}/subscriber-health-benefit-check.271")).Value;
        var other = Inquiry with { TraceNumber = "ANOTHER" };

        var answers = EligibilityFile.Match([other, Inquiry], responses);

        answers.Select(answer => (answer.Inquiry?.TraceNumber, answer.Responses.Length)).ShouldBe([("ANOTHER", 0), ("93175-012547", 1)]);
        EligibilityFile.Match([other], responses).Select(answer => (answer.Inquiry?.TraceNumber, answer.Responses.Length))
            .ShouldBe([("ANOTHER", 0), (null, 1)]);
    }
}
