using System.Text;
using Carelake.Fhir.Elements;
using Carelake.Fhir.Model;

namespace Carelake.Tests.Fhir.Model;

public sealed class ViewsTests
{
    [Fact]
    public void The_views_are_made_from_the_definitions()
    {
        var files = ViewsGenerator.Files().ToList();
        foreach (var (name, text) in files) Golden.Check(text, "src", "Fhir", "Generated", name);

        Directory.EnumerateFiles(Repository.Path("src", "Fhir", "Generated")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(files.Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_view_names_what_its_element_holds()
    {
        var patient = new Patient(FhirDocument.Parse(Encoding.UTF8.GetBytes("""
            {"resourceType":"Patient","id":"p","active":true,"name":[{"family":"Rao","given":["Asha","Devi"]}],"birthDate":"1970-02","multipleBirthInteger":2}
            """)).Value!.Root);

        patient.Id.ShouldBe("p");
        patient.Active.ShouldBe(true);
        patient.Name.ShouldHaveSingleItem().Given.ShouldBe(["Asha", "Devi"]);
        patient.BirthDate.ShouldBe("1970-02");
        patient.MultipleBirth.Integer.ShouldBe(2);
        patient.MaritalStatus.ShouldBeNull();
        patient.Address.ShouldBeEmpty();
    }

    [Fact]
    public void A_claim_is_read_down_to_its_amounts()
    {
        var claim = new Claim(FhirDocument.Parse(Encoding.UTF8.GetBytes("""
            {"resourceType":"Claim","item":[{"sequence":1,"net":{"value":12.50,"currency":"USD"}}],"total":{"value":12.50,"currency":"USD"}}
            """)).Value!.Root);

        claim.Item[0].Sequence.ShouldBe(1);
        claim.Item[0].Net!.Value.Value.ShouldBe(12.5m);
        claim.Total!.Value.Currency.ShouldBe("USD");
    }
}
