using System.Globalization;
using Carelake.DuckDb;
using Carelake.Lake.Materialise;

namespace Carelake.Tests.Lake.Materialise;

/// <summary>A materialisation.</summary>
internal delegate PreparedChange Preparation(
    DuckDbConnection connection, TableShape shape, EventSet events, TableState table, CancellationToken cancellationToken);

/// <summary>A table of the engine in place of a Delta table: takes changes, and gives rows a location.</summary>
internal sealed class PlainTable : IDisposable
{
    public static readonly TableShape Shape = new("silver.thing", ["k1", "name", "k2", "amount"], ["k1", "k2"]);

    private readonly Preparation _prepare;
    private readonly List<SnapshotMark> _marks = [];
    private bool _exists;

    public PlainTable(Preparation prepare)
    {
        _prepare = prepare;
        Connection = DuckDbConnection.Connect("Data Source=:memory:;threads=1");
        Connection.Execute(
            """
            create table events (k1 varchar, k2 varchar, name varchar, amount decimal(10, 2), _effective_at timestamp, _op varchar,
                _source_id varchar, _batch_id bigint, _landing_file varchar, _position bigint);
            create table held as from events;
            """);
    }

    public DuckDbConnection Connection { get; }

    public PreparedChange Write(IReadOnlyCollection<SourceEvent> events, params SnapshotMark[] snapshots) =>
        Write(events, new EventSet("events") { Snapshots = [.. snapshots] });

    public PreparedChange Write(IReadOnlyCollection<SourceEvent> events, EventSet set)
    {
        Fill("events", events);
        var state = _exists
            ? new TableState("select * from target", "select *, 'f' as _file, rowid as _file_row from target", [.. _marks])
            : new TableState(null, null, [.. _marks]);
        var change = _prepare(Connection, Shape, set, state, CancellationToken.None);
        Apply(change);
        _marks.AddRange(change.Marks);
        change.Counts.Read.ShouldBe(events.Count);
        change.Counts.Reconciles.ShouldBeTrue(change.Counts.ToString());
        return change;
    }

    /// <summary>Makes these the events to write.</summary>
    public void Load(IEnumerable<SourceEvent> rows) => Fill("events", rows);

    /// <summary>Rows that are in quarantine while the next events are written.</summary>
    public void HoldBack(IEnumerable<SourceEvent> rows) => Fill("held", rows);

    /// <summary>Name by key, of an upsert table's live rows.</summary>
    public Dictionary<(string?, string?), string?> NewestNames()
    {
        var result = new Dictionary<(string?, string?), string?>();
        using var command = Connection.CreateCommand($"select k1, k2, name from ({UpsertMaterialisation.LiveRowsSql("from target")})");
        using var reader = command.ExecuteReader();
        while (reader.Read()) result.Add((Text(reader.GetValue(0)), Text(reader.GetValue(1))), Text(reader.GetValue(2)));
        return result;
    }

    public long RowCount() => Connection.Scalar<long>("select count(*) from target");

    /// <summary>The versions of every key, oldest first.</summary>
    public Dictionary<(string?, string?), List<HistoryVersion>> Histories()
    {
        var result = new Dictionary<(string?, string?), List<HistoryVersion>>();
        using var command = Connection.CreateCommand(
            """
            select k1, k2, date_diff('day', timestamp '2024-01-01', valid_from), date_diff('day', timestamp '2024-01-01', valid_to),
                is_deleted, name, amount, _position, is_current,
                coalesce(array_to_string(list_transform(observed_at, lambda o: date_diff('day', timestamp '2024-01-01', o._effective_at) || '/' || o._position || ' '), ''), '')
            from target order by valid_from
            """);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var key = (Text(reader.GetValue(0)), Text(reader.GetValue(1)));
            var version = new HistoryVersion(
                Number(reader.GetValue(2)) ?? 0, Number(reader.GetValue(3)), reader.GetBoolean(4), Text(reader.GetValue(5)),
                reader.GetValue(6) is decimal amount ? amount : null, Number(reader.GetValue(7)), reader.GetString(9));
            reader.GetBoolean(8).ShouldBe(version is { To: null, IsDeleted: false });
            if (!result.TryGetValue(key, out var versions)) result[key] = versions = [];
            versions.Add(version);
        }

        return result;
    }

    public void Dispose() => Connection.Dispose();

    private void Fill(string table, IEnumerable<SourceEvent> events)
    {
        Connection.Execute($"delete from {table}");
        foreach (var rows in events.Chunk(2000))
            Connection.Execute($"insert into {table} ({SourceEvent.Columns}) values {string.Join(", ", rows.Select(e => e.ToRow()))}");
    }

    private void Apply(PreparedChange change)
    {
        if (change.RowsSql is not null) Connection.Execute($"create or replace table added as {change.RowsSql}");
        if (change.RemovedRowsSql is not null)
            Connection.Execute($"delete from target where rowid in (select _file_row from ({change.RemovedRowsSql}))");
        if (change.RowsSql is null) return;
        Connection.Execute(_exists ? "insert into target select * from added" : "create table target as select * from added");
        _exists = true;
    }

    private static string? Text(object? value) => value as string;

    private static int? Number(object? value) => value is null or DBNull ? null : Convert.ToInt32(value, CultureInfo.InvariantCulture);
}
