using System.Globalization;
using System.Text;
using Carelake.Delta.Log;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;
using Carelake.Sources;

namespace Carelake.Tests.EndToEnd;

/// <summary>
/// Days of inserts, updates, late rows, deletes, parents that come after their children and keys that come back, through every model of the
/// product: what a run makes of a day is what a gold made anew from the same silver holds, row for row.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class RandomDaysTests : IDisposable
{
    private const int Days = 3;
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly EngineOptions Small = new() { Threads = 2, MemoryBytes = 1L << 30, Parallelism = 2 };

    // Columns of the source, which are those of silver, each with what a random row has there; the first ones are the key.
    private static readonly Dictionary<string, Func<Random, int, string[]>> Tables = new(StringComparer.Ordinal)
    {
        ["patient"] = (random, id) => ["h1", $"P{id}", Pick(random, "Ann", "Bo", "Cy"), Pick(random, "f", "m", ""), $"19{random.Next(30, 99)}-03-04"],
        ["provider"] = (random, id) => ["h1", $"D{id}", Pick(random, "Eve", "Flo"), $"W{random.Next(4)}"],
        ["department"] = (random, id) => ["h1", $"W{id}", Pick(random, "Surgery", "Cardiology")],
        ["payer"] = (random, id) => ["h1", $"Y{id}", Pick(random, "Aetna", "Bupa"), Pick(random, "private", "public")],
        ["procedure_code"] = (random, id) => ["cpt", $"{99200 + id}", Pick(random, "visit", "scan")],
        ["encounter"] = (random, id) =>
            ["h1", $"E{id}", $"P{random.Next(60)}", $"D{random.Next(8)}", $"W{random.Next(4)}", Date(random), $"{99200 + random.Next(6)}", "cpt"],
        ["transaction"] = (random, id) =>
        [
            "h1", $"T{id}", $"P{random.Next(60)}", $"D{random.Next(8)}", $"W{random.Next(4)}", random.Next(10) == 0 ? "" : $"Y{random.Next(5)}",
            Date(random), Date(random), "USD", Amount(random), Amount(random), $"{99200 + random.Next(6)}", "cpt",
        ],
        ["claim"] = (random, id) =>
        [
            "h1", $"C{id}", $"T{random.Next(200)}", $"P{random.Next(60)}", $"D{random.Next(8)}", $"W{random.Next(4)}", $"Y{random.Next(5)}",
            Pick(random, "pending", "approved", "paid", "denied", "rejected"), Date(random), Date(random), "USD", Amount(random), Amount(random),
        ],
    };

    private static readonly Dictionary<string, string[]> Columns = new(StringComparer.Ordinal)
    {
        ["patient"] = ["facility_id", "patient_id", "given_name", "gender", "birth_date"],
        ["provider"] = ["facility_id", "provider_id", "given_name", "department_id"],
        ["department"] = ["facility_id", "department_id", "department_name"],
        ["payer"] = ["facility_id", "payer_id", "payer_name", "payer_class"],
        ["procedure_code"] = ["procedure_code_system", "procedure_code", "description"],
        ["encounter"] = ["facility_id", "encounter_id", "patient_id", "provider_id", "department_id", "encounter_date", "procedure_code", "procedure_code_system"],
        ["transaction"] =
        [
            "facility_id", "transaction_id", "patient_id", "provider_id", "department_id", "payer_id", "service_date", "paid_date", "currency_code",
            "charge_amount", "paid_amount", "procedure_code", "procedure_code_system",
        ],
        ["claim"] =
        [
            "facility_id", "claim_id", "transaction_id", "patient_id", "provider_id", "department_id", "payer_id", "claim_status", "service_date", "claim_date",
            "currency_code", "billed_amount", "paid_amount",
        ],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-days-").FullName;

    public RandomDaysTests()
    {
        File.WriteAllText(Path.Combine(_folder, ProjectFile.Name), $"""
            name: days
            as_of: 2024-12-31
            facilities:
              h1: {"{"}name: One, country: US{"}"}
            sources:
              feed:
                connector: files
                facility: h1
                tables:
            {string.Join('\n', Tables.Keys.Select(table => $"      {table}: {{path: \"data/{table}.*.csv\", load: append}}"))}
            """);
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        foreach (var table in Tables.Keys)
        {
            var columns = Columns[table].Select(column => column.Split('_')[^1] switch
            {
                "date" => $"try_cast({column} as date) as {column}",
                "amount" => $"try_cast({column} as decimal(18, 2)) as {column}",
                _ => column.StartsWith("procedure", StringComparison.Ordinal) ? $"cast({column} as string) as {column}" : column,
            });
            var file = Path.Combine(_folder, "mappings", "feed", $"{table}.sql");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!); // A mapping is in a folder.
            File.WriteAllText(file, $"""
                -- to silver.{table}
                select {string.Join(", ", columns)}, try_cast(changed_at as timestamp) as _effective_at, op as _op,
                    _source_id, _batch_id, _landing_file, _position
                from bronze.feed_{table}
                """);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Days_leave_every_gold_table_as_a_rebuild_makes_it()
    {
        var random = new Random(1);
        var lake = new LakeFolder(Path.Combine(_folder, "lake"));
        for (var day = 1; day <= Days; day++)
        {
            WriteDay(random, day);
            await RunAsync(lake);
        }

        // What a day left wrong no later day puts right by itself, so one look at the end sees all of them.
        await CompareAsync(lake);

        // It was by parts that they were brought up to date, else this shows nothing.
        using var session = LakeSession.Open(lake, Small);
        foreach (var table in new[] { "gold.dim_patient", "gold.fact_encounter", "gold.fact_transaction", "gold.fact_claim", "gold.transaction_month", "gold.claim_month" })
        {
            var log = new LogStore(lake.PathOf(table));
            var last = (int)session.Snapshot(table)!.Version; // It was compared.
            var operations = Enumerable.Range(0, last + 1).Select(version => log.ReadCommit(version)!.OfType<CommitInfo>().Single().Operation).ToList(); // Not cleaned up.
            operations.Count(operation => operation == "MERGE").ShouldBe(Days - 1, table);
            operations.ShouldNotContain("WRITE", table);
        }
    }

    private async Task CompareAsync(LakeFolder lake)
    {
        var rebuilt = new LakeFolder(Path.Combine(_folder, "rebuilt"));
        foreach (var file in Directory.EnumerateFiles(lake.Root, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(lake.Root, file);
            if (path.StartsWith("gold" + Path.DirectorySeparatorChar, StringComparison.Ordinal)) continue;
            var target = Path.Combine(rebuilt.Root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // It is below the lake.
            File.Copy(file, target);
        }

        await RunAsync(rebuilt);
        using var session = LakeSession.Open(lake, Small);
        using var other = LakeSession.Open(rebuilt, Small);
        var tables = lake.Tables().Where(table => table.StartsWith("gold.", StringComparison.Ordinal)).ToList();
        tables.ShouldBe(rebuilt.Tables().Where(table => table.StartsWith("gold.", StringComparison.Ordinal)));
        foreach (var table in tables)
        {
            var (kept, anew) = (session.Snapshot(table)!.ScanSql(), other.Snapshot(table)!.ScanSql()); // Both are in the list of tables.
            session.Connection.Scalar<long>(
                $"select count(*) from ((({kept}) except all ({anew})) union all (({anew}) except all ({kept})))", Ct)
                .ShouldBe(0, table);
        }
    }

    private async Task RunAsync(LakeFolder lake)
    {
        var services = new PipelineServices(
            lake, await OperationsStore.OpenAsync(new OperationsDialect.SqliteFile(lake.OperationsFile), TimeProvider.System, Ct),
            new LandingZone(lake.Root, FileKeyProvider.ForLake(lake.Root), TimeProvider.System), new LocalSecretResolver(_folder),
            ConnectorCatalog.Create, TimeProvider.System)
        {
            Engine = Small,
        };
        var result = await new PipelineRunner(services).RunAsync(ProjectLoader.Load(Path.Combine(_folder, ProjectFile.Name)), new RunOptions(), null, Ct);
        result.Failures.ShouldBeEmpty();
    }

    private void WriteDay(Random random, int day)
    {
        foreach (var (table, row) in Tables)
        {
            var (ids, changes) = table switch
            {
                "patient" => (60, 12), "encounter" => (200, 30), "transaction" or "claim" => (200, 30), "provider" => (8, 2), _ => (5, 1),
            };
            var text = new StringBuilder(string.Join(',', Columns[table])).Append(",changed_at,op\n");
            // The first day leaves some keys out, which later days may bring.
            var chosen = day == 1 ? Enumerable.Range(0, ids).Where(_ => random.Next(8) > 0) : Enumerable.Range(0, changes).Select(_ => random.Next(ids));
            foreach (var id in chosen)
            {
                var at = new DateTime(2024, 6, 1 + (3 * day), random.Next(24), 0, 0, DateTimeKind.Utc).AddDays(random.Next(6) == 0 ? -random.Next(1, 8) : 0);
                var op = day > 1 && random.Next(7) == 0 ? "delete" : "upsert";
                text.Append(CultureInfo.InvariantCulture, $"{string.Join(',', row(random, id))},{at:yyyy-MM-dd HH:mm:ss},{op}\n");
            }

            var file = Path.Combine(_folder, "data", $"{table}.{day}.csv");
            File.WriteAllText(file, text.ToString());
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(50));
        }
    }

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];

    private static string Date(Random random) => $"2024-{random.Next(1, 13):00}-{random.Next(1, 29):00}";

    private static string Amount(Random random) => (random.Next(100_000) / 100m).ToString(CultureInfo.InvariantCulture);
}
