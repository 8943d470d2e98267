using System.Net;
using Carelake.Access.Reading;

namespace Carelake.Tests.Server;

/// <summary>Requests of people over HTTP: who may answer them, and how. What they do to the lake is for the tests of the verbs.</summary>
public sealed class SubjectApiTests(ServedGroup group)
{
    private static readonly string[] Unknown = ["hospital_a|NOBODY-1"];

    [Fact]
    public async Task Whoever_answers_for_privacy_finds_a_person_and_nobody_else_does()
    {
        var patients = new[] { await SomeoneAsync() };
        var found = (await group.PostAsync(ServedGroup.Person("compliance_officer"), "/api/v1/subjects/find", new { patients })).Body;

        found.GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("table").GetString()).ShouldContain("silver.patient");
        foreach (var role in new[] { "analyst", "clinician", "administrator", "billing_administrator" })
        {
            foreach (var action in new[] { "find", "export", "restrict", "rectify", "erase" })
                (await group.PostAsync(ServedGroup.Person(role), $"/api/v1/subjects/{action}", new { patients, patient = patients[0] })).Status.ShouldBe(HttpStatusCode.Forbidden, $"{role} {action}");
        }
    }

    [Fact]
    public async Task A_restriction_holds_for_the_next_reading_and_its_accounting_names_who_made_it()
    {
        var (patient, officer) = (await SomeoneAsync(), ServedGroup.Person("compliance_officer"));
        var query = new RowsQuery("silver.patient") { Patients = [patient] };
        (await (await group.LakeAsync()).ReadAsync(ServedGroup.Person("billing_administrator"), query, default)).Total.ShouldBeGreaterThan(0);
        try
        {
            (await group.PostAsync(officer, "/api/v1/subjects/restrict", new { patients = new[] { patient } })).Status.ShouldBe(HttpStatusCode.OK);
            (await (await group.LakeAsync()).ReadAsync(ServedGroup.Person("billing_administrator"), query, default)).Total.ShouldBe(0);
        }
        finally
        {
            await group.PostAsync(officer, "/api/v1/subjects/restrict", new { patients = new[] { patient }, isRestricted = false });
        }

        var disclosures = (await group.GetAsync(officer, $"/api/v1/audit/disclosures/{PatientNames.KeyOf(patient)}?accountable=true")).Body;
        disclosures.EnumerateArray().ShouldContain(item => item.GetProperty("action").GetString() == "subject-restrict" && item.GetProperty("user").GetString() == officer.Id);
        disclosures.EnumerateArray().ShouldNotContain(item => item.GetProperty("purpose").GetString() == "payment");
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_by_its_code()
    {
        var officer = ServedGroup.Person("compliance_officer");

        (await CodeAsync(officer, "export", new { patients = Unknown })).ShouldBe((HttpStatusCode.NotFound, "LAKE-0902"));
        (await CodeAsync(officer, "erase", new { patients = Unknown })).ShouldBe((HttpStatusCode.UnprocessableEntity, "SRV-0420"));
        (await CodeAsync(officer, "find", new { patients = new[] { "no facility" } })).ShouldBe((HttpStatusCode.UnprocessableEntity, "LAKE-0901"));
        (await CodeAsync(officer, "rectify", new { patient = Unknown[0], values = new { patient_id = "x" } })).ShouldBe((HttpStatusCode.UnprocessableEntity, "LAKE-0904"));
    }

    private async Task<(HttpStatusCode, string)> CodeAsync(Viewer person, string action, object body)
    {
        var answer = await group.PostAsync(person, $"/api/v1/subjects/{action}", body);
        return (answer.Status, answer.Body.GetProperty("code").GetString()!);
    }

    // Nobody whom other tests of the group look at.
    private async Task<string> SomeoneAsync() => $"hospital_a|{(await (await group.LakeAsync()).ReadAsync(
        ServedGroup.Person("billing_administrator"), new RowsQuery("silver.patient") { PageSize = 1, Sort = "patient_id", IsDescending = true, IsCurrentOnly = true }, default)).Rows[0].Values[1]}";
}
