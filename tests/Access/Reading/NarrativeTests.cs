using Carelake.Access.Reading;
using Carelake.Lake.Catalog;
using Carelake.Tests.Server;

namespace Carelake.Tests.Access.Reading;

/// <summary>The reference case on rows: the same psychiatric encounter, its codes and its note, as people of each kind see them.</summary>
public sealed class NarrativeTests(ServedGroup group)
{
    private const string Facility = "hospital_a";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_billing_administrator_sees_the_codes_of_a_psychiatric_encounter_and_not_its_note()
    {
        var (encounter, _, note) = await PsychiatricEncounterAsync();
        var person = ServedGroup.Person("billing_administrator");

        (await OneAsync(person, "silver.encounter", "encounter_id", encounter, "procedure_code")).ShouldBe([true]);
        (await OneAsync(person, "silver.transaction", "encounter_id", encounter, "diagnosis_code", "procedure_code")).ShouldBe([true, true]);
        (await OneAsync(person, "silver.note", "note_id", note, "patient_id", "note_text")).ShouldBe([true, false]);
        // A query of their own finds out no more.
        (await (await group.LakeAsync()).QueryAsync(person, "select count(*) from silver.note where note_text is not null or note_text like '%mood%'", 10, Ct)).Rows[0].Values[0].ShouldBe(0L);
    }

    [Fact]
    public async Task A_clinician_of_the_care_team_sees_both_and_another_sees_nothing()
    {
        var (encounter, patient, note) = await PsychiatricEncounterAsync();
        var treating = ServedGroup.Person("clinician", patients: $"{Facility}|{patient}");

        (await OneAsync(treating, "silver.transaction", "encounter_id", encounter, "diagnosis_code", "procedure_code")).ShouldBe([true, true]);
        (await OneAsync(treating, "silver.note", "note_id", note, "note_text")).ShouldBe([true]);
        (await OneAsync(ServedGroup.Person("clinician"), "silver.note", "note_id", note, "note_text")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_coder_reads_notes_to_find_codes_but_not_those_of_psychiatry()
    {
        var (_, _, psychiatric) = await PsychiatricEncounterAsync();
        var other = await ScalarAsync<string>($"select min(note_id) from silver.note where facility_id = '{Facility}' and department_id <> 'DEPT011'");

        (await OneAsync(ServedGroup.Person("coder"), "silver.note", "note_id", other, "note_text")).ShouldBe([true]);
        (await OneAsync(ServedGroup.Person("coder"), "silver.note", "note_id", psychiatric, "note_text")).ShouldBe([false]);
    }

    [Fact]
    public async Task A_researcher_sees_neither_identity_nor_note_of_a_patient_who_agreed()
    {
        var (_, patient, note) = await PsychiatricEncounterAsync();
        var (lake, tenant) = (await group.LakeAsync(), await group.TenantAsync());
        try
        {
            await tenant.Operations.SetWishesAsync([new(Facility, patient, IsRestricted: false, "research")], Ct);
            lake.WishesChanged();

            (await OneAsync(ServedGroup.Person("researcher"), "silver.note", "note_type", "psychiatric assessment", "note_type", "patient_id", "written_at", "note_text")).ShouldBe([true, false, false, false]);
            (await lake.ReadAsync(ServedGroup.Person("researcher"), new RowsQuery("silver.note") { Where = [new("note_id", note)] }, Ct)).Total.ShouldBe(0);
        }
        finally
        {
            await tenant.Operations.SetWishesAsync([new(Facility, patient, IsRestricted: false, "")], Ct);
            lake.WishesChanged();
        }
    }

    [Fact]
    public async Task Every_psychiatric_encounter_of_the_us_hospitals_has_a_note()
    {
        (await ScalarAsync<long>("select count(*) from silver.encounter e where e.is_current and e.facility_id in ('hospital_a', 'hospital_b') and e.department_id = 'DEPT011' and not exists (select 1 from silver.note n where n.facility_id = e.facility_id and n.encounter_id = e.encounter_id)")).ShouldBe(0);
        var share = await ScalarAsync<double>("select (select count(*) from silver.note where is_current) / (select count(*) from silver.encounter where is_current and facility_id in ('hospital_a', 'hospital_b'))::double");
        share.ShouldBeInRange(0.1, 0.25);
    }

    // Which of some columns have a value in the first row that a person sees; empty when the person sees no row.
    private async Task<IReadOnlyList<bool>> OneAsync(Viewer person, string table, string key, string value, params string[] columns)
    {
        var rows = await (await group.LakeAsync()).ReadAsync(person, new RowsQuery(table) { Where = [new(key, value)], IsCurrentOnly = true, PageSize = 1 }, Ct);
        if (rows.Rows.IsEmpty) return [];
        return [.. columns.Select(column => rows.Rows[0].Values[rows.Columns.Select(one => one.Name).ToList().IndexOf(column)] is not null)];
    }

    private async Task<(string Encounter, string Patient, string Note)> PsychiatricEncounterAsync()
    {
        var found = await ScalarAsync<string>(
            $"""
            select min(n.encounter_id || '/' || n.patient_id || '/' || n.note_id) from silver.note n
            join silver.transaction t on t.facility_id = n.facility_id and t.encounter_id = n.encounter_id and t.is_current
            join silver.department d on d.facility_id = n.facility_id and d.department_id = n.department_id and d.is_current
            where n.is_current and n.facility_id = '{Facility}' and d.department_name ilike '%psychiatry%' and t.diagnosis_code is not null
            """);
        var parts = found.Split('/');
        return (parts[0], parts[1], parts[2]);
    }

    private async Task<T> ScalarAsync<T>(string sql)
    {
        using var session = LakeSession.Open((await group.TenantAsync()).Lake, new EngineOptions());
        session.BindAll();
        return session.Connection.Scalar<T>(sql);
    }
}
