using System.Collections.Immutable;
using Carelake.DuckDb;

namespace Carelake.Lake.Materialise;

/// <summary>
/// The first look at the events: drops those that the table already says, takes the plain ones straight on (single events of new keys,
/// the next state of a key, keys that a snapshot lacks), and names the keys (<see cref="Keys"/>) and events (<see cref="Incoming"/>)
/// that need their history worked out.
/// </summary>
/// <param name="RowsSql">Rows to add; null when there are none.</param>
/// <param name="RemovedRowsSql">Locations of last versions that <paramref name="RowsSql"/> has again, closed; null when there are none.</param>
/// <param name="Counts">What became of the plain events.</param>
/// <param name="HasHistory">There are keys to work out.</param>
internal sealed record Scd2Intake(string? RowsSql, string? RemovedRowsSql, MaterialiseCounts Counts, bool HasHistory)
{
    /// <summary>The whole rows that go; null when there are none.</summary>
    public string? RemovedContentSql { get; private init; }

    public const string Keys = "_scd_key";
    public const string Incoming = "_scd_incoming";
    private const string Touched = "_scd_touched";
    private const string Repeated = "_scd_repeated";
    private const string Closed = "_scd_closed";

    /// <summary>
    /// Nothing is stored yet, so a key with one event is a row as it comes: the events stream through, after one hash aggregate over
    /// the keys that finds those with several.
    /// </summary>
    public static Scd2Intake IntoEmpty(DuckDbConnection connection, EventSql sql, MarkSet marks, CancellationToken cancellationToken)
    {
        var keys = sql.Shape.Keys;
        connection.Execute($"create or replace temp table {Keys} as {sql.RepeatedKeysSql}", cancellationToken);
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
        return new Scd2Intake(
            single == 0 ? null : SingleRows(sql, $"({sql.Select()}) e{except}"), null,
            new MaterialiseCounts(single) { Inserted = single - deleted, Deleted = deleted }, hasHistory);
    }

    /// <summary>Compares the events with the last version of every key: one join, of which only what changes is kept.</summary>
    public static Scd2Intake IntoTable(
        DuckDbConnection connection, EventSql sql, MarkSet marks, string scanSql, string locatedSql, CancellationToken cancellationToken)
    {
        var keys = sql.Shape.Keys;
        connection.Execute(TouchedSql(sql, marks, scanSql), cancellationToken);
        connection.Execute(
            $"""
            create or replace temp table {Repeated} as select {Sql.List(keys, "e")} from {sql.Events.KeyRelation} e
            semi join (select {Sql.List(keys)} from {Touched} where _in) k on {Sql.SameKey(keys, "k", "e")} group by all having count(*) > 1
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

        return Plain(connection, sql, marks, locatedSql, hasHistory, cancellationToken);
    }

    // No window is needed where nothing can stand between: the last version ends where the event begins.
    private static Scd2Intake Plain(
        DuckDbConnection connection, EventSql sql, MarkSet marks, string locatedSql, bool hasHistory, CancellationToken cancellationToken)
    {
        var plain = $"{Touched} e where {(hasHistory ? $"not {InKeys(sql.Shape.Keys, "e", Keys)}" : "true")}";
        var counts = connection.Counts(
            $"""
            select count(*) filter (where e._in), count(*) filter (where e._in and e._is_new and not e._deleted),
                count(*) filter (where e._in and e._deleted), count(*) filter (where e._is_next), count(*) filter (where e._is_gone)
            from {plain}
            """,
            cancellationToken);
        var (events, inserted, deleted, updated, vanished) = (counts[0], counts[1], counts[2], counts[3], counts[4]);
        var parts = new List<string>();
        if (events > 0) parts.Add(SingleRows(sql, $"{plain} and e._in"));
        var closes = updated + vanished > 0;
        if (closes)
        {
            connection.Execute(ClosedSql(sql, marks, locatedSql, plain), cancellationToken);
            parts.Add($"select {Sql.List(Scd2Materialisation.ColumnsOf(sql.Shape))} from {Closed}");
        }

        if (vanished > 0) parts.Add(GoneRows(sql, marks.New[0], $"{plain} and e._is_gone"));
        return new Scd2Intake(
            parts.Count == 0 ? null : string.Join(" union all ", parts), closes ? $"select _file, _file_row from {Closed}" : null,
            new MaterialiseCounts(events) { Inserted = inserted, Updated = updated, Deleted = deleted, Vanished = vanished }, hasHistory)
        {
            RemovedContentSql = closes ? ClosedBefore(sql) : null,
        };
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
        // No event lacks a key, so a stored row that does finds none in either way.
        var equals = sql.Events.MayLackKeys ? "is not distinct from" : "=";
        var same = string.Join(" and ", keys.Select((key, i) => $"{Sql.Column(key, "i")} {equals} l._key{i}"));
        var columns = string.Join(", ", sql.Shape.Columns.Select(column =>
            keys.IndexOf(column) is >= 0 and var i ? $"coalesce({Sql.Column(column, "i")}, l._key{i}) as {Sql.Column(column)}" : Sql.Column(column, "i")));
        return $"""
            create or replace temp table {Touched} as
            select {columns}, i._at, i._deleted, i._hash, coalesce(i._source_id, l._source_id) as _source_id, i._batch_id, i._landing_file,
                i._position, coalesce(i._in, false) as _in, l._last_from, l._last_from is null as _is_new,
                {IsNext(sql, marks)} as _is_next, {IsGone(sql, marks)} as _is_gone
            from ({sql.Select()}) i
            {join} join (
                select {lastKeys}, valid_from as _last_from, is_deleted as _last_deleted, change_hash as _last_hash,
                    observed_at[-1]._effective_at as _last_seen, _source_id
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

    /// <summary>
    /// The event is the next state of its key and no snapshot says more about it: it begins after all that is known of the key, and
    /// not after the snapshot that holds it. A snapshot taken since, whose rows carry times of their own, said only that the key was
    /// there, as history already has it; one whose rows carry its time said with which values, and history must look.
    /// </summary>
    private static string IsNext(EventSql sql, MarkSet marks)
    {
        if (!marks.New.IsEmpty && !marks.IsSole) return "false";
        var begun = marks.New is [var sole] ? $" and i._at <= {sql.Moment(sole)}" : "";
        var restated = marks.Old.Where(mark => mark.IsRowTime).MaxBy(mark => mark.TakenAt) is { } last ? $" and i._at > {sql.Moment(last)}" : "";
        return $"""
            coalesce(i._in and not i._deleted and i._source_id = l._source_id and i._at > l._last_from and coalesce(i._at > l._last_seen, true)
                and case when l._last_deleted then not {marks.IsOvertaken(sql, "i")} else i._hash <> l._last_hash end{begun}{restated}, false)
            """;
    }

    /// <summary>The one new snapshot lacks the key, and nothing is known of the key or of its source after the snapshot.</summary>
    private static string IsGone(EventSql sql, MarkSet marks) =>
        marks is { IsSole: true, New: [var sole] } && !marks.Old.Any(mark => mark.TakenAt >= sole.TakenAt)
            ? $"""
                coalesce(i._in is null and not l._last_deleted and l._last_from < {sql.Moment(sole)} and coalesce(l._last_seen < {sql.Moment(sole)}, true), false)
                """
            : "false";

    private static string ClosedSql(EventSql sql, MarkSet marks, string locatedSql, string plain)
    {
        var end = marks.New is [var sole] ? $"coalesce(c._at, {sql.Moment(sole)})" : "c._at";
        var columns = Scd2Materialisation.ColumnsOf(sql.Shape).Select(column => column switch
        {
            SystemColumns.ValidTo => $"{end} as {column}",
            SystemColumns.IsCurrent => $"false as {column}",
            _ => Sql.Column(column, "s"),
        });
        return $"""
            create or replace temp table {Closed} as
            select {string.Join(", ", columns)}, s._file, s._file_row from ({locatedSql}) s
            join (select {Sql.List(sql.Shape.Keys, "e")}, e._at, e._last_from from {plain} and (e._is_next or e._is_gone)) c
                on {Sql.SameKey(sql.Shape.Keys, "c", "s")} and s.valid_from = c._last_from
            """;
    }

    // What is closed was the last version of its key.
    private static string ClosedBefore(EventSql sql)
    {
        var columns = Scd2Materialisation.ColumnsOf(sql.Shape).Select(column => column switch
        {
            SystemColumns.ValidTo => $"cast(null as {sql.TimeType}) as {column}",
            SystemColumns.IsCurrent => $"not {SystemColumns.IsDeleted} as {column}",
            _ => Sql.Column(column),
        });
        return $"select {string.Join(", ", columns)} from {Closed}";
    }

    private static string GoneRows(EventSql sql, SnapshotMark mark, string from)
    {
        var columns = sql.Shape.Columns.Select(column => sql.Shape.Keys.Contains(column) ? Sql.Column(column, "e") : $"null as {Sql.Column(column)}");
        return $"""
            select {string.Join(", ", columns)}, {sql.Moment(mark)} as valid_from, cast(null as {sql.TimeType}) as valid_to, false as is_current,
                true as is_deleted, null as change_hash, cast(null as {Scd2HistorySql.ObservationsType(sql)}) as observed_at,
                e._source_id, {sql.Batch(mark)} as _batch_id, null as _landing_file, null as _position
            from {from}
            """;
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
            select {keys} from {Touched} t where not (t._is_next or t._is_gone or (t._in and t._is_new and not {overtaken}))
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
