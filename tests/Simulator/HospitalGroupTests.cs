using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Simulator;
using Carelake.Tests.Sources;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Carelake.Tests.Simulator;

public sealed class HospitalGroupTests(PostgresServer postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-group-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Same_seed_gives_the_same_bytes()
    {
        await MakeAsync("one", 1);
        await MakeAsync("two", 1);

        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "one"), "*.csv", SearchOption.AllDirectories))
            (await File.ReadAllTextAsync(file)).ShouldBe(await File.ReadAllTextAsync(file.Replace("/one/", "/two/", StringComparison.Ordinal)), file);
    }

    [Fact]
    public async Task Another_seed_gives_other_people()
    {
        await MakeAsync("one", 1);
        await MakeAsync("two", 1, seed: 2);

        (await File.ReadAllTextAsync(Csv("one", "emr/hospital-a/patients.csv")))
            .ShouldNotBe(await File.ReadAllTextAsync(Csv("two", "emr/hospital-a/patients.csv")));
    }

    [Fact]
    public async Task Every_charge_has_its_encounter_and_every_encounter_its_patient()
    {
        await MakeAsync("one", 1);
        await MakeAsync("one", 2);
        using var engine = Engine();

        Count(engine, $"{Read("one", "transactions*")} anti join {Read("one", "encounters*", select: false)} using (EncounterID)").ShouldBe(0);
        Count(engine, $"{Read("one", "encounters*")} anti join {Read("one", "patients*", select: false)} using (PatientID)").ShouldBe(0);
    }

    [Fact]
    public async Task A_later_day_changes_a_hundredth_and_adds_a_hundredth()
    {
        await MakeAsync("one", 1, scale: 2);
        var day2 = await MakeAsync("one", 2, scale: 2);
        using var engine = Engine();

        var first = Count(engine, Read("one", "patients"));
        var later = day2.Single(table => table is { Facility: "hospital-a", Table: "patients" }).Rows;
        ((double)later / first).ShouldBeInRange(0.015, 0.025);
        Count(engine, $"{Read("one", "patients.day-0002")} anti join {Read("one", "patients", select: false)} using (PatientID)")
            .ShouldBe((long)(first * 0.01), "new patients");
    }

    [Fact]
    public async Task What_was_planted_is_there_and_recorded()
    {
        await MakeAsync("one", 1, scale: 5);
        using var engine = Engine();
        var truth = $"read_csv('{Csv("one", "truth/hospital-a.csv")}', all_varchar = true)";

        Count(engine, $"select count(*) from {truth} where kind = 'missing_birth_date'")
            .ShouldBe(Count(engine, $"{Read("one", "patients")} where DOB is null"));
        Count(engine, $"select count(*) from {truth} where kind = 'missing_first_name'")
            .ShouldBe(Count(engine, $"{Read("one", "patients")} where FirstName = 'NULL'"));
        Count(engine, $"select count(*) from {truth} where kind = 'missed_charge'")
            .ShouldBe(Count(engine, $"{Read("one", "encounters")} anti join {Read("one", "transactions", select: false)} using (EncounterID)"));
        Count(engine, $"select count(*) from {truth} where kind = 'registered_twice'").ShouldBeGreaterThan(0);
        Count(engine, $"select count(*) from read_csv('{Csv("one", "truth/hospital-b.csv")}', all_varchar = true) where kind = 'same_person'").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Sqlite_and_csv_hold_the_same_rows_after_three_days()
    {
        for (var day = 1; day <= 3; day++)
        {
            await MakeAsync("csv", day);
            await MakeAsync("sqlite", day, EmrStore.Sqlite);
        }
        using var engine = Engine();
        var newest = Count(engine, $"select count(distinct PatientID) from read_csv('{Csv("csv", "emr/hospital-a/patients*.csv")}', all_varchar = true)");

        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "sqlite", "emr", "hospital-a.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from patients";
        command.ExecuteScalar().ShouldBe(newest);
    }

    [Fact]
    public async Task PostgreSql_holds_the_same_rows_as_csv_after_two_days()
    {
        var connectionString = await postgres.DatabaseAsync();
        for (var day = 1; day <= 2; day++)
        {
            await MakeAsync("csv", day);
            await HospitalGroup.MakeAsync(
                new SimulatorOptions
                {
                    Folder = Path.Combine(_folder, "postgresql"), Day = day, Seed = 7, Scale = 0.2,
                    EmrStore = EmrStore.PostgreSql, PostgreSqlConnection = connectionString,
                },
                progress: null, CancellationToken.None);
        }
        using var engine = Engine();
        // The last state of each patient, in one figure.
        var newest = engine.Scalar<string>(
            $"select md5(string_agg(concat_ws('|', PatientID, PhoneNumber, DOB, ModifiedDate), ';' order by PatientID)) from (select max_by(p, ModifiedDate) as p from read_csv('{Csv("csv", "emr/hospital-a/patients*.csv")}', all_varchar = true) p group by PatientID) t, lateral (select unnest(p))");

        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            """select md5(string_agg(concat_ws('|', "PatientID", "PhoneNumber", "DOB", "ModifiedDate"), ';' order by "PatientID" collate "C")) from "hospital-a".patients""");
        (await command.ExecuteScalarAsync()).ShouldBe(newest);
    }

    [Fact]
    public async Task A_day_out_of_order_is_refused()
    {
        await MakeAsync("one", 1);

        (await Should.ThrowAsync<CarelakeException>(() => MakeAsync("one", 3))).Code.ShouldBe("SIM-0001");
        (await Should.ThrowAsync<CarelakeException>(() => MakeAsync("one", 2, seed: 2))).Code.ShouldBe("SIM-0002");
    }

    [Fact]
    public void Valid_identifiers_are_made()
    {
        using var engine = Engine();
        engine.Execute(GroupSql.Macros(new SimulatorOptions { Folder = _folder }));

        // The check digit that 80840 + 123456789 needs is 3 (NPPES); 943 476 5919 is the NHS Data Dictionary's example.
        engine.Scalar<long>("select luhn_digit(123456789::bigint)::bigint").ShouldBe(3);
        engine.Scalar<long>("select modulus_11(943476591::bigint)::bigint").ShouldBe(9);
    }

    private Task<IReadOnlyList<SimulatedTable>> MakeAsync(
        string folder, int day, EmrStore store = EmrStore.Csv, int seed = 7, double scale = 0.2) =>
        HospitalGroup.MakeAsync(
            new SimulatorOptions { Folder = Path.Combine(_folder, folder), Day = day, EmrStore = store, Seed = seed, Scale = scale },
            progress: null, CancellationToken.None);

    private string Csv(string folder, string file) => Path.Combine(_folder, folder, file);

    private string Read(string folder, string table, bool select = true) =>
        (select ? "select count(*) from " : "") + $"read_csv('{Csv(folder, $"emr/hospital-a/{table}.csv")}', all_varchar = true)";

    private static DuckDbConnection Engine() => DuckDbConnection.Connect();

    private static long Count(DuckDbConnection engine, string sql) => engine.Scalar<long>(sql);
}
