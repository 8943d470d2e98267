using System.Text;
using System.Text.Json;
using Carelake.Fhir.Elements;
using Carelake.Fhir.FhirPath;

namespace Carelake.Tests.Fuzz;

[Trait("Speed", "Slow")]
public sealed class FhirPathFuzzTests
{
    [Fact]
    public void No_expression_throws_or_hangs()
    {
        using var tests = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("corpora/fhir/fhirpath-suite/tests.json")));
        using var patient = FhirDocument.Parse(File.ReadAllBytes(SharedData.Path("corpora/fhir/fhirpath-suite/patient-example.json"))).Value!;
        var environment = FhirPathEnvironment.Empty with { Now = DateTimeOffset.UnixEpoch, MaxSteps = 20_000 };
        var corpus = tests.RootElement.EnumerateArray().Select(test => Encoding.UTF8.GetBytes(test.GetProperty("expression").GetString()!)).ToList();

        FuzzRun.Of(corpus, "()[]{}.|&=~<>+-*/'`@%$, 0129T:Z"u8, input =>
            FhirPathExpression.Parse(Encoding.UTF8.GetString(input)).Value?.Evaluate(patient.Root, environment));
    }
}
