using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Profiles;
using Carelake.Fhir.Validation;

namespace Carelake.Tests.Fhir.Validation;

/// <summary>A case of a suite: a file, and what a validator should say of it.</summary>
/// <param name="Name">Of the case.</param>
/// <param name="File">Full path.</param>
/// <param name="IsValid">No error is expected.</param>
/// <param name="Expected">Severity, code and place of what is expected, errors and warnings.</param>
internal sealed record ValidationCase(string Name, string File, bool IsValid, IReadOnlyList<(string Severity, string Code, string Expression)> Expected);

/// <summary>The suites: HL7's validator cases, and those written for this project.</summary>
internal static class ValidationCases
{
    /// <summary>HL7's manifest runs these with a setting that the expected results do not repeat.</summary>
    private static readonly Dictionary<string, Func<FhirValidationOptions, FhirValidationOptions>> Settings = new(StringComparer.Ordinal)
    {
        ["dr-example-org"] = options => options with { ExampleAddress = Severity.Error },
        ["pat-example-extensions"] = options => options with { UnknownExtension = Severity.Error },
        ["patient-with-turvakielto"] = options => options with { UnknownExtension = Severity.Error },
        ["pat-security-bad-string"] = options => options with { MarkupInText = Severity.Error },
        ["pat-security-good3"] = options => options with { MarkupInText = Severity.Error },
    };

    private static readonly Lazy<FhirProfiles> Supporting = new(() => Directory
        .EnumerateFiles(SharedData.Path("corpora/fhir/validator-cases/supporting"), "*.json")
        .Aggregate(FhirProfiles.Standard, (profiles, file) => profiles.With(FhirPackage.Read(System.IO.File.ReadAllBytes(file)).Value)));

    public static IReadOnlyList<ValidationCase> Hl7 => Read("corpora/fhir/validator-cases", found => (found.GetProperty("name").GetString()!, found.GetProperty("errors").GetInt32() == 0, "issues"));

    public static IReadOnlyList<ValidationCase> Authored => Read("corpora/fhir/authored-validation", found => (found.GetProperty("file").GetString()!, found.GetProperty("valid").GetBoolean(), "expected"));

    public static IReadOnlyList<FhirIssue> Run(ValidationCase found)
    {
        var options = Settings.TryGetValue(found.Name, out var setting) ? setting(new()) : new FhirValidationOptions();
        if (found.Name == "patient-ig-bad") options = options with { Profiles = ["http://hl7.org/fhir/test/StructureDefinition/patient-ig-sd"] };
        return new FhirValidator(Supporting.Value, options).Validate(System.IO.File.ReadAllBytes(found.File));
    }

    private static List<ValidationCase> Read(string folder, Func<JsonElement, (string Name, bool IsValid, string Issues)> describe)
    {
        var path = SharedData.Path(folder);
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(path, "expected.json")));
        return [.. document.RootElement.EnumerateArray().Select(found =>
        {
            var (name, isValid, issues) = describe(found);
            return new ValidationCase(name, Path.Combine(path, found.GetProperty("file").GetString()!), isValid, [.. found.GetProperty(issues).EnumerateArray().Select(issue =>
                (issue.GetProperty("severity").GetString()!, issue.GetProperty("code").GetString()!, issue.TryGetProperty("expression", out var place) ? place.GetString() ?? "" : ""))]);
        })];
    }
}
