using System.Net;
using System.Text;
using Carelake.Fhir.Validation;

namespace Carelake.Tests.Server;

/// <summary>The lake as a FHIR R4 server.</summary>
public sealed class FhirFacadeTests(ServedGroup group)
{
    [Fact]
    public async Task The_capability_statement_is_for_anyone_and_names_what_is_served()
    {
        var (status, statement) = await group.GetAsync(null, "/fhir/R4/metadata");

        status.ShouldBe(HttpStatusCode.OK);
        statement.GetProperty("rest")[0].GetProperty("resource").EnumerateArray().Select(resource => resource.GetProperty("type").GetString())
            .ShouldBe(["Patient", "Encounter", "Condition", "Procedure", "Observation", "Claim", "Coverage", "AuditEvent"]);
    }

    [Theory]
    [InlineData("Patient")]
    [InlineData("Encounter")]
    [InlineData("Condition")]
    [InlineData("Procedure")]
    [InlineData("Claim")]
    [InlineData("Coverage")]
    public async Task Resources_are_found_read_again_by_their_id_and_sound(string type)
    {
        var person = ServedGroup.Person("billing_administrator");
        var bundle = (await group.GetAsync(person, $"/fhir/R4/{type}?_count=10")).Body;
        bundle.GetProperty("total").GetInt64().ShouldBeGreaterThan(0);
        var first = bundle.GetProperty("entry")[0].GetProperty("resource");

        (await group.GetAsync(person, $"/fhir/R4/{type}/{first.GetProperty("id").GetString()}")).Body.GetProperty("id").GetString().ShouldBe(first.GetProperty("id").GetString());
        var errors = new FhirValidator().Validate(Encoding.UTF8.GetBytes(first.ToString())).Where(issue => issue.Severity == Carelake.Core.Severity.Error).Select(issue => $"{issue.Expression} {issue.Message}");
        errors.ShouldBeEmpty(first.ToString());
    }

    [Fact]
    public async Task A_search_narrows_pages_and_brings_the_patient_with_it()
    {
        var person = ServedGroup.Person("billing_administrator");
        var all = (await group.GetAsync(person, "/fhir/R4/Encounter?_count=5&_include=Encounter:patient")).Body;
        all.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("search").GetProperty("mode").GetString()).Distinct().ShouldBe(["match", "include"]);
        all.GetProperty("link").EnumerateArray().Select(link => link.GetProperty("relation").GetString()).ShouldContain("next");

        var subject = all.GetProperty("entry")[0].GetProperty("resource").GetProperty("subject").GetProperty("reference").GetString()!;
        var own = (await group.GetAsync(person, $"/fhir/R4/Encounter?patient={subject}")).Body;
        own.GetProperty("entry").EnumerateArray().ShouldAllBe(entry => entry.GetProperty("resource").GetProperty("subject").GetProperty("reference").GetString() == subject);
        own.GetProperty("total").GetInt64().ShouldBeLessThan(all.GetProperty("total").GetInt64());

        var late = (await group.GetAsync(person, "/fhir/R4/Encounter?date=ge2024-12-01&_count=1")).Body.GetProperty("total").GetInt64();
        var early = (await group.GetAsync(person, "/fhir/R4/Encounter?date=lt2024-12-01&_count=1")).Body.GetProperty("total").GetInt64();
        (late + early).ShouldBe(all.GetProperty("total").GetInt64());
        (await group.GetAsync(person, "/fhir/R4/Encounter?nonsense=1")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task What_policy_hides_is_left_out_and_the_resource_says_so()
    {
        var resource = (await group.GetAsync(ServedGroup.Person("analyst"), "/fhir/R4/Patient?_count=1")).Body.GetProperty("entry")[0].GetProperty("resource");

        resource.TryGetProperty("name", out _).ShouldBeFalse();
        resource.TryGetProperty("identifier", out _).ShouldBeFalse();
        resource.GetProperty("gender").GetString().ShouldNotBeNull();
        resource.GetProperty("meta").GetProperty("security")[0].GetProperty("code").GetString().ShouldBe("REDACTED");
    }

    [Fact]
    public async Task A_patient_of_others_is_not_there_and_nobody_gets_nothing()
    {
        var id = (await group.GetAsync(ServedGroup.Person("billing_administrator"), "/fhir/R4/Patient?_count=1")).Body.GetProperty("entry")[0].GetProperty("resource").GetProperty("id").GetString();

        var (status, outcome) = await group.GetAsync(ServedGroup.Person("clinician"), $"/fhir/R4/Patient/{id}");
        status.ShouldBe(HttpStatusCode.NotFound);
        outcome.GetProperty("resourceType").GetString().ShouldBe("OperationOutcome");
        (await group.GetAsync(null, $"/fhir/R4/Patient/{id}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await group.GetAsync(ServedGroup.Person("billing_administrator"), "/fhir/R4/Questionnaire")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_audit_log_is_there_as_resources_for_compliance_alone()
    {
        var bundle = (await group.GetAsync(ServedGroup.Person("compliance_officer"), "/fhir/R4/AuditEvent?_count=3")).Body;
        foreach (var entry in bundle.GetProperty("entry").EnumerateArray())
            new FhirValidator().Validate(Encoding.UTF8.GetBytes(entry.GetProperty("resource").ToString())).Where(issue => issue.Severity == Carelake.Core.Severity.Error).Select(issue => issue.Message).ShouldBeEmpty();
        (await group.GetAsync(ServedGroup.Person("clinician"), "/fhir/R4/AuditEvent")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
