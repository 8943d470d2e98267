using System.Text;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;
using Carelake.Fhir.Validation.Quick;

namespace Carelake.Tests.Fhir.Validation;

public sealed class QuickPassTests
{
    private static readonly FhirValidator WithProfiles = new();
    private static readonly FhirValidator Core = new(options: new FhirValidationOptions { ChecksClaimedProfiles = false });

    [Theory]
    [InlineData("corpora/fhir/authored-validation")]
    [InlineData("corpora/fhir/authored-transactions")]
    [InlineData("corpora/fhir/validator-cases")]
    [InlineData("corpora/fhir/r4-examples")]
    [InlineData("corpora/fhir/us-core-examples")]
    [InlineData("corpora/fhir/uk-core-examples")]
    [InlineData("corpora/fhir/india-nhcx-authored")]
    [InlineData("corpora/fhir/synthea-bundles")]
    [InlineData("data/fhir/r4-bundles")]
    public void What_the_pass_leaves_open_and_the_walk_then_finds_is_what_the_walk_alone_finds(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Path(folder), "*.json").Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(file);
            if (FhirDocument.Parse(bytes).Value is null) continue;
            foreach (var validator in new[] { WithProfiles, Core })
            {
                var (quick, walked) = (validator.Validate(bytes), validator.Validate(FhirDocument.Parse(bytes)));
                quick.Except(walked).Take(3).ShouldBeEmpty(file);
                walked.Except(quick).Take(3).ShouldBeEmpty(file);
                quick.ShouldBe(walked, file);
            }
        }
    }

    [Theory]
    [InlineData(false, 1100)]
    [InlineData(true, 1050)]
    public void Nearly_all_resources_of_a_patient_record_are_good_at_once(bool withProfiles, int least)
    {
        var tables = new QuickTables(withProfiles ? WithProfiles : Core);
        var verdicts = Directory.EnumerateFiles(SharedData.Path("corpora/fhir/synthea-bundles"), "synthea-*.json").SelectMany(file => Verdicts(tables, File.ReadAllBytes(file))).ToList();

        verdicts.Count.ShouldBe(1150);
        verdicts.Count(verdict => verdict == QuickVerdict.Good).ShouldBeGreaterThan(least);
    }

    [Theory]
    [InlineData("""{"resourceType":"Basic","code":{"text":"a"},}""")]
    [InlineData("""{"resourceType":"Basic",}""")]
    [InlineData("""{"resourceType":"Basic","code":{"text":"a"}} x""")]
    [InlineData("""{"resourceType":"Basic","code":{"text":"a"},"id":"\ud800"}""")]
    [InlineData("""{"resourceType":"Basic","code":{"text":"a","text":"b"}}""")]
    [InlineData("""{"resourceType":"Basic","resourceType":"Basic","code":{"text":"a"}}""")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueQuantity":{"value":01}}""")]
    [InlineData("""{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueQuantity":{"value":1.}}""")]
    [InlineData("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Basic","code":{"text":"a"},"x":[1,]}}]}""")]
    [InlineData("""{"resourceType":"Bundle","type":"collection","entry":[]}""")]
    [InlineData("""{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:a:b","resource":{"resourceType":"Basic","code":{"text":"a"}}},{"fullUrl":"urn:a:b","resource":{"resourceType":"Basic","code":{"text":"a"}}}]}""")]
    [InlineData("""{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:a:b","resource":{"resourceType":"Basic","code":{"text":"a"}}}]}""")]
    [InlineData("""{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:a:b","resource":{"resourceType":"Basic","code":{"text":"a"},"subject":{"reference":"urn:uuid:c"}}}]}""")]
    public void What_is_wrong_is_told_as_by_the_walk(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var issues = Core.Validate(bytes);

        issues.ShouldBe(Core.Validate(FhirDocument.Parse(bytes)));
        issues.ShouldContain(issue => issue.Severity != Carelake.Core.Severity.Information);
    }

    private static List<QuickVerdict> Verdicts(QuickTables tables, byte[] bytes)
    {
        var state = QuickState.Rent();
        (state.Tape.Bytes, state.Urls.Bytes) = (bytes, bytes);
        new QuickReader(bytes, tables, state, 100).TryBundle().ShouldBeTrue();
        var verdicts = state.Resources.Select(resource => resource.Verdict).ToList();
        state.Return();
        return verdicts;
    }
}
