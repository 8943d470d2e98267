using Carelake.Delta;
using Carelake.Delta.Scans;
using Carelake.Delta.Writes;
using Carelake.Lake.Materialise;

namespace Carelake.Tests.Lake.Materialise;

/// <summary>The same histories in real Delta tables: deletion vectors, types and marks of snapshots included.</summary>
public sealed class DeltaHistoryTests : IDisposable
{
    private const int Seed = 99;
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-history-").FullName;

    [Fact]
    public void Histories_in_a_Delta_table_equal_the_oracle_in_random_order_and_batches()
    {
        var generator = new HistoryGenerator(Seed);
        var histories = generator.Histories(500);
        using var events = new PlainTable(Scd2Materialisation.Prepare);
        var table = DeltaTable.ForPath(Path.Combine(_folder, "thing"));

        foreach (var batch in generator.Shuffled(histories.SelectMany(h => h))) Write(events, table, batch);

        events.Connection.Execute($"create table target as {table.Snapshot(events.Connection).ScanSql()}");
        var actual = events.Histories();
        actual.Count.ShouldBe(histories.Count);
        foreach (var history in histories)
            actual[history[0].Key].ShouldBe(HistoryOracle.Of(history), $"seed {Seed}, key {history[0].Key}");
    }

    [Fact]
    public void Snapshots_of_a_Delta_table_are_known_from_its_log()
    {
        using var events = new PlainTable(Scd2Materialisation.Prepare);
        var table = DeltaTable.ForPath(Path.Combine(_folder, "thing"));
        var row = new SourceEvent("a", null, 1, 3, 1, false, "x", null);
        var newer = new SnapshotMark("emr", "3", SourceEvent.Epoch.AddDays(3));
        var older = new SnapshotMark("emr", "2", SourceEvent.Epoch.AddDays(2));
        Write(events, table, [row], newer);

        Write(events, table, [], older); // The older one lacked the key: it went, and was there again in the newer one.

        events.Connection.Execute($"create table target as {table.Snapshot(events.Connection).ScanSql()}");
        events.Histories()[("a", null)].Select(v => (v.From, v.To, v.IsDeleted)).ShouldBe([(1, 2, false), (2, 3, true), (3, null, false)]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Write(PlainTable events, DeltaTable table, IReadOnlyCollection<SourceEvent> batch, params SnapshotMark[] snapshots)
    {
        events.Load(batch);
        var snapshot = table.Exists() ? table.Snapshot(events.Connection) : null;
        var state = snapshot is null ? TableState.Empty : new TableState(
            snapshot.ScanSql(), snapshot.ScanSql(new ScanOptions { IncludeRowLocation = true }), SnapshotMark.FromTransactions(snapshot.Transactions));
        var prepared = Scd2Materialisation.Prepare(
            events.Connection, PlainTable.Shape, new EventSet("events") { Snapshots = [.. snapshots] }, state, CancellationToken.None);
        prepared.Counts.Reconciles.ShouldBeTrue();
        if (prepared.IsEmpty && prepared.Marks.Count == 0) return;
        table.Write(
            events.Connection,
            new DeltaChange { RowsSql = prepared.RowsSql, RemovedRowsSql = prepared.RemovedRowsSql, CreateAs = new DeltaTableDefinition() },
            new CommitOptions
            {
                ReadVersion = snapshot?.Version,
                Transactions = [.. prepared.Marks.Select(mark => mark.ToTransaction()).Select(mark => new TransactionVersion(mark.AppId, mark.Version))],
            });
    }
}
