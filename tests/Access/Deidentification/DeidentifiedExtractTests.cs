using Carelake.Access.Deidentification;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Tests.Server;

namespace Carelake.Tests.Access.Deidentification;

/// <summary>Extracts of the simulated group's lake that name nobody.</summary>
public sealed class DeidentifiedExtractTests(ServedGroup group) : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-extract-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Safe_harbor_leaves_no_identifier_no_date_and_no_one_who_stands_out()
    {
        var report = await WriteAsync(DeidentificationProfile.Read("safe-harbor"), "safe");
        using var connection = DuckDbConnection.Connect();

        var columns = Texts(connection, $"select column_name from (describe select * from '{_folder}/safe/silver.patient.parquet')");
        columns.ShouldNotContain(column => column == "family_name" || column == "ssn" || column == "mrn" || column == "phone_number" || column == "address_text" || column == "city" || column.StartsWith('_'));
        connection.Scalar<long>($"select count(*) from (describe select * from '{_folder}/safe/*.parquet') where column_type in ('DATE', 'TIMESTAMP')").ShouldBe(0);
        connection.Scalar<long>($"select min(n) from (select count(*) as n from '{_folder}/safe/silver.patient.parquet' group by gender, birth_date, state_code, postal_code)").ShouldBeGreaterThanOrEqualTo(5);
        report.After.SmallestGroup.ShouldBeGreaterThanOrEqualTo(5);
        (connection.Scalar<long>($"select count(*) from '{_folder}/safe/silver.patient.parquet'") + report.Suppressed).ShouldBe(report.Patients);
        report.ToMarkdown().ShouldContain("| birth_date | year |");
    }

    [Fact]
    public async Task Tables_of_one_extract_join_and_values_of_the_lake_are_not_in_it()
    {
        var tenant = await group.TenantAsync();
        await WriteAsync(DeidentificationProfile.Read("safe-harbor") with { BelowK = "report" }, "joined");
        using var session = LakeSession.Open(tenant.Lake, new EngineOptions());
        session.BindAll();
        var connection = session.Connection;

        connection.Scalar<long>($"select count(*) from '{_folder}/joined/silver.claim.parquet' c join '{_folder}/joined/silver.patient.parquet' p using (facility_id, patient_id)")
            .ShouldBe(connection.Scalar<long>("select count(*) from silver.claim c join silver.patient p using (facility_id, patient_id) where c.is_current and p.is_current"));
        connection.Scalar<long>($"select count(*) from '{_folder}/joined/silver.claim.parquet' c where patient_id in (select patient_id from silver.patient) or claim_id in (select claim_id from silver.claim)").ShouldBe(0);
        connection.Scalar<decimal>($"select sum(billed_amount) from '{_folder}/joined/silver.claim.parquet'").ShouldBe(connection.Scalar<decimal>("select sum(billed_amount) from silver.claim where is_current"));
    }

    [Fact]
    public async Task Shifted_dates_keep_the_days_between_them()
    {
        var tenant = await group.TenantAsync();
        await WriteAsync(DeidentificationProfile.Read("shifted-dates") with { BelowK = "report" }, "shifted");
        using var session = LakeSession.Open(tenant.Lake, new EngineOptions());
        session.BindAll();
        var between = "select coalesce(sum(abs(claim_date - service_date)), 0) from ";

        session.Connection.Scalar<long>($"{between} '{_folder}/shifted/silver.claim.parquet'").ShouldBe(session.Connection.Scalar<long>($"{between} silver.claim where is_current"));
        // No date stays where it was: a patient's are never moved by no day at all.
        session.Connection.Scalar<long>($"select count(*) from '{_folder}/shifted/silver.claim.parquet' s where s.service_date is null").ShouldBe(0);
        session.Connection.Scalar<long>($"select count(distinct service_date) from '{_folder}/shifted/silver.claim.parquet'").ShouldNotBe(session.Connection.Scalar<long>("select count(distinct service_date) from silver.claim where is_current"));
    }

    [Fact]
    public void What_cannot_be_used_is_said()
    {
        Should.Throw<CarelakeException>(() => DeidentificationProfile.Read("nothing")).Code.ShouldBe("ACC-0140");
        var file = Path.Combine(_folder, "bad.yml");
        File.WriteAllText(file, "tables: [silver.patient]\nk: [");
        Should.Throw<CarelakeException>(() => DeidentificationProfile.Read(file)).Code.ShouldBe("ACC-0141");
        File.WriteAllText(file, "tables: []");
        Should.Throw<CarelakeException>(() => DeidentificationProfile.Read(file)).Code.ShouldBe("ACC-0141");
    }

    private async Task<ExtractReport> WriteAsync(DeidentificationProfile profile, string name)
    {
        var tenant = await group.TenantAsync();
        return new DeidentifiedExtract(tenant.Project, tenant.Lake, new byte[32], Now).Write(profile, Path.Combine(_folder, name), null, TestContext.Current.CancellationToken);
    }

    private static List<string> Texts(DuckDbConnection connection, string sql)
    {
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read()) texts.Add(reader.GetString(0));
        return texts;
    }
}
