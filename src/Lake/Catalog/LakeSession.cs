using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Lake.Catalog;

/// <summary>
/// Names of its own for the lake's tables, which are views in an engine in memory. Each step of a run has one, so that a name can mean the
/// whole table in one step and only its new rows in another.
/// </summary>
public sealed class LakeSession : IDisposable
{
    private readonly LakeFolder _lake;
    private readonly LakeEngine _engine;
    private readonly bool _ownsEngine;
    private readonly DuckDbConnection _connection;
    private string? _catalog;

    internal LakeSession(LakeFolder lake, DuckDbConnection connection, LakeEngine engine, bool ownsEngine = false)
    {
        _lake = lake;
        _connection = connection;
        _engine = engine;
        _ownsEngine = ownsEngine;
    }

    /// <summary>The connection; Spark's spellings are known to it and its time zone is UTC.</summary>
    public DuckDbConnection Connection
    {
        get
        {
            // Not before it is asked for: most steps of a quiet day look at versions and go.
            if (_catalog is null) Prepare();
            return _connection;
        }
    }

    /// <summary>Opens a session with no tables, in an engine that nobody else uses.</summary>
    /// <param name="lake">The lake.</param>
    /// <param name="options">What it may use.</param>
    public static LakeSession Open(LakeFolder lake, EngineOptions options)
    {
        var engine = new LakeEngine(lake, options);
        return new LakeSession(lake, engine.Connect(), engine, ownsEngine: true);
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

    /// <summary>Forgets the names, and closes the engine if nobody else uses it.</summary>
    public void Dispose()
    {
        if (_catalog is not null && !_ownsEngine) LakeEngine.Leave(_connection, _catalog);
        _connection.Dispose();
        if (_ownsEngine) _engine.Dispose();
    }

    private void Prepare()
    {
        _catalog = _engine.Enter(_connection);
        _connection.Execute(string.Concat(LakeFolder.Layers.Select(layer => $"create schema {layer};")));
    }
}
