using System.Text;
using Carelake.Core;
using Carelake.Fhir.Profiles;
using Carelake.Fhir.Validation;

namespace Carelake.Tests.Fhir.Validation;

/// <summary>Packages that a user loads can hold anything: what makes no sense in them must not end the program, nor keep it busy for ever.</summary>
public sealed class BrokenProfileTests
{
    private const string Own = "http://example.org/StructureDefinition/own";

    [Fact]
    public void A_fixed_value_is_compared_with_an_element_that_has_only_extensions() =>
        Codes(
            Profile("""{"id":"Patient.gender","path":"Patient.gender","fixedCode":"male"}"""),
            $$$"""{"resourceType":"Patient","meta":{"profile":["{{{Own}}}"]},"_gender":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}}""")
            .ShouldContain("FHIR-0126");

    [Fact]
    public void A_pattern_is_compared_with_an_element_that_has_only_extensions() =>
        Codes(
            Profile("""{"id":"Patient.gender","path":"Patient.gender","patternCode":"male"}"""),
            $$$"""{"resourceType":"Patient","meta":{"profile":["{{{Own}}}"]},"_gender":{"id":"g"}}""")
            .ShouldContain("FHIR-0127");

    [Theory]
    [InlineData("1e99999999999", "FHIR-0126")]
    [InlineData("1e99999999998", null)]
    [InlineData("1.0", "FHIR-0126")]
    public void A_number_that_is_too_large_to_compare_equals_what_is_written_alike(string value, string? code)
    {
        var codes = Codes(
            Profile("""{"id":"Observation.valueQuantity.value","path":"Observation.valueQuantity.value","fixedDecimal":1e99999999998}""", "Observation"),
            $$$"""{"resourceType":"Observation","meta":{"profile":["{{{Own}}}"]},"status":"final","code":{"text":"a"},"valueQuantity":{"value":{{{value}}}}}""");

        if (code is null) codes.ShouldNotContain("FHIR-0126");
        else codes.ShouldContain(code);
    }

    [Fact]
    public void A_rule_that_asks_for_the_profile_it_belongs_to_comes_to_an_end() =>
        Codes(
            Profile($$$"""{"id":"Patient","path":"Patient","constraint":[{"key":"own-1","severity":"error","human":"x","expression":"conformsTo('{{{Own}}}') or conformsTo('{{{Own}}}')"}]}"""),
            $$$"""{"resourceType":"Patient","meta":{"profile":["{{{Own}}}"]},"active":true}""")
            .ShouldNotContain("FHIR-0120");

    [Fact]
    public void A_profile_that_is_its_own_base_comes_to_an_end() =>
        Codes(
            Profile("""{"id":"Patient.name:a","path":"Patient.name","sliceName":"a","min":1}""", baseUrl: Own),
            $$$"""{"resourceType":"Patient","meta":{"profile":["{{{Own}}}"]},"name":[{"family":"A"}]}""")
            .ShouldNotContain("FHIR-0101");

    [Theory]
    [InlineData("ofType(")]
    [InlineData("extension(")]
    [InlineData("extension('http://example.org/a.b').value")]
    [InlineData(")...(")]
    public void A_discriminator_may_be_malformed(string path) =>
        Codes(
            Profile($$$"""{"id":"Patient.name","path":"Patient.name","slicing":{"discriminator":[{"type":"exists","path":"{{{path}}}"}],"rules":"open"}},{"id":"Patient.name:a","path":"Patient.name","sliceName":"a","min":0}"""),
            $$$"""{"resourceType":"Patient","meta":{"profile":["{{{Own}}}"]},"name":[{"family":"A"}]}""")
            .ShouldNotContain("FHIR-0101");

    [Fact]
    public void A_value_set_that_includes_itself_comes_to_an_end()
    {
        const string Set = """{"resourceType":"ValueSet","url":"http://example.org/set","status":"active","compose":{"include":[{"valueSet":["http://example.org/set","http://example.org/set"]},{"system":"urn:s","concept":[{"code":"a"}]}]}}""";

        FhirProfiles.Core.With(Package(Set)).ValueSet("http://example.org/set").ShouldNotBeNull().Contains("urn:s", "a").ShouldBeTrue();
    }

    [Fact]
    public void An_element_may_be_nested_as_deep_as_no_resource_is()
    {
        var path = "Patient" + string.Concat(Enumerable.Repeat(".contact", 20_000));

        Codes(
            Profile($$$"""{"id":"{{{path}}}:a","path":"{{{path}}}","min":1},{"id":"Patient.name:a","path":"Patient.name","sliceName":"a"}"""),
            $$$"""{"resourceType":"Patient","meta":{"profile":["{{{Own}}}"]},"name":[{"family":"A"}]}""")
            .ShouldNotContain("FHIR-0101");
    }

    private static string Profile(string elements, string type = "Patient", string? baseUrl = null) =>
        $$$"""{"resourceType":"StructureDefinition","url":"{{{Own}}}","type":"{{{type}}}","derivation":"constraint","baseDefinition":"{{{baseUrl ?? "http://hl7.org/fhir/StructureDefinition/" + type}}}","differential":{"element":[{{{elements}}}]}}""";

    private static FhirPackage Package(string json) => FhirPackage.Read(Encoding.UTF8.GetBytes(json)).Value;

    private static List<string> Codes(string profile, string resource) =>
        [.. new FhirValidator(FhirProfiles.Core.With(Package(profile)))
            .Validate(Encoding.UTF8.GetBytes(resource)).Where(issue => issue.Severity != Severity.Information).Select(issue => issue.Code)];
}
