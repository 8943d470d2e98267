using Carelake.Core;
using Carelake.Lake.Operations;
using Carelake.Tests.Sources;

namespace Carelake.Tests.Lake.Operations;

/// <summary>The same tests run on both databases.</summary>
public sealed class OperationsStoreTests(PostgresServer postgres) : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-ops-").FullName;

    public static TheoryData<string> Databases => ["sqlite", "postgresql"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_landed_batch_moves_the_watermark_and_waits_until_bronze_has_it(string database)
    {
        var store = await OpenAsync(database);
        var source = Unique("hospital");
        var run = await store.BeginRunAsync("rcm", "{}", Ct);
        (await store.WatermarkAsync(source, "patients", Ct)).ShouldBeNull();
        var first = Batch(store, run, source, 1, """{"at":"2024-01-01"}""");
        var second = Batch(store, run, source, 2, """{"at":"2024-01-02"}""");

        await store.AddBatchAsync(first, Ct);
        await store.AddBatchAsync(second, Ct);

        (await store.WatermarkAsync(source, "patients", Ct)).ShouldBe("""{"at":"2024-01-02"}""");
        (await store.PendingBatchesAsync(source, "patients", Ct)).Select(batch => batch.Number).ShouldBe([1, 2]);
        (await store.LastBatchNumberAsync(source, "patients", Ct)).ShouldBe(2);

        await store.MarkLoadedAsync(first.BatchId, 10, 9, 1, 4, Ct);

        (await store.PendingBatchesAsync(source, "patients", Ct)).Single().ShouldBe(second);
        (await store.BatchAsync(first.BatchId, Ct)).ShouldBe(
            first with { Status = BatchStatus.Loaded, RowsRead = 10, RowsLoaded = 9, RowsQuarantined = 1, BronzeVersion = 4 });
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_batch_that_cannot_be_recorded_leaves_the_watermark_where_it_was(string database)
    {
        var store = await OpenAsync(database);
        var source = Unique("hospital");
        var run = await store.BeginRunAsync("rcm", "{}", Ct);
        await store.AddBatchAsync(Batch(store, run, source, 1, "1"), Ct);

        await Should.ThrowAsync<Exception>(() => store.AddBatchAsync(Batch(store, run, source, 1, "2"), Ct));

        (await store.WatermarkAsync(source, "patients", Ct)).ShouldBe("1");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_run_found_unfinished_is_marked_when_the_next_begins(string database)
    {
        var store = await OpenAsync(database);
        var killed = await store.BeginRunAsync("rcm", "{}", Ct);
        var next = await store.BeginRunAsync("rcm", "{}", Ct);
        await store.EndRunAsync(next, StepStatus.Failed, "SRC-0001: down", Ct);

        var runs = await store.RunsAsync(2, Ct);

        runs.Select(run => (run.RunId, run.Status, run.Error)).ShouldBe(
            [(next, StepStatus.Failed, "SRC-0001: down"), (killed, StepStatus.Interrupted, null)]);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Audit_lines_and_rule_results_come_back_as_written(string database)
    {
        var store = await OpenAsync(database);
        var run = await store.BeginRunAsync("rcm", "{}", Ct);
        var table = Unique("silver.patient");
        var line = new AuditRecord(store.NewId(), run, "silver", table, DateTimeOffset.UnixEpoch, 1500, StepStatus.Succeeded)
        {
            RowsRead = 10, RowsLoaded = 7, RowsUpdated = 2, RowsQuarantined = 1, RowsDuplicate = 2, VersionWritten = 3,
            BatchId = store.NewId(), SourceId = "a", WatermarkFrom = "1", WatermarkTo = "2", Code = "LAKE-0501", Error = "none",
        };
        var rule = new RuleResultRecord(
            line.AuditId, run, table, "a", "key_present", "error", 10, 1, 0.5, DateTimeOffset.UnixEpoch.AddMilliseconds(1));

        await store.AddAuditAsync(line, [rule], Ct);

        (await store.AuditOfRunAsync(run, Ct)).Single().ShouldBe(line);
        (await store.AuditOfTableAsync(table, 5, Ct)).Single().Reconciles.ShouldBeTrue();
        (await store.RuleHistoryAsync(table, 5, Ct)).Single().ShouldBe(rule);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_batch_given_up_is_counted_in_a_database_of_the_first_version_too(string database)
    {
        var dialect = database == "sqlite"
            ? OperationsDialect.Parse(null, Path.Combine(_folder, "a", "ops.db"))
            : OperationsDialect.Parse(await postgres.DatabaseAsync(), "");
        var old = await OperationsStore.OpenAsync(dialect, TimeProvider.System, Ct);
        var run = await old.BeginRunAsync("rcm", "{}", Ct);
        var batch = Batch(old, run, "a", 1, "1");
        await old.AddBatchAsync(batch, Ct);
        await AsFirstVersionAsync(dialect);

        var store = await OperationsStore.OpenAsync(dialect, TimeProvider.System, Ct);
        (await store.PendingBatchesAsync("a", "patients", Ct)).ShouldBe([batch]);
        var line = new AuditRecord(store.NewId(), run, "bronze", "bronze.a_patients", DateTimeOffset.UnixEpoch, 1, StepStatus.Succeeded) { RowsRead = 7, RowsDismissed = 7 };
        await store.DismissBatchAsync(batch.BatchId, "sent twice", line, Ct);

        (await store.PendingBatchesAsync("a", "patients", Ct)).ShouldBeEmpty();
        (await store.BatchAsync(batch.BatchId, Ct)).ShouldBe(
            batch with { Status = BatchStatus.Dismissed, RowsRead = 7, RowsLoaded = 0, RowsQuarantined = 0, RowsDismissed = 7, DismissedReason = "sent twice" });
        (await store.AuditOfRunAsync(run, Ct)).ShouldHaveSingleItem().ShouldBe(line);
        line.Reconciles.ShouldBeTrue();
    }

    private static async Task AsFirstVersionAsync(OperationsDialect dialect)
    {
        await using var connection = await dialect.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            alter table carelake_batch drop column rows_dismissed;
            alter table carelake_batch drop column dismissed_reason;
            alter table carelake_audit drop column rows_dismissed;
            update carelake_schema set version = 1;
            """;
        await command.ExecuteNonQueryAsync(Ct);
    }

    [Fact]
    public async Task Parallel_writers_never_fail_on_each_other()
    {
        var store = await OpenAsync("sqlite");
        var run = await store.BeginRunAsync("rcm", "{}", Ct);

        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => Task.Run(
            () => store.AddBatchAsync(Batch(store, run, $"source{number % 4}", number, $"{number}"), Ct), Ct)));

        (await store.BatchesAsync(Ct)).Count.ShouldBe(40);
    }

    [Fact]
    public void Two_runs_at_once_give_the_second_a_clear_error()
    {
        var path = Path.Combine(_folder, "_carelake", "run.lock");
        using (RunLock.Take(path))
            Should.Throw<CarelakeException>(() => RunLock.Take(path)).Code.ShouldBe("LAKE-0601");
        RunLock.Take(path).Dispose();
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_is_one_clear_error()
    {
        var file = Path.Combine(_folder, "ops.db");
        await File.WriteAllTextAsync(file, "this is not a database, whatever its name says, and it is long enough to be read as one", Ct);

        var error = await Should.ThrowAsync<CarelakeException>(
            () => OperationsStore.OpenAsync(new OperationsDialect.SqliteFile(file), TimeProvider.System, Ct));

        error.Code.ShouldBe("LAKE-0602");
    }

    private static BatchRecord Batch(OperationsStore store, Guid run, string source, long number, string watermark) => new(
        store.NewId(), run, source, "patients", number, BatchStatus.Landed, new string('a', 64), "{}",
        DateTimeOffset.UnixEpoch.AddTicks(number), IsFullSnapshot: number == 2, null, watermark);

    private static string Unique(string name) => $"{name}_{Guid.NewGuid():N}";

    private async Task<OperationsStore> OpenAsync(string database)
    {
        if (database == "sqlite")
            return await OperationsStore.OpenAsync(OperationsDialect.Parse(null, Path.Combine(_folder, "a", "ops.db")), TimeProvider.System, Ct);
        return await OperationsStore.OpenAsync(OperationsDialect.Parse(await postgres.DatabaseAsync(), ""), TimeProvider.System, Ct);
    }
}
