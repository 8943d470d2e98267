using Carelake.Delta.Snapshots;
using Carelake.DuckDb;
using Carelake.Lake.Sql;

namespace Carelake.Lake.Catalog;

/// <summary>
/// An engine of its own, in memory, in which the lake's tables are views of their names. Each step of a run has one, so that a name can
/// mean the whole table in one step and only its new rows in another.
/// </summary>
public sealed class LakeSession : IDisposable
{
    private readonly LakeFolder _lake;
    private readonly string _scratch;
    private readonly DuckDbConnection _connection;
    private bool _isPrepared;

    private LakeSession(LakeFolder lake, DuckDbConnection connection, string scratch)
    {
        _lake = lake;
        _scratch = scratch;
        _connection = connection;
    }

    /// <summary>The connection; Spark's spellings are known to it and its time zone is UTC.</summary>
    public DuckDbConnection Connection
    {
        get
        {
            // Not before it is asked for: most steps of a quiet day look at versions and go.
            if (!_isPrepared) Prepare();
            return _connection;
        }
    }

    /// <summary>Opens a session with no tables.</summary>
    /// <param name="lake">The lake.</param>
    /// <param name="engine">What it may use.</param>
    /// <param name="share">Of the memory: 1 for one of the parallel steps, <see cref="EngineOptions.Parallelism"/> for all of it.</param>
    public static LakeSession Open(LakeFolder lake, EngineOptions engine, int share = 1)
    {
        var scratch = Path.Combine(lake.Scratch, Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(scratch);
        var memory = engine.MemoryBytes / Math.Max(1, engine.Parallelism) * share;
        var connection = DuckDbConnection.Connect(
            $"Data Source=:memory:;threads={engine.Threads};memory_limit={memory >> 20}MiB;temp_directory=\"{scratch}\";preserve_insertion_order=false");
        return new LakeSession(lake, connection, scratch);
    }

    /// <summary>The latest state of a table; null when nothing was ever written to it.</summary>
    public DeltaSnapshot? Snapshot(string table)
    {
        var delta = _lake.Table(table);
        return delta.Exists() ? delta.Snapshot(_connection) : null;
    }

    /// <summary>Makes the name of a table mean its latest rows.</summary>
    /// <returns>The state; null, and no view, when the table does not exist.</returns>
    public DeltaSnapshot? Bind(string table)
    {
        var snapshot = Snapshot(table);
        if (snapshot is not null) Bind(table, snapshot.ScanSql());
        return snapshot;
    }

    /// <summary>Makes the name of a table mean the rows of a query.</summary>
    public void Bind(string table, string selectSql) => Connection.Execute($"create or replace view {TableName.Quote(table)} as {selectSql}");

    /// <summary>The rows that a table lost and got after a version, as a SELECT with <c>_change_type</c> (<c>insert</c>, <c>delete</c>).</summary>
    /// <param name="table">Full name.</param>
    /// <param name="fromExclusive">The last version seen; -1 for none, which asks nothing of the log's older entries.</param>
    /// <param name="to">The table as it is to be seen.</param>
    public string ChangesSql(string table, long fromExclusive, DeltaSnapshot to) => fromExclusive < 0
        ? $"select *, 'insert' as _change_type from ({to.ScanSql()})"
        : "select * exclude (_commit_version, _commit_timestamp) from (" +
            $"{_lake.Table(table).ChangesSql(Connection, fromExclusive, to.Version)})";

    /// <summary>Binds every table of the lake.</summary>
    public void BindAll()
    {
        foreach (var table in _lake.Tables()) Bind(table);
    }

    /// <summary>Closes the engine and removes what it spilled.</summary>
    public void Dispose()
    {
        _connection.Dispose();
        if (Directory.Exists(_scratch)) Directory.Delete(_scratch, recursive: true);
    }

    private void Prepare()
    {
        Prelude.Apply(_connection);
        foreach (var layer in LakeFolder.Layers) _connection.Execute($"create schema {layer}");
        _isPrepared = true;
    }
}
