using Carelake.Fhir.Definitions;
using Carelake.Fhir.Profiles;

namespace Carelake.Tests.Fhir.Definitions;

public sealed class FhirDefinitionsTests
{
    private static string Published => SharedData.Path("corpora/fhir/definitions");

    [Fact]
    public void Every_rule_is_there_in_words() =>
        FhirDefinitions.R4.Types.SelectMany(type => type.Constraints.Concat(type.Elements.SelectMany(element => element.Constraints)))
            .Where(rule => rule.Human.Length == 0).Select(rule => rule.Key).ShouldBeEmpty();

    [Fact]
    public void The_type_table_is_made_from_the_published_definitions() =>
        Golden.Check(DefinitionsGenerator.Types(Published), "src", "Fhir", "Definitions", "Generated", "types.tsv");

    [Fact]
    public void The_value_set_table_is_made_from_the_published_definitions() =>
        Golden.Check(DefinitionsGenerator.ValueSets(Published), "src", "Fhir", "Definitions", "Generated", "valuesets.tsv");

    [Fact]
    public void The_search_parameters_are_those_published() =>
        Golden.Check(File.ReadAllText(Path.Combine(Published, "search-parameters.tsv")), "src", "Fhir", "Definitions", "Generated", "search-parameters.tsv");

    [Fact]
    public void The_compartments_are_those_published() =>
        Golden.Check(File.ReadAllText(Path.Combine(Published, "compartments.tsv")), "src", "Fhir", "Definitions", "Generated", "compartments.tsv");

    [Theory]
    [InlineData("us-core")]
    [InlineData("uk-core")]
    public void The_profiles_of_a_guide_are_made_from_those_published(string guide) =>
        Golden.Check(ProfilesGenerator.Guide(Path.Combine(Published, guide)), "src", "Fhir", "Profiles", "Generated", $"{guide}.ndjson");

    [Fact]
    public void The_profiles_of_R4_are_made_from_its_package()
    {
        // The package is 190 MB and comes from npm; without it the vital signs say whether the file is what it should be.
        if (Environment.GetEnvironmentVariable("CARELAKE_FHIR_PACKAGE") is { Length: > 0 } package)
            Golden.Check(ProfilesGenerator.Core(package), "src", "Fhir", "Profiles", "Generated", "r4-profiles.ndjson");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Published, "vitalsigns-profiles")))
            FhirProfiles.Core.Profile($"http://hl7.org/fhir/StructureDefinition/{Path.GetFileNameWithoutExtension(file)}").ShouldNotBeNull(file);
    }

    [Theory]
    [InlineData("Patient", "DomainResource", true)]
    [InlineData("Patient", "Resource", true)]
    [InlineData("Bundle", "DomainResource", false)]
    [InlineData("code", "string", true)]
    [InlineData("Age", "Quantity", true)]
    [InlineData("Patient.contact", "BackboneElement", true)]
    [InlineData("Patient.contact", "Element", true)]
    [InlineData("Timing.repeat", "BackboneElement", false)]
    public void Types_know_what_they_specialise(string type, string other, bool expected) =>
        FhirDefinitions.R4.Type(type)!.Is(other).ShouldBe(expected);

    [Fact]
    public void A_choice_is_one_element_with_a_name_for_each_type()
    {
        FhirDefinitions.R4.Type("Observation")!.TryGetElement("value", out var value).ShouldBeTrue();

        value!.IsChoice.ShouldBeTrue();
        value.Types.Select(type => type.JsonName).ShouldContain("valueCodeableConcept");
        value.Path.ShouldBe("Observation.value[x]");
    }

    [Fact]
    public void An_element_that_refers_to_another_has_its_type()
    {
        FhirDefinitions.R4.Type("Questionnaire.item")!.TryGetElement("item", out var item).ShouldBeTrue();

        item!.Types.Single().Type.Name.ShouldBe("Questionnaire.item");
    }

    [Fact]
    public void Bindings_name_value_sets_that_hold_codes()
    {
        FhirDefinitions.R4.Type("Patient")!.TryGetElement("gender", out var gender).ShouldBeTrue();

        gender!.Binding!.IsRequired.ShouldBeTrue();
        FhirDefinitions.R4.ValueSet(gender.Binding.ValueSet)!.Contains("female").ShouldBeTrue();
    }

    [Fact]
    public void Search_parameters_have_expressions() =>
        FhirDefinitions.R4.SearchParameters("Patient").ShouldContain(found => found.Code == "birthdate" && found.Type == "date" && found.Expression.StartsWith("Patient.birthDate"));
}
