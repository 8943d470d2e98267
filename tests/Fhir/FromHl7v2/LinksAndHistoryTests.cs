namespace Carelake.Tests.Fhir.FromHl7v2;

/// <summary>What messages say of other records and of other times.</summary>
public sealed class LinksAndHistoryTests
{
    private const string One = "PID|1||123^^^HOSP^MR||Doe^Jane";
    private const string Other = "PID|2||456^^^HOSP^MR||Doe^J";
    private const string Pv1 = "PV1|1|I|WARD^12^3|||OLD^1^1|||||||||||||V100^^^HOSP|||||||||||||||||||||||||202501151030|202501171200";

    [Fact]
    public void Linked_records_name_each_other_and_both_stay()
    {
        var patients = V2.Convert(V2.Header9("ADT^A24^ADT_A24"), "EVN||20250115", One, "PV1|1|I", Other).All("Patient").ToList();

        patients.Count.ShouldBe(2);
        foreach (var (patient, linked) in new[] { (patients[0], patients[1]), (patients[1], patients[0]) })
        {
            patient["link"]!.ToJsonString().ShouldBe($$$"""[{"other":{"reference":"Patient/{{{linked["id"]}}}"},"type":"seealso"}]""");
            patient.ContainsKey("active").ShouldBeFalse();
        }
    }

    [Fact]
    public void Unlinked_records_are_told_as_deletions_of_both_links()
    {
        var conversion = V2.Convert(V2.Header9("ADT^A37^ADT_A37"), "EVN||20250115", One, Other);
        var ids = conversion.All("Patient").Select(patient => $"Patient/{patient["id"]}").ToList();

        conversion.All("Patient").ShouldAllBe(patient => !patient.ContainsKey("link"));
        conversion.Value.Deletions.Select(deletion => (deletion.Resource, deletion.Element, deletion.Path)).ShouldBe([
            (ids[0], $"link.where(other.reference='{ids[1]}')", "PID[2]"),
            (ids[1], $"link.where(other.reference='{ids[0]}')", "PID[2]"),
        ]);
    }

    [Fact]
    public void A_transfer_says_when_one_place_ended_and_the_next_began()
    {
        var encounter = V2.Convert(V2.Header9("ADT^A02^ADT_A02"), "EVN||20250116||||20250116090000", One, Pv1).The("Encounter");

        encounter["location"]![0]!["period"]!.ToJsonString().ShouldBe("""{"start":"2025-01-16T09:00:00\u002B01:00"}""");
        encounter["location"]![1]!["period"]!.ToJsonString().ShouldBe("""{"end":"2025-01-16T09:00:00\u002B01:00"}""");
        encounter.ContainsKey("statusHistory").ShouldBeFalse();
    }

    [Theory]
    [InlineData("ADT^A01^ADT_A01", "in-progress", "start", "2025-01-15T10:30:00+01:00")]
    [InlineData("ADT^A03^ADT_A03", "finished", "end", "2025-01-17T12:00:00+01:00")]
    public void An_admission_or_discharge_says_since_when_the_visit_has_its_status(string type, string status, string bound, string at)
    {
        var encounter = V2.Convert(V2.Header9(type), "EVN||20250116||||20250116090000", One, Pv1).The("Encounter");

        encounter["statusHistory"]!.ToJsonString().ShouldBe($$$"""[{"period":{"start":"2025-01-16T09:00:00\u002B01:00"},"status":"{{{status}}}"}]""");
        ((string?)encounter["location"]![0]!["period"]![bound]).ShouldBe(at);
    }

    [Fact]
    public void A_change_of_class_says_since_when()
    {
        var encounter = V2.Convert(V2.Header9("ADT^A06^ADT_A06"), "EVN||20250116||||20250116090000", One, Pv1).The("Encounter");

        ((string?)encounter["classHistory"]![0]!["class"]!["code"]).ShouldBe("IMP");
        ((string?)encounter["classHistory"]![0]!["period"]!["start"]).ShouldBe("2025-01-16T09:00:00+01:00");
    }

    [Fact]
    public void Without_the_time_of_the_event_there_is_no_history()
    {
        var encounter = V2.Convert(V2.Header9("ADT^A03^ADT_A03"), "EVN||20250116||||soon", One, Pv1).The("Encounter");
        encounter.ContainsKey("statusHistory").ShouldBeFalse();
    }

    [Fact]
    public void A_role_is_a_PractitionerRole_that_the_visit_names()
    {
        var conversion = V2.Convert(One, Pv1, "ROL|7^LAB|AD|CP^Consulting^HL70443|77^Strange^Stephen^^^Dr^^^NPI|20250115|20250117||||||^WPN^PH^^44^113^4960000");
        var participant = conversion.The("Encounter")["participant"]!.AsArray().Last()!;
        var role = conversion.Target(participant["individual"]);

        ((string?)participant["period"]!["start"]).ShouldBe("2025-01-15");
        ((string?)role["resourceType"]).ShouldBe("PractitionerRole");
        ((string?)role["identifier"]![0]!["value"]).ShouldBe("7");
        role["telecom"]!.AsArray().Count.ShouldBe(1);
        ((string?)conversion.Target(role["practitioner"])["name"]![0]!["family"]).ShouldBe("Strange");
    }

    [Fact]
    public void An_episode_of_care_is_a_resource_that_the_visit_names()
    {
        var conversion = V2.Convert(One, "PV1|1|I||||||8^Ref^Rita|||||||||||V100^^^HOSP||||||||||||||||||||||||||||||||||Cancer plan|EOC1^^^HOSP");
        var encounter = conversion.The("Encounter");
        var episode = conversion.Target(encounter["episodeOfCare"]![0]);

        ((string?)episode["identifier"]![0]!["value"]).ShouldBe("EOC1");
        ((string?)episode["extension"]![0]!["valueString"]).ShouldBe("Cancer plan");
        ((string?)episode["patient"]!["reference"]).ShouldBe($"Patient/{conversion.The("Patient")["id"]}");
        // And what the guide calls the parts of a visit.
        ((string?)encounter["identifier"]![0]!["type"]!["text"]).ShouldBe("visit number");
        ((string?)encounter["participant"]![0]!["type"]![0]!["text"]).ShouldBe("referrer");
        ((string?)encounter["participant"]![0]!["type"]![0]!["coding"]![0]!["code"]).ShouldBe("REF");
    }
}
