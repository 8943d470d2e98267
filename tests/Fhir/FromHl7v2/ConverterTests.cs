using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.FromHl7v2;
using Carelake.Fhir.FromHl7v2.Tables;

namespace Carelake.Tests.Fhir.FromHl7v2;

public sealed class ConverterTests
{
    private const string Pid = "PID|1||123^^^HOSP^MR~999^^^SSA^SS||Doe^Jane^Q^Jr^Dr^^L||19800203|F|||1 Main St^Apt 4^Leeds^^LS1 1AA^GBR^H||^PRN^PH^^44^113^4960000";
    private const string Pv1 = "PV1|1|I|WARD^12^3^SITE|||OLD^1^1|77^Strange^Stephen^^^Dr^MD^^NPI||||||||||||V100^^^HOSP|||||||||||||||||||||||||202501151030|";

    [Fact]
    public void The_products_own_tables_have_no_faults() => MappingTables.DefaultIssues.ShouldBeEmpty();

    [Fact]
    public void A_patient_keeps_every_number_name_address_and_telephone()
    {
        var patient = V2.Convert(Pid).The("Patient");
        patient["identifier"]!.AsArray().Select(identifier => (string?)identifier!["value"]).ShouldBe(["123", "999"]);
        ((string?)patient["identifier"]![1]!["system"]).ShouldBe("http://hl7.org/fhir/sid/us-ssn");
        patient["name"]![0]!.ToJsonString().ShouldBe(
            """{"family":"Doe","given":["Jane","Q"],"prefix":["Dr"],"suffix":["Jr"],"use":"official"}""");
        ((string?)patient["birthDate"]).ShouldBe("1980-02-03");
        ((string?)patient["gender"]).ShouldBe("female");
        ((string?)patient["address"]![0]!["postalCode"]).ShouldBe("LS1 1AA");
        ((string?)patient["telecom"]![0]!["value"]).ShouldBe("+44 113 4960000");
    }

    [Fact]
    public void A_visit_has_class_status_period_places_and_its_attending()
    {
        var conversion = V2.Convert(Pid, Pv1);
        var encounter = conversion.The("Encounter");
        ((string?)encounter["status"]).ShouldBe("in-progress");
        ((string?)encounter["class"]!["code"]).ShouldBe("IMP");
        ((string?)encounter["period"]!["start"]).ShouldBe("2025-01-15T10:30:00+01:00");
        encounter["location"]!.AsArray().Select(location => (string?)location!["status"]).ShouldBe(["active", "completed"]);
        ((string?)encounter["participant"]![0]!["type"]![0]!["coding"]![0]!["code"]).ShouldBe("ATND");
        var bed = conversion.Target(encounter["location"]![0]!["location"]);
        ((string?)bed["physicalType"]!["coding"]![0]!["code"]).ShouldBe("bd");
        var room = conversion.Target(bed["partOf"]);
        ((string?)conversion.Target(conversion.Target(room["partOf"])["partOf"])["name"]).ShouldBe("SITE");
    }

    [Fact]
    public void The_same_message_twice_makes_the_same_bytes() =>
        V2.Convert(Pid, Pv1).Value.Bundle.ToJsonString().ShouldBe(V2.Convert(Pid, Pv1).Value.Bundle.ToJsonString());

    [Fact]
    public void The_bundle_is_written_as_it_reads()
    {
        var conversion = V2.Convert(V2.Header9("ORU^R01^ORU_R01"), Pid, Pv1, "OBR|1|P1|F1|1^Kinds^L", "OBX|1|NM|2^Weight^L||072.50|kg|||||F", "OBX|2|TX|3^Text^L||<a & \"b\"> é||||||F").Value;
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes)) conversion.WriteTo(writer);
        bytes.ToArray().ShouldBe(JsonSerializer.SerializeToUtf8Bytes(conversion.Bundle));
        conversion.Bundle.ShouldBeSameAs(conversion.Bundle);
    }

    [Fact]
    public void A_later_message_speaks_of_the_same_patient_and_visit()
    {
        var admitted = V2.Convert(Pid, Pv1);
        var updated = V2.Convert(V2.Header9("ADT^A08^ADT_A01").Replace("|M1|", "|M2|", StringComparison.Ordinal), Pid.Replace("Doe", "Roe", StringComparison.Ordinal), Pv1);
        foreach (var type in new[] { "Patient", "Encounter" })
            ((string?)updated.The(type)["id"]).ShouldBe((string?)admitted.The(type)["id"]);
    }

    [Fact]
    public void Systems_that_number_alike_are_kept_apart_by_name()
    {
        var other = new FromHl7v2Converter(MappingTables.Default, new() { SourceSystem = "north" }).Convert(V2.Message(Pid));
        other.The("Patient")["id"]!.ToString().ShouldNotBe(V2.Convert(Pid).The("Patient")["id"]!.ToString());
    }

    [Fact]
    public void The_configured_authority_says_who_the_patient_is()
    {
        var converter = new FromHl7v2Converter(MappingTables.Default, new() { PatientAuthority = "SSA" });
        var first = converter.Convert(V2.Message(Pid)).The("Patient")["id"]!.ToString();
        converter.Convert(V2.Message(Pid.Replace("123^", "456^", StringComparison.Ordinal))).The("Patient")["id"]!.ToString().ShouldBe(first);
    }

    [Fact]
    public void A_merge_links_both_records_and_retires_the_old_one()
    {
        var conversion = V2.Convert(V2.Header9("ADT^A40^ADT_A39"), Pid, "MRG|55^^^HOSP^MR");
        var retired = conversion.All("Patient").Single(patient => (bool?)patient["active"] == false);
        var survivor = conversion.All("Patient").Single(patient => patient != retired);
        ((string?)survivor["link"]![0]!["type"]).ShouldBe("replaces");
        ((string?)survivor["link"]![0]!["other"]!["reference"]).ShouldBe($"Patient/{retired["id"]}");
        ((string?)retired["link"]![0]!["type"]).ShouldBe("replaced-by");
        ((string?)retired["link"]![0]!["other"]!["reference"]).ShouldBe($"Patient/{survivor["id"]}");
        ((string?)retired["id"]).ShouldBe((string?)V2.Convert("PID|1||55^^^HOSP^MR||Doe").The("Patient")["id"]);
    }

    [Theory]
    [InlineData("ADT^A45^ADT_A45", "MRG|55^^^HOSP^MR")]
    [InlineData("ADT^A40^ADT_A39", "MRG|123^^^HOSP^MR")]
    public void No_record_is_retired_when_a_visit_moves_or_the_numbers_are_the_same(string type, string merge) =>
        V2.Convert(V2.Header9(type), Pid, merge).The("Patient").ContainsKey("active").ShouldBeFalse();

    [Fact]
    public void A_null_is_a_deletion_and_an_empty_field_is_nothing()
    {
        var conversion = V2.Convert("PID|1||123^^^HOSP^MR||Doe^Jane|||||||||||\"\"");
        conversion.The("Patient").ContainsKey("maritalStatus").ShouldBeFalse();
        var deletion = conversion.Value.Deletions.ShouldHaveSingleItem();
        (deletion.Element, deletion.Path).ShouldBe(("maritalStatus", "PID[1]-16[1]"));
    }

    [Fact]
    public void What_no_table_reads_is_listed()
    {
        var unmapped = V2.Convert("PID|1||123^^^HOSP^MR||Doe^Jane|||||||||||||||||||||||||||||||||ZZ", "ZBE|1|2").Value.Unmapped;
        unmapped.ShouldContain(new UnmappedValue("PID[1]-38[1]", UnmappedKind.Field));
        unmapped.ShouldContain(new UnmappedValue("ZBE[1]", UnmappedKind.Segment));
    }

    [Fact]
    public void The_message_itself_is_the_source_of_its_provenance()
    {
        var conversion = V2.Convert(Pid, "ZXX|local");
        var source = conversion.Target(conversion.The("Provenance")["entity"]!.AsArray().Select(entity => entity!["what"]).Last());
        Convert.FromBase64String((string)source["content"]![0]!["attachment"]!["data"]!).ShouldBe(V2.Message(Pid, "ZXX|local").Bytes.ToArray());
    }

    [Fact]
    public void A_message_without_a_header_is_an_error_and_no_exception() =>
        V2.Converter.Convert(Carelake.Hl7v2.Hl7Message.Parse("PID|1||1"u8.ToArray()).Value).Issues
            .ShouldContain(issue => issue.Code == "FHIR-0502" && issue.Severity == Severity.Error);

    [Fact]
    public void Maps_that_name_each_other_in_a_circle_end()
    {
        var tables = MappingTables.Default.With([new("circle.map", "map A\n  $ -> period : A\nmap PID.Patient\n  PID-3 -> x : A\n")]).Value;
        new FromHl7v2Converter(tables, new()).Convert(V2.Message(Pid)).Issues.ShouldContain(issue => issue.Code == "FHIR-0510");
    }

    [Fact]
    public void Results_keep_value_unit_range_flag_status_and_every_repetition()
    {
        var conversion = V2.Convert(
            V2.Header9("ORU^R01^ORU_R01"), Pid, "ORC|RE|P1^HIS|F1^LAB", "OBR|1|P1^HIS|F1^LAB|24331-1^Lipids^LN|||20250114|||||||||||||||20250115||LAB|F",
            "OBX|1|NM|2093-3^Cholesterol^LN||72.50|mg/dL^^UCUM|50-200|H|||F",
            "NTE|1||checked twice",
            "OBX|2||99^Remark^L||one~two||||||P",
            "OBX|3|SN|2089-1^LDL^LN||<^5|mmol/L|||||C",
            "OBX|4|CE|1^Kinds^L||A^Alpha^L~B^Beta^L||||||F");
        var observations = conversion.All("Observation").ToList();
        observations.Count.ShouldBe(4);
        observations[0]["valueQuantity"]!.ToJsonString().ShouldBe(
            """{"value":72.50,"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"}""");
        ((string?)observations[0]["referenceRange"]![0]!["text"]).ShouldBe("50-200");
        ((string?)observations[0]["interpretation"]![0]!["coding"]![0]!["code"]).ShouldBe("H");
        ((string?)observations[0]["note"]![0]!["text"]).ShouldBe("checked twice");
        ((string?)observations[1]["valueString"]).ShouldBe("one\ntwo");
        ((string?)observations[1]["status"]).ShouldBe("preliminary");
        ((string?)observations[2]["valueQuantity"]!["comparator"]).ShouldBe("<");
        observations[3]["component"]!.AsArray().Count.ShouldBe(2);
        var report = conversion.The("DiagnosticReport");
        report["result"]!.AsArray().Count.ShouldBe(4);
        ((string?)report["status"]).ShouldBe("final");
        conversion.Target(report["basedOn"]![0]).ShouldBe(conversion.The("ServiceRequest"));
        conversion.The("ServiceRequest")["identifier"]!.AsArray().Count.ShouldBe(2);
    }
}
