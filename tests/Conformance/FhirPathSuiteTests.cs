using System.Text;

namespace Carelake.Tests.Conformance;

public sealed class FhirPathSuiteTests
{
    /// <summary>Cases that are not met, by <see cref="FhirPathCase.Id"/>, each with the reason. A case that starts to pass fails the test.</summary>
    private static readonly Dictionary<string, string> Excluded = new(StringComparer.Ordinal)
    {
        ["HighBoundary/HighBoundaryDecimal15: 0.0034.highBoundary(1)"] =
            "The suite gives 0.0, which is below the value itself; every other case, 1.highBoundary(0) = 2 among them, rounds up.",
        ["HighBoundary/HighBoundaryDecimal16: -0.0034.highBoundary(1)"] = "The sign binds weaker than the point, so this is the negative of the case before.",
    };

    [Fact]
    public void The_official_suite_passes_but_for_the_listed_cases()
    {
        var cases = FhirPathSuite.Run();

        cases.Where(test => !test.IsPassed && !Excluded.ContainsKey(test.Id))
            .Select(test => $"{test.Id}{Environment.NewLine}   expected {test.Expected}{Environment.NewLine}   came     {test.Actual}").ShouldBeEmpty();
        cases.Where(test => test.IsPassed && Excluded.ContainsKey(test.Id)).Select(test => test.Id).ShouldBeEmpty("these pass now");
        Excluded.Keys.Except(cases.Select(test => test.Id)).ShouldBeEmpty("these are not in the suite");
        cases.Count(test => test.IsPassed).ShouldBeGreaterThanOrEqualTo(600);
    }

    [Fact]
    public void The_table_of_the_suite_is_up_to_date() => Golden.Check(Table(FhirPathSuite.Run()), "docs", "conformance", "fhirpath.md");

    private static string Table(IReadOnlyList<FhirPathCase> cases)
    {
        var text = new StringBuilder();
        text.Append("# FHIRPath\n\nHL7's FHIRPath suite for R4 (FHIR/fhir-test-cases, `r4/fhirpath`), run in strict mode. ");
        text.Append($"**{cases.Count(test => test.IsPassed)} of {cases.Count} cases pass.** Made by `./test --golden FhirPathSuiteTests`.\n\n");
        text.Append("| group | cases | passed |\n| --- | ---: | ---: |\n");
        foreach (var group in cases.GroupBy(test => test.Group))
            text.Append($"| {group.Key} | {group.Count()} | {group.Count(test => test.IsPassed)} |\n");
        text.Append("\n## Cases not met\n\n| case | expression | expected | given | why |\n| --- | --- | --- | --- | --- |\n");
        foreach (var test in cases.Where(test => !test.IsPassed))
            text.Append($"| {test.Name} | `{test.Expression.ReplaceLineEndings(" ")}` | {test.Expected} | {test.Actual} | {Excluded.GetValueOrDefault(test.Id)} |\n");
        return text.ToString();
    }
}
