using System.Globalization;
using Carelake.Core;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Lineage;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;

namespace Carelake.Tests.Lake.Pipeline;

/// <summary>
/// A tiny project in a temporary folder: people and their bills from one source, a dimension, a fact and a figure. Tests put files into the
/// source and look at what a run makes of them.
/// </summary>
internal sealed class TestLake : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    public TestLake()
    {
        Folder = Directory.CreateTempSubdirectory("carelake-run-").FullName;
        Lake = new LakeFolder(Path.Combine(Folder, "lake"));
        Write("carelake.yaml", """
            name: tiny
            as_of: 2024-12-31
            builtin_models: false
            models: [models]
            facilities:
              north: {name: North, country: GB}
            sources:
              emr:
                connector: files
                path: unused
                facility: north
                retries: 2
                tables:
                  people: {load: incremental, watermark: changed, keys: [id]}
                  bills: {load: full, keys: [id]}
            """);
        Write("models/silver/person.yml", """
            table: silver.person
            grain: one row per state of a person
            keys: [person_id]
            materialisation: scd2
            columns:
              person_id: {type: string, sensitivity: direct_identifier, description: key}
              family_name: {type: string, sensitivity: direct_identifier, description: name}
              birth_date: {type: date, sensitivity: quasi_identifier, description: birth}
            rules:
              - {name: key_present, type: not_null, columns: [person_id, birth_date], message: key or birth date missing}
              - {name: born_lately, type: range, columns: [birth_date], minimum: 1900-01-01, severity: warn}
            """);
        Write("models/silver/bill.yml", """
            table: silver.bill
            grain: one row per state of a bill
            keys: [bill_id]
            materialisation: scd2
            columns:
              bill_id: {type: string, sensitivity: open, description: key}
              person_id: {type: string, sensitivity: direct_identifier, description: who}
              amount: {type: "decimal(18,2)", sensitivity: financial, description: how much}
            rules:
              - {name: amount_present, type: not_null, columns: [amount], message: the amount is missing or no number}
              - {name: person_known, type: relationship, columns: [person_id], references: silver.person, severity: warn}
            """);
        Write("models/gold/money/fact_bill.yml", """
            table: gold.fact_bill
            grain: one row per bill
            keys: [bill_id]
            materialisation: upsert
            columns:
              bill_id: {type: string, sensitivity: open, description: key}
              person_id: {type: string, sensitivity: quasi_identifier, description: who}
              person_known: {type: boolean, sensitivity: open, description: whether the person is known}
              amount: {type: "decimal(18,2)", sensitivity: financial, description: how much}
            incremental:
              driver: silver.bill
              reacts_to: {silver.person: [person_id]}
            why: {table: silver.bill, on: {bill_id: bill_id}, where: is_current}
            """);
        Write("models/gold/money/fact_bill.sql", """
            -- gold.fact_bill. One row per current bill.
            select
                bill.bill_id,
                bill.person_id,
                person.person_id is not null as person_known,
                bill.amount
            from silver.bill as bill
            left join silver.person as person on person.person_id = bill.person_id and person.is_current
            where bill.is_current
            """);
        Write("models/gold/money/kpi_billed.yml", """
            table: gold.kpi_billed
            grain: one row
            keys: [as_of_date]
            materialisation: full
            columns:
              as_of_date: {type: date, sensitivity: open, description: reporting date}
              bill_count: {type: bigint, sensitivity: open, description: bills}
              amount: {type: "decimal(18,2)", sensitivity: financial, description: sum}
            why: {table: gold.fact_bill}
            """);
        Write("models/gold/money/kpi_billed.sql", """
            -- gold.kpi_billed. One row: what was billed.
            select
                max(run_parameters.as_of_date) as as_of_date,
                count(*) as bill_count,
                cast(sum(fact_bill.amount) as decimal(18, 2)) as amount
            from gold.fact_bill as fact_bill
            cross join silver.run_parameters as run_parameters
            """);
        Write("mappings/emr/people.sql", """
            -- to silver.person
            select
                id as person_id,
                name as family_name,
                try_cast(born as date) as birth_date,
                try_cast(changed as timestamp) as _effective_at,
                _source_id,
                _batch_id,
                _landing_file,
                _position
            from bronze.emr_people
            """);
        Write("mappings/emr/bills.sql", """
            -- to silver.bill
            select
                id as bill_id,
                person as person_id,
                try_cast(amount as decimal(18, 2)) as amount,
                cast(null as timestamp) as _effective_at,
                _source_id,
                _batch_id,
                _landing_file,
                _position
            from bronze.emr_bills
            """);
    }

    public string Folder { get; }

    public LakeFolder Lake { get; }

    public FakeSource Source { get; } = new();

    /// <summary>Moves by a minute with every look, so that batches have times of their own and nothing waits.</summary>
    public SteppingTime Time { get; } = new();

    public List<PipelineEvent> Events { get; } = [];

    public EngineOptions Engine { get; set; } = new() { Threads = 2, MemoryBytes = 1L << 30, Parallelism = 2 };

    /// <summary>Told each durable point that a run passes.</summary>
    public Action<string> Reached { get; set; } = _ => { };

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!); // Every path here has a folder.
        File.WriteAllText(full, text);
    }

    public Task<OperationsStore> OperationsAsync() =>
        OperationsStore.OpenAsync(new OperationsDialect.SqliteFile(Lake.OperationsFile), Time, Ct);

    public async Task<PipelineServices> ServicesAsync(string? killAt = null)
    {
        var keys = new FileKeyProvider(Path.Combine(Lake.Root, "_carelake", "keys", "master.keys"));
        return new PipelineServices(
            Lake, await OperationsAsync(), new LandingZone(Lake.Root, keys, Time), new NoSecrets(), (_, _) => Source, Time)
        {
            Lineage = LineageEmitter.ToFile(Lake.LineageFile),
            Engine = Engine,
            Reached = point =>
            {
                Reached(point);
                if (point == killAt) throw new SimulatedKill(point);
            },
        };
    }

    public async Task<RunResult> RunAsync(RunOptions? options = null, string? killAt = null, CancellationToken ct = default)
    {
        var project = ProjectLoader.Load(Path.Combine(Folder, "carelake.yaml"));
        return await new PipelineRunner(await ServicesAsync(killAt)).RunAsync(project, options ?? new RunOptions(), new Recorder(Events), ct);
    }

    /// <summary>A run that must do all it had to do.</summary>
    public async Task<RunResult> RunWellAsync(RunOptions? options = null)
    {
        var result = await RunAsync(options);
        result.Failures.ShouldBeEmpty();
        result.Audit.ShouldAllBe(line => line.Reconciles);
        return result;
    }

    /// <summary>Rows as text, columns separated by bars, NULL as an empty field.</summary>
    public IReadOnlyList<string> Query(string sql)
    {
        using var session = LakeSession.Open(Lake, new EngineOptions { Threads = 1, MemoryBytes = 1L << 28, Parallelism = 1 });
        session.BindAll();
        using var command = session.Connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(
                i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    public string One(string sql) => Query(sql).ShouldHaveSingleItem();

    /// <summary>Everything silver and gold say, without the ids of runs and batches: the same for the same facts.</summary>
    public IReadOnlyList<string> Content() =>
    [
        .. Query("select 'person', person_id, family_name, birth_date, valid_from, valid_to, is_current from silver.person order by all"),
        .. Query("select 'bill', bill_id, person_id, amount, is_current from silver.bill where is_current order by all"),
        .. Query("select 'fact', * from gold.fact_bill order by all"),
        .. Query("select 'kpi', * from gold.kpi_billed order by all"),
    ];

    /// <summary>The latest version of every table.</summary>
    public IReadOnlyDictionary<string, long> Versions()
    {
        using var session = LakeSession.Open(Lake, new EngineOptions { Threads = 1, MemoryBytes = 1L << 28, Parallelism = 1 });
        return Lake.Tables().ToDictionary(table => table, table => session.Snapshot(table)!.Version); // Listed, so it exists.
    }

    private sealed class NoSecrets : ISecretResolver
    {
        public ValueTask<string> ResolveAsync(SecretReference reference, CancellationToken ct) =>
            throw new CarelakeException("LAKE-0207", "There is no such secret.", reference.ToString(), "Set it.");
    }

    private sealed class Recorder(List<PipelineEvent> events) : IProgress<PipelineEvent>
    {
        public void Report(PipelineEvent value)
        {
            lock (events) events.Add(value);
        }
    }
}

/// <summary>A clock that goes on by a second at each look; its timers ring at once.</summary>
internal sealed class SteppingTime : TimeProvider
{
    private long _seconds;

    public override DateTimeOffset GetUtcNow() =>
        new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(Interlocked.Increment(ref _seconds));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        // A time-out must not ring; a delay between tries need not be waited for.
        System.CreateTimer(callback, state, dueTime > TimeSpan.FromMinutes(2) ? dueTime : TimeSpan.Zero, period);
}
