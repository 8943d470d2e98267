using Carelake.Fhir.Elements;
using Carelake.Fhir.FhirPath;
using Carelake.Fhir.Validation;

namespace Carelake.Tests.Fhir.Validation;

public sealed class NativeInvariantTests
{
    private static readonly FhirPathEnvironment Environment = FhirPathEnvironment.Empty with { Resolve = References.Resolve };

    // The walk looks at these with what it knows of the whole document.
    private static readonly string[] OfTheWalk = ["dom-3", "ref-1", "txt-1", "txt-2"];

    [Fact]
    public void A_rule_that_is_written_out_answers_as_its_FHIRPath_does()
    {
        var compared = new HashSet<string>(StringComparer.Ordinal);
        var differing = new List<string>();
        foreach (var file in Files())
        {
            using var document = FhirDocument.Parse(File.ReadAllBytes(file)).Value;
            if (document is null) continue;
            foreach (var element in document.Root.Descendants().Prepend(document.Root)) Compare(element, Path.GetFileName(file), compared, differing);
        }

        differing.ShouldBeEmpty();
        compared.Count.ShouldBeGreaterThan(NativeInvariants.Keys.Count() - OfTheWalk.Length - 8);
    }

    private static IEnumerable<string> Files() =>
        new[] { "authored-validation", "validator-cases", "r4-examples", "us-core-examples" }
            .SelectMany(folder => Directory.EnumerateFiles(SharedData.Path($"corpora/fhir/{folder}"), "*.json")).Order(StringComparer.Ordinal)
            .Where(file => new FileInfo(file).Length < 60_000);

    private static void Compare(FhirElement element, string file, HashSet<string> compared, List<string> differing)
    {
        foreach (var rule in (element.Type?.AllConstraints ?? []).Concat(element.Definition?.Constraints ?? []))
        {
            if (rule.Native is null || OfTheWalk.Contains(rule.Key)) continue;
            if (element.Json.ValueKind == System.Text.Json.JsonValueKind.Undefined) continue;
            if (rule.Native(element.Json, element.Resource.Json) is not { } native) continue;
            compared.Add(rule.Key);
            var test = FhirPathExpression.Parse(rule.Expression).Value!.Test(element, Environment);
            if (test.Error is null && test.Holds is { } holds && holds != native) differing.Add($"{file} {element.Path} {rule.Key}: {native}, by FHIRPath {holds}");
        }
    }
}
