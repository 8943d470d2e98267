using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Validation;

namespace Carelake.Tests.Fhir.Validation;

public sealed class ValidatorSuiteTests
{
    /// <summary>Cases of HL7's suite that are judged otherwise here, each with its reason.</summary>
    internal static readonly Dictionary<string, string> Excluded = new(StringComparer.Ordinal)
    {
        ["mr-covid-m2"] = "The only error is a display that SNOMED CT does not have; SNOMED CT is not part of the product.",
        ["uk-msg"] = "The errors are displays and codes of SNOMED CT, which is not part of the product.",
        ["contained-resource-bad-id-ignore"] = "The case switches off the check of contained resources; it is always on here.",
        ["json-comments-1-yes"] = "The case switches on comments in JSON, which FHIR does not allow; they are always refused here.",
        ["cs-narrative-status-pub"] = "The rule is HL7's own for what it publishes, not FHIR's.",
        ["q-enablewhen-me-wrong"] = "R4 4.0.1 writes que-12 for more than two conditions, and the case has two; HL7's validator mends the rule.",
        ["vs-bad-ecl"] = "The error is in an expression in SNOMED CT's own language, which is not read here.",
    };

    public static TheoryData<string> Hl7Cases => [.. ValidationCases.Hl7.Select(found => found.Name).Distinct()];

    public static TheoryData<string> AuthoredCases => [.. ValidationCases.Authored.Select(found => found.Name)];

    [Theory]
    [MemberData(nameof(Hl7Cases))]
    public void A_case_of_HL7_is_valid_or_not_as_HL7_says(string name)
    {
        foreach (var found in ValidationCases.Hl7.Where(found => found.Name == name))
            if (Excluded.TryGetValue(name, out var reason))
                Agrees(found).ShouldBeFalse($"{name} passes now; take it from the list of exclusions ({reason})");
            else
                Agrees(found).ShouldBeTrue(Told(found));
    }

    [Theory]
    [MemberData(nameof(AuthoredCases))]
    public void A_case_written_for_this_project_gives_the_issues_it_expects_where_it_expects_them(string name)
    {
        var found = ValidationCases.Authored.Single(found => found.Name == name);
        var issues = ValidationCases.Run(found);

        (issues.All(issue => issue.Severity != Severity.Error) == found.IsValid || found.Expected.All(issue => issue.Severity != "error")).ShouldBeTrue(Told(found));
        foreach (var expected in found.Expected)
            issues.ShouldContain(
                issue => issue.Type == expected.Code && issue.Severity.ToString().Equals(expected.Severity, StringComparison.OrdinalIgnoreCase)
                    && Same(issue.Expression, expected.Expression),
                $"{expected} of {Told(found)}");
    }

    [Fact]
    public void The_exchange_bundles_of_India_are_valid_and_are_what_is_said_of_them()
    {
        var folder = SharedData.Path("corpora/fhir/india-nhcx-authored");
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json")));
        expected.RootElement.GetArrayLength().ShouldBe(4);
        foreach (var found in expected.RootElement.EnumerateArray())
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, found.GetProperty("file").GetString()!));
            using var document = FhirDocument.Parse(bytes).Value!;
            var entries = document.Root.Children("entry").Select(entry => entry["resource"]).ToList();
            var abha = entries.Where(entry => entry.Is("Patient")).SelectMany(patient => patient.Children("identifier")).Select(identifier => identifier["value"].Text).ShouldHaveSingleItem();

            new FhirValidator().Validate(bytes).Where(issue => issue.Severity == Severity.Error).ShouldBeEmpty();
            document.Root["meta"]["profile"].Text.ShouldEndWith("/" + found.GetProperty("bundle").GetString());
            entries[0].Type!.Name.ShouldBe(found.GetProperty("focal").GetString());
            abha.ShouldBe(found.GetProperty("abha").GetString());
            found.GetProperty("abha_check_digit").GetString().ShouldBe("Luhn");
            (LuhnSum(abha!.Replace("-", "", StringComparison.Ordinal)) % 10).ShouldBe(0);
        }
    }

    private static int LuhnSum(string digits) => digits.Reverse().Select((digit, place) => (digit - '0') * (1 + (place % 2))).Sum(value => value > 9 ? value - 9 : value);

    [Fact]
    public void At_least_85_of_the_94_cases_of_HL7_agree() => ValidationCases.Hl7.Count(Agrees).ShouldBeGreaterThanOrEqualTo(85);

    internal static bool Agrees(ValidationCase found) => ValidationCases.Run(found).All(issue => issue.Severity != Severity.Error) == found.IsValid;

    // valueQuantity and value.ofType(Quantity) name the same element.
    private static bool Same(string ours, string theirs) => Plain(ours) == Plain(theirs);

    private static string Plain(string expression) =>
        System.Text.RegularExpressions.Regex.Replace(expression, @"\.ofType\((\w)(\w*)\)", match => match.Groups[1].Value.ToUpperInvariant() + match.Groups[2].Value);

    private static string Told(ValidationCase found) =>
        $"{found.Name}: {string.Join("; ", ValidationCases.Run(found).Select(issue => $"{issue.Code} {issue.Severity} {issue.Type} {issue.Expression} {issue.Message}"))}";
}
