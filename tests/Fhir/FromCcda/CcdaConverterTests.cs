using System.Text;
using System.Text.Json.Nodes;
using Carelake.Fhir.FromCcda;

namespace Carelake.Tests.Fhir.FromCcda;

public sealed class CcdaConverterTests
{
    [Fact]
    public void A_document_without_a_date_says_that_there_is_none()
    {
        const string Document = "<ClinicalDocument xmlns='urn:hl7-org:v3'><id root='1.2.3'/><effectiveTime nullFlavor='NASK'/><recordTarget><patientRole><id root='1.2' extension='m'/></patientRole></recordTarget></ClinicalDocument>";

        var bundle = CcdaConverter.Convert(System.Text.Encoding.UTF8.GetBytes(Document)).Value!.Bundle;
        var composition = bundle["entry"]!.AsArray().Select(entry => entry!["resource"]!).Single(resource => (string?)resource["resourceType"] == "Composition");

        composition["date"].ShouldBeNull();
        ((string?)composition["_date"]!["extension"]![0]!["valueCode"]).ShouldBe("not-asked");
        new Carelake.Fhir.Validation.FhirValidator().Validate(System.Text.Encoding.UTF8.GetBytes(bundle.ToJsonString()))
            .Where(issue => issue.Severity == Carelake.Core.Severity.Error).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_document_twice_gives_the_same_bundle()
    {
        var document = Document(Problem());

        Convert(document).Bundle.ToJsonString().ShouldBe(Convert(document).Bundle.ToJsonString());
    }

    [Fact]
    public void A_resource_keeps_its_id_when_the_document_around_it_changes()
    {
        string Id(string documentId) => (string)Of(Convert(Document(Problem(), documentId)), "Condition")["id"]!;

        Id("1.2.3").ShouldBe(Id("1.2.4"));
    }

    [Fact]
    public void A_problem_becomes_a_condition_with_the_text_its_narrative_has()
    {
        var condition = Of(Convert(Document(Problem())), "Condition");

        condition["code"]!["text"]!.GetValue<string>().ShouldBe("Asthma since childhood");
        condition["code"]!["coding"]![0]!["system"]!.GetValue<string>().ShouldBe("http://snomed.info/sct");
        condition["onsetDateTime"]!.GetValue<string>().ShouldBe("2012");
        condition["clinicalStatus"]!["coding"]![0]!["code"]!.GetValue<string>().ShouldBe("active");
        condition["recordedDate"]!.GetValue<string>().ShouldBe("2013-05-06T12:00:00-05:00");
    }

    [Fact]
    public void A_negated_problem_is_refuted_and_one_that_ended_is_resolved()
    {
        Of(Convert(Document(Problem("negationInd='true'"))), "Condition")["verificationStatus"]!["coding"]![0]!["code"]!.GetValue<string>().ShouldBe("refuted");
        var ended = Of(Convert(Document(Problem(high: "<high value='201406'/>"))), "Condition");
        ended["clinicalStatus"]!["coding"]![0]!["code"]!.GetValue<string>().ShouldBe("resolved");
        ended["abatementDateTime"]!.GetValue<string>().ShouldBe("2014-06");
    }

    [Fact]
    public void A_code_with_a_nullFlavor_and_no_text_says_why_it_is_missing() =>
        Of(Convert(Document(Problem(value: "<value xsi:type='CD' nullFlavor='ASKU'/>"))), "Condition")["code"]!["coding"]![0]!["code"]!.GetValue<string>().ShouldBe("ASKU");

    [Fact]
    public void A_statement_that_becomes_no_resource_is_on_the_coverage_list()
    {
        var conversion = Convert(Document("<entry><supply classCode='SPLY' moodCode='EVN'><templateId root='1.2.3.4'/></supply></entry>"));

        conversion.Coverage.ShouldContain(row => row.Statement == "supply 1.2.3.4" && row.Resources.Length == 0 && row.Remark.Length > 0);
    }

    [Fact]
    public void A_policy_becomes_a_coverage_with_its_payer_and_its_member()
    {
        var conversion = Convert(Document("""
            <entry><act classCode='ACT' moodCode='EVN'><templateId root='2.16.840.1.113883.10.20.22.4.60'/><id root='1.2.840.7'/>
              <entryRelationship typeCode='COMP'><sequenceNumber value='2'/><act classCode='ACT' moodCode='EVN'>
                <templateId root='2.16.840.1.113883.10.20.22.4.61'/><id root='1.2.840.7' extension='POL1'/><statusCode code='completed'/>
                <performer typeCode='PRF'><templateId root='2.16.840.1.113883.10.20.22.4.87'/><assignedEntity><id root='1.2.840.8'/>
                  <representedOrganization><name>Plan of Test</name></representedOrganization></assignedEntity></performer>
                <participant typeCode='COV'><time><low value='20240101'/></time><participantRole><id root='1.2.840.7' extension='M77'/>
                  <code code='FAMDEP' codeSystem='2.16.840.1.113883.5.111'/></participantRole></participant>
                <participant typeCode='HLD'><participantRole><playingEntity><name><given>Bea</given><family>Test</family></name></playingEntity></participantRole></participant>
              </act></entryRelationship></act></entry>
            """));

        var coverage = Of(conversion, "Coverage");
        ((string?)coverage["identifier"]![0]!["value"]).ShouldBe("POL1");
        ((string?)coverage["subscriberId"]).ShouldBe("M77");
        ((string?)coverage["relationship"]!["coding"]![0]!["code"]).ShouldBe("FAMDEP");
        ((string?)coverage["period"]!["start"]).ShouldBe("2024-01-01");
        ((int?)coverage["order"]).ShouldBe(2);
        ((string?)Of(conversion, "Organization")["name"]).ShouldBe("Plan of Test");
        ((string?)coverage["payor"]![0]!["reference"]).ShouldBe($"urn:uuid:{Of(conversion, "Organization")["id"]}");
        ((string?)coverage["subscriber"]!["reference"]).ShouldBe($"urn:uuid:{Of(conversion, "RelatedPerson")["id"]}");
        conversion.Coverage.ShouldAllBe(row => row.Remark.Length == 0);
    }

    [Fact]
    public void A_device_stands_with_the_procedure_and_with_the_supply_that_gave_it()
    {
        static string Device(string code) => $"<participantRole classCode='MANU'><templateId root='2.16.840.1.113883.10.20.22.4.37'/><id root='2.16.840.1.113883.3.3719' extension='(01)0{code}'/>" +
            $"<playingDevice><code code='{code}' codeSystem='2.16.840.1.113883.6.96'/></playingDevice><scopingEntity><desc>Maker</desc></scopingEntity></participantRole>";
        var conversion = Convert(Document($"""
            <entry><procedure classCode='PROC' moodCode='EVN'><templateId root='2.16.840.1.113883.10.20.22.4.14'/><id root='1.2.840.3'/><code code='307280005' codeSystem='2.16.840.1.113883.6.96'/>
              <statusCode code='completed'/><participant typeCode='DEV'>{Device("14106009")}</participant></procedure></entry>
            <entry><supply classCode='SPLY' moodCode='EVN'><templateId root='2.16.840.1.113883.10.20.22.4.50'/><id root='1.2.840.4'/><statusCode code='completed'/>
              <effectiveTime value='20240305'/><participant typeCode='PRD'>{Device("87405001")}</participant></supply></entry>
            """));

        var devices = All(conversion, "Device");
        devices.Select(device => (string?)device["type"]!["coding"]![0]!["code"]).ShouldBe(["14106009", "87405001"]);
        ((string?)devices[0]["udiCarrier"]![0]!["carrierHRF"]).ShouldBe("(01)014106009");
        ((string?)devices[0]["manufacturer"]).ShouldBe("Maker");
        ((string?)Of(conversion, "Procedure")["focalDevice"]![0]!["manipulated"]!["reference"]).ShouldBe($"urn:uuid:{devices[0]["id"]}");
        var use = Of(conversion, "DeviceUseStatement");
        ((string?)use["device"]!["reference"]).ShouldBe($"urn:uuid:{devices[1]["id"]}");
        ((string?)use["timingDateTime"]).ShouldBe("2024-03-05");
        conversion.Coverage.ShouldAllBe(row => row.Remark.Length == 0);
    }

    [Fact]
    public void Copied_identifiers_do_not_merge_what_differs()
    {
        var conversion = Convert(Document(Problem() + Problem(value: "<value xsi:type='CD' code='38341003' codeSystem='2.16.840.1.113883.6.96'/>")));

        All(conversion, "Condition").Select(condition => (string)condition["id"]!).Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><ClinicalDocument xmlns='urn:hl7-org:v3'><title>&x;</title></ClinicalDocument>", "FHIR-0700")]
    [InlineData("<ClinicalDocument xmlns='urn:hl7-org:v3'>", "FHIR-0700")]
    [InlineData("<html/>", "FHIR-0702")]
    [InlineData("", "FHIR-0700")]
    public void What_is_no_document_is_refused(string xml, string code)
    {
        var parsed = CcdaConverter.Convert(Encoding.UTF8.GetBytes(xml));

        parsed.Value.ShouldBeNull();
        parsed.Issues.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 200)) + string.Concat(Enumerable.Repeat("</a>", 200));

        CcdaConverter.Convert(Encoding.UTF8.GetBytes(deep)).Issues.ShouldHaveSingleItem().Code.ShouldBe("FHIR-0701");
        CcdaConverter.Convert(new byte[11], new CcdaLimits(MaxSizeBytes: 10)).Issues.ShouldHaveSingleItem().Code.ShouldBe("FHIR-0701");
    }

    private static CcdaConversion Convert(string document) => CcdaConverter.Convert(Encoding.UTF8.GetBytes(document)).Value.ShouldNotBeNull();

    private static JsonObject Of(CcdaConversion conversion, string type) => All(conversion, type)[0];

    private static List<JsonObject> All(CcdaConversion conversion, string type) =>
        [.. conversion.Bundle["entry"]!.AsArray().Select(entry => entry!["resource"]!.AsObject()).Where(resource => (string)resource["resourceType"]! == type)];

    private static string Problem(string attributes = "", string value = "<value xsi:type='CD' code='195967001' codeSystem='2.16.840.1.113883.6.96'><originalText><reference value='#p1'/></originalText></value>", string high = "") => $"""
        <entry><act classCode='ACT' moodCode='EVN'><templateId root='2.16.840.1.113883.10.20.22.4.3'/><statusCode code='active'/>
          <entryRelationship typeCode='SUBJ'><observation classCode='OBS' moodCode='EVN' {attributes}>
            <templateId root='2.16.840.1.113883.10.20.22.4.4'/><id root='1.2.840.1' extension='p1'/>
            <effectiveTime><low value='2012'/>{high}</effectiveTime>{value}
            <author><time value='20130506120000-0500'/></author>
          </observation></entryRelationship></act></entry>
        """;

    private static string Document(string entries, string id = "1.2.3") => $"""
        <ClinicalDocument xmlns='urn:hl7-org:v3' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>
          <id root='{id}'/><code code='34133-9' codeSystem='2.16.840.1.113883.6.1'/><title>Summary</title><effectiveTime value='20130506'/>
          <recordTarget><patientRole><id root='1.2.840.9' extension='m1'/><patient><name><given>Ada</given><family>Test</family></name></patient></patientRole></recordTarget>
          <component><structuredBody><component><section>
            <code code='11450-4' codeSystem='2.16.840.1.113883.6.1'/><title>Problems</title><text><content ID='p1'>Asthma since childhood</content></text>
            {entries}
          </section></component></structuredBody></component>
        </ClinicalDocument>
        """;
}
