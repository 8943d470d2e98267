using System.Text;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Elements;
using Carelake.Fhir.FhirPath;

namespace Carelake.Tests.Fhir.FhirPath;

public sealed class CoreInvariantTests
{
    private static readonly FhirPathEnvironment Environment = FhirPathEnvironment.Empty with { HtmlChecks = _ => true };

    public static TheoryData<string> Expressions() =>
        [.. FhirDefinitions.R4.Types.SelectMany(type => type.Constraints.Concat(type.Elements.SelectMany(element => element.Constraints)))
            .Select(rule => rule.Expression).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Every_invariant_of_the_core_parses(string expression) => FhirPathExpression.Parse(expression).Issues.ShouldBeEmpty();

    [Fact]
    public void Every_search_parameter_of_the_core_parses() =>
        FhirDefinitions.R4.Types.Where(type => type.IsResource).SelectMany(type => FhirDefinitions.R4.SearchParameters(type.Name))
            .Select(parameter => parameter.Expression).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)
            .SelectMany(text => FhirPathExpression.Parse(text).Issues.Select(issue => $"{text}: {issue}")).ShouldBeEmpty();

    [Fact]
    public void The_core_examples_break_no_invariant_and_no_invariant_fails_to_run()
    {
        var broken = new List<string>();
        foreach (var file in Directory.EnumerateFiles(SharedData.Path("corpora/fhir/r4-examples"), "*.json").Order(StringComparer.Ordinal))
        {
            using var document = FhirDocument.Parse(File.ReadAllBytes(file)).Value;
            if (document is null) continue;
            Check(document.Root, Path.GetFileName(file), broken);
            foreach (var element in document.Root.Descendants()) Check(element, Path.GetFileName(file), broken);
        }

        broken.Distinct(StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void An_invariant_that_asks_for_a_code_makes_no_garbage()
    {
        using var document = FhirDocument.Parse(Encoding.UTF8.GetBytes("""{"resourceType":"Patient","gender":"female","name":[{"family":"Test"}]}""")).Value!;
        var expression = FhirPathExpression.Parse("gender = 'female' and name.exists(family.exists() or given.exists())").Value!;
        expression.Test(document.Root, Environment).Holds.ShouldBe(true);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 1000; count++) expression.Test(document.Root, Environment);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        (allocated / 1000).ShouldBeLessThan(200);
    }

    private static void Check(FhirElement element, string file, List<string> broken)
    {
        var rules = (element.Type?.Constraints ?? []).Concat(element.Definition?.Constraints ?? []);
        foreach (var rule in rules.Where(rule => rule.Severity == Carelake.Core.Severity.Error))
        {
            var test = FhirPathExpression.Parse(rule.Expression).Value!.Test(element, Environment);
            if (test.Error is not null || test.Holds == false)
                broken.Add($"{file} {element.Name} {rule.Key}: {test.Holds} {test.Error?.Code} {rule.Expression}");
        }
    }
}
