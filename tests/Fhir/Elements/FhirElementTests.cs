using System.Text;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Elements;

namespace Carelake.Tests.Fhir.Elements;

public sealed class FhirElementTests
{
    private const string Patient = """
        {
          "resourceType": "Patient",
          "id": "p",
          "contained": [{ "resourceType": "Organization", "id": "o", "name": "Ward" }],
          "name": [{ "family": "Rao" }, { "given": ["Asha", null, "Devi"], "_given": [null, { "extension": [{ "url": "u", "valueCode": "x" }] }, { "id": "g" }] }],
          "_birthDate": { "extension": [{ "url": "u", "valueString": "s" }] },
          "deceasedBoolean": false,
          "favourite": { "colour": "blue" }
        }
        """;

    private static FhirElement Root(string json) => FhirDocument.Parse(Encoding.UTF8.GetBytes(json)).Value.ShouldNotBeNull().Root;

    [Fact]
    public void Children_are_found_by_name()
    {
        var names = Root(Patient).Children("name");

        names.Count.ShouldBe(2);
        names[0]["family"].Text.ShouldBe("Rao");
        names[0].Type!.Name.ShouldBe("HumanName");
        names[1].Index.ShouldBe(1);
    }

    [Fact]
    public void A_choice_is_found_by_its_plain_name_and_knows_its_type()
    {
        var deceased = Root(Patient)["deceased"];

        deceased.Type!.Name.ShouldBe("boolean");
        deceased.Boolean.ShouldBe(false);
        Root(Patient).Children("deceasedBoolean").ShouldBeEmpty();
    }

    [Fact]
    public void A_primitive_has_the_extensions_beside_it_as_children()
    {
        var given = Root(Patient).Children("name")[1].Children("given");

        given.Count.ShouldBe(3);
        given[1].HasValue.ShouldBeFalse();
        given[1]["extension"]["value"].Text.ShouldBe("x");
        given[2].Text.ShouldBe("Devi");
        given[2]["id"].Text.ShouldBe("g");
    }

    [Fact]
    public void A_primitive_with_only_extensions_is_there_without_a_value()
    {
        var birthDate = Root(Patient)["birthDate"];

        birthDate.IsNone.ShouldBeFalse();
        birthDate.HasValue.ShouldBeFalse();
        birthDate.Type!.Name.ShouldBe("date");
        birthDate.Children().Single().Name.ShouldBe("extension");
    }

    [Fact]
    public void An_unknown_element_is_kept_without_a_type()
    {
        var favourite = Root(Patient)["favourite"];

        favourite.Type.ShouldBeNull();
        favourite["colour"].Text.ShouldBe("blue");
        Root(Patient).Children().Select(child => child.Name).ShouldContain("favourite");
    }

    [Fact]
    public void All_children_are_in_the_order_of_the_text() =>
        Root(Patient).Children().Select(child => child.Name)
            .ShouldBe(["id", "contained", "name", "name", "birthDate", "deceased", "favourite"]);

    [Fact]
    public void Numbers_keep_their_digits()
    {
        var value = Root("""{"resourceType":"Observation","valueQuantity":{"value":72.50}}""")["value"]["value"];

        value.Text.ShouldBe("72.50");
        value.Decimal.ShouldBe(72.5m);
    }

    [Fact]
    public void Path_position_and_holders_are_found_from_the_element()
    {
        var root = Root(Patient);
        var devi = root.Children("name")[1].Children("given")[2];

        devi.Path.ShouldBe("Patient.name[1].given[2]");
        devi.Position.ShouldBe(new FhirPosition(5, 59));
        devi.Parent.Path.ShouldBe("Patient.name[1]");
        root.Children("name")[1].Children("given")[1]["extension"]["value"].Path.ShouldBe("Patient.name[1].given[1].extension[0].value.ofType(code)");
        root["contained"]["name"].Path.ShouldBe("Patient.contained[0].name");
    }

    [Fact]
    public void The_resource_of_a_contained_element_is_the_contained_one_and_its_root_the_container()
    {
        var name = Root(Patient)["contained"]["name"];

        name.Resource.Type!.Name.ShouldBe("Organization");
        name.RootResource.Type!.Name.ShouldBe("Patient");
    }

    [Fact]
    public void The_resource_of_a_bundle_is_its_own_root()
    {
        var bundle = Root("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"1"}}]}""");
        var id = bundle["entry"]["resource"]["id"];

        id.RootResource.Type!.Name.ShouldBe("Patient");
        id.Path.ShouldBe("Bundle.entry[0].resource.id");
        id.Type!.Name.ShouldBe("id");
    }

    [Fact]
    public void A_part_is_read_as_the_type_that_is_said()
    {
        var part = FhirDocument.Parse("""{"coding":[{"code":"a"}]}"""u8.ToArray(), FhirDefinitions.R4.Type("CodeableConcept")).Value!.Root;

        part["coding"]["code"].Type!.Name.ShouldBe("code");
        part.Path.ShouldBe("CodeableConcept");
    }

    [Fact]
    public void Descendants_are_everything_below_in_order() =>
        Root("""{"resourceType":"Patient","name":[{"family":"A"}],"active":true}""").Descendants().Select(element => element.Path)
            .ShouldBe(["Patient.name[0]", "Patient.name[0].family", "Patient.active"]);
}
