using System.Text.Json;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;

namespace Carelake.Tests.Fuzz;

[Trait("Speed", "Slow")]
public sealed class FhirFuzzTests
{
    private static readonly FhirValidator Validator = new();

    [Fact]
    public void No_input_makes_reading_checking_or_writing_fail() => FuzzRun.Of(Corpus(), "{}[]\",:\\u0d8#&<>/_ null"u8, Try);

    // The pass over the bytes may only call good what the walk finds nothing in: resources changed in one to four places, alone and in bundles.
    [Fact]
    public void No_change_makes_the_quick_pass_and_the_walk_say_different_things()
    {
        var corpus = new[] { "us-core-examples", "r4-examples", "authored-validation" }
            .SelectMany(folder => Directory.EnumerateFiles(SharedData.Path($"corpora/fhir/{folder}"), "*.json")).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes).Where(file => file.Length < 12_000).ToList();
        FuzzRun.Of(seed => new ResourceMutator(seed, corpus).Next, input =>
        {
            using var document = FhirDocument.Parse(input).Value;
            if (document is not null) Validator.Validate(input).ShouldBe(Validator.Validate(document));
        });
    }

    private static IEnumerable<byte[]> Corpus() =>
        new[] { "authored-validation", "validator-cases", "authored-transactions", "uk-core-examples", "india-nhcx-authored" }
            .SelectMany(folder => Directory.EnumerateFiles(SharedData.Path($"corpora/fhir/{folder}"), "*.json"))
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(file => file.Length < 40_000);

    // What was read is walked, checked, and written so that it reads as the same again.
    private static void Try(byte[] input)
    {
        var parsed = FhirDocument.Parse(input);
        if (parsed.Value is null)
        {
            parsed.Issues.ShouldNotBeEmpty();
            return;
        }
        using var document = parsed.Value;
        foreach (var issue in Validator.Validate(parsed)) issue.Message.ShouldNotBeEmpty();
        if (!parsed.IsUsable) return;
        using var again = FhirDocument.Parse(FhirWriter.ToUtf8(document.Root)).Value.ShouldNotBeNull();
        JsonElement.DeepEquals(again.Root.Json, document.Root.Json).ShouldBeTrue();
    }
}
