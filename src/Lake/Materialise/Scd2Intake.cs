using System.Collections.Immutable;
using Carelake.DuckDb;

namespace Carelake.Lake.Materialise;

/// <summary>
/// The first look at the events: drops those that the table already says, passes single events of new keys straight on, and names
/// the keys (<see cref="Keys"/>) and events (<see cref="Incoming"/>) that need their history worked out.
/// </summary>
/// <param name="RowsSql">Rows of new keys with one event; null when there are none.</param>
/// <param name="SingleCount">How many those are.</param>
/// <param name="SingleDeletedCount">Of them, deletes.</param>
/// <param name="HasHistory">There are keys to work out.</param>
internal sealed record Scd2Intake(string? RowsSql, long SingleCount, long SingleDeletedCount, bool HasHistory)
{
    public const string Keys = "_scd_key";
    public const string Incoming = "_scd_incoming";
    private const string Touched = "_scd_touched";
    private const string Repeated = "_scd_repeated";

    /// <summary>
    /// Nothing is stored yet, so a key with one event is a row as it comes: the events stream through, after one hash aggregate over
    /// the keys that finds those with several.
    /// </summary>
    public static Scd2Intake IntoEmpty(DuckDbConnection connection, EventSql sql, MarkSet marks, CancellationToken cancellationToken)
    {
        var keys = sql.Shape.Keys;
        // NULL keys group together, which is what "NULL equals NULL" asks for.
        connection.Execute(
            $"create or replace temp table {Keys} as select {Sql.List(keys)} from {sql.Events.KeyRelation} group by all having count(*) > 1",
            cancellationToken);
        if (marks.Any && !marks.IsSole)
        {
            connection.Execute(
                $"insert into {Keys} select distinct {Sql.List(keys)} from ({sql.Select()}) e where {marks.IsOvertaken(sql, "e")}",
                cancellationToken);
        }

        var hasHistory = connection.Scalar<long>($"select count(*) from {Keys}", cancellationToken) > 0;
        var except = hasHistory ? $" where not {InKeys(keys, "e", Keys)}" : "";
        if (hasHistory)
        {
            connection.Execute(
                $"create or replace temp table {Incoming} as select * exclude (_in) from ({sql.Select()}) e where {InKeys(keys, "e", Keys)}",
                cancellationToken);
        }

        var inHistory = hasHistory ? connection.Scalar<long>($"select count(*) from {Incoming}", cancellationToken) : 0;
        var single = marks.EventCount - inHistory;
        var deleted = sql.HasOperation
            ? connection.Scalar<long>($"select count(*) from ({sql.Select()}) e{except}{(except.Length > 0 ? " and" : " where")} e._deleted", cancellationToken)
            : 0;
        return new Scd2Intake(single == 0 ? null : SingleRows(sql, $"({sql.Select()}) e{except}"), single, deleted, hasHistory);
    }

    /// <summary>Compares the events with the last version of every key: one join, of which only what changes is kept.</summary>
    public static Scd2Intake IntoTable(
        DuckDbConnection connection, EventSql sql, MarkSet marks, string scanSql, CancellationToken cancellationToken)
    {
        var keys = sql.Shape.Keys;
        connection.Execute(TouchedSql(sql, marks, scanSql), cancellationToken);
        connection.Execute(
            $"""
            create or replace temp table {Repeated} as select {Sql.List(keys, "e")} from {sql.Events.KeyRelation} e
            where {InKeys(keys, "e", $"{Touched} where _in")} group by all having count(*) > 1
            """,
            cancellationToken);
        connection.Execute(KeysSql(sql, marks), cancellationToken);
        if (!marks.IsSole) AddAbsentKeys(connection, sql, marks, scanSql, cancellationToken);

        var hasRepeated = connection.Scalar<long>($"select count(*) from {Repeated}", cancellationToken) > 0;
        var hasHistory = connection.Scalar<long>($"select count(*) from {Keys}", cancellationToken) > 0;
        if (hasHistory)
        {
            var columns = $"{Sql.List(sql.Shape.Columns, "e")}, e._at, e._deleted, e._hash, e._source_id, e._batch_id, e._landing_file, e._position";
            // An event that repeats the table is not among the touched ones, but counts beside others of its key.
            connection.Execute(
                $"""
                create or replace temp table {Incoming} as select {columns} from {(hasRepeated ? $"({sql.Select()})" : Touched)} e
                where e._in and {InKeys(keys, "e", Keys)}
                """,
                cancellationToken);
        }

        var from = $"{Touched} e where e._in{(hasHistory ? $" and not {InKeys(keys, "e", Keys)}" : "")}";
        var single = connection.Counts($"select count(*), count(*) filter (where e._deleted) from {from}", cancellationToken);
        return new Scd2Intake(single[0] == 0 ? null : SingleRows(sql, from), single[0], single[1], hasHistory);
    }

    /// <summary>A row's key is in a relation of keys.</summary>
    public static string InKeys(ImmutableArray<string> keys, string row, string relation)
    {
        var (table, condition) = relation.Split(" where ", 2) is [var name, var where] ? (name, $"{where} and ") : (relation, "");
        return $"exists (select 1 from {table} k where {condition}{Sql.SameKey(keys, "k", row)})";
    }

    private static string TouchedSql(EventSql sql, MarkSet marks, string scanSql)
    {
        var keys = sql.Shape.Keys;
        var join = marks.IsSole ? "full" : "left";
        var absent = marks.IsSole && marks.New is [var sole]
            // A version that began after the snapshot says nothing about the snapshot's time: history must look.
            ? $" or (i._in is null and {sql.IsOfSource(sole, "l")} and not (l._last_deleted and l._last_from <= {sql.Moment(sole)}) and not {HeldBack(sql)})"
            : "";
        var lastKeys = string.Join(", ", keys.Select((key, i) => $"{Sql.Column(key)} as _key{i}"));
        var same = string.Join(" and ", keys.Select((key, i) => $"{Sql.Column(key, "i")} is not distinct from l._key{i}"));
        var columns = string.Join(", ", sql.Shape.Columns.Select(column =>
            keys.IndexOf(column) is >= 0 and var i ? $"coalesce({Sql.Column(column, "i")}, l._key{i}) as {Sql.Column(column)}" : Sql.Column(column, "i")));
        return $"""
            create or replace temp table {Touched} as
            select {columns}, i._at, i._deleted, i._hash, coalesce(i._source_id, l._source_id) as _source_id, i._batch_id, i._landing_file,
                i._position, coalesce(i._in, false) as _in, l._last_from is null as _is_new
            from ({sql.Select()}) i
            {join} join (
                select {lastKeys}, valid_from as _last_from, is_deleted as _last_deleted, change_hash as _last_hash,
                    observed_at[-1]._effective_at as _last_seen, {(marks.IsSole ? "_source_id" : "null as _source_id")}
                from ({scanSql}) where valid_to is null
            ) l on {same}
            where (i._in and not {IsRepeat(sql, marks)}){absent}
            """;
    }

    /// <summary>
    /// A snapshot's row that says what the table says of that time is implied by the snapshot's mark and leaves no trace of its own.
    /// </summary>
    private static string IsRepeat(EventSql sql, MarkSet marks)
    {
        var covered = marks.Incoming.Select(mark => mark.IsRowTime
            ? $"({sql.IsOf(mark, "i")} and l._last_from <= i._at and coalesce(l._last_seen <= i._at, true))"
            : $"({sql.IsOf(mark, "i")} and l._last_from = i._at and l._last_seen is null)");
        return $"coalesce(i._hash = l._last_hash and {Sql.Any(covered)}, false)";
    }

    private static string HeldBack(EventSql sql) =>
        sql.Events.HeldBack is not { } heldBack ? "false" : "exists (select 1 from " + heldBack + " h where " +
            string.Join(" and ", sql.Shape.Keys.Select((key, i) => $"{Sql.Column(key, "h")} is not distinct from l._key{i}")) + ")";

    private static string KeysSql(EventSql sql, MarkSet marks)
    {
        var keys = Sql.List(sql.Shape.Keys);
        var overtaken = marks.Any ? marks.IsOvertaken(sql, "t") : "false";
        return $"""
            create or replace temp table {Keys} as
            select {keys} from {Touched} t where not (t._in and t._is_new) or {overtaken}
            union select {keys} from {Repeated}
            """;
    }

    /// <summary>Keys in force at a snapshot's time that the snapshot lacks; the general way, for several snapshots or mixed events.</summary>
    private static void AddAbsentKeys(
        DuckDbConnection connection, EventSql sql, MarkSet marks, string scanSql, CancellationToken cancellationToken)
    {
        foreach (var mark in marks.New)
        {
            connection.Execute(
                $"""
                insert into {Keys} select {Sql.List(sql.Shape.Keys, "s")} from ({scanSql}) s
                where {sql.IsOfSource(mark, "s")} and not s.is_deleted and s.valid_from <= {sql.Moment(mark)}
                    and (s.valid_to is null or s.valid_to > {sql.Moment(mark)})
                    and not exists (select 1 from ({sql.PresentSql()}) p where {sql.IsOf(mark, "p")} and {Sql.SameKey(sql.Shape.Keys, "p", "s")})
                    and not {InKeys(sql.Shape.Keys, "s", Keys)}
                """,
                cancellationToken);
        }
    }

    private static string SingleRows(EventSql sql, string from) => $"""
        select {Sql.List(sql.Shape.Columns, "e")}, e._at as valid_from, cast(null as {sql.TimeType}) as valid_to, not e._deleted as is_current,
            e._deleted as is_deleted, e._hash as change_hash, cast(null as {Scd2HistorySql.ObservationsType(sql)}) as observed_at,
            e._source_id, e._batch_id, e._landing_file, e._position
        from {from}
        """;
}
