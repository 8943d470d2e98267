namespace Carelake.Lake.Materialise;

/// <summary>The statements of <see cref="Scd2History"/>, in order. Each makes one temporary table from those before it.</summary>
internal static class Scd2HistorySql
{
    private const string Keys = Scd2Intake.Keys;
    private const string Incoming = Scd2Intake.Incoming;

    public static IEnumerable<string> Statements(EventSql sql, MarkSet marks, string? locatedSql)
    {
        if (marks.Any) yield return Bounds(sql);
        yield return Events(sql, marks);
        if (marks.Any)
        {
            yield return Implied(sql);
            yield return Confirmed(sql);
        }

        yield return Ranked(sql);
        yield return States(sql, marks);
        yield return Versions(sql);
        yield return Difference(sql, "_scd_added", "_scd_version", "_scd_stored");
        yield return Difference(sql, "_scd_removed", "_scd_stored", "_scd_version");
    }

    /// <summary>
    /// Nine numbers: events, inserted, updated, late, deleted, duplicates, vanished keys, rows to add, rows to remove.
    /// An event is late when it changes what was held of a time before the last one known.
    /// </summary>
    public static string Counts(EventSql sql, MarkSet marks)
    {
        var keys = sql.Shape.Keys;
        var isNew = marks.Any ? "(select bool_or(m._new) from _scd_mark m where m._source_id = s._source_id and m._batch_id = s._batch_id)" : "false";
        return $"""
            with known as (
                select {Sql.List(keys)}, max(coalesce(observed_at[-1]._effective_at, valid_from)) as _last from _scd_stored group by all
            ),
            story as (
                select s.*, k._last, min(s._at) over (partition by {Sql.List(keys, "s")}) as _first
                from _scd_state s left join known k on {Sql.SameKey(keys, "k", "s")}
            ),
            told as (
                select case
                    when not _starts then 'duplicate' when _at < _last then 'late' when _deleted then 'deleted'
                    when _last is null and _at = _first then 'inserted' else 'updated' end as _fate
                from story where _incoming
                union all
                select case when _hash is not distinct from _winner_hash and _deleted = _winner_deleted then 'duplicate' else 'late' end
                from _scd_ranked where _incoming and _rank > 1
            )
            select count(*), count(*) filter (where _fate = 'inserted'), count(*) filter (where _fate = 'updated'),
                count(*) filter (where _fate = 'late'), count(*) filter (where _fate = 'deleted'),
                count(*) filter (where _fate = 'duplicate'),
                (select count(*) from _scd_state s where s._starts and s._deleted and s._kind = 1 and {isNew}),
                (select count(*) from _scd_added), (select count(*) from _scd_removed)
            from told
            """;
    }

    /// <summary>The type of observations: when, and where they came from.</summary>
    public static string ObservationsType(EventSql sql)
    {
        var origin = SystemColumns.Provenance.Select(column => $"{column} {sql.TypeOf(column)}");
        return $"struct(_effective_at {sql.TimeType}, {string.Join(", ", origin)})[]";
    }

    /// <summary>The first of the tables: every stored version of the keys.</summary>
    public static string Stored(EventSql sql, string? locatedSql) => locatedSql is null
        ? $"""
            create or replace temp table _scd_stored as select {Sql.List(sql.Shape.Columns)}, _at as valid_from, _at as valid_to,
                false as is_current, false as is_deleted, _hash as change_hash, cast(null as {ObservationsType(sql)}) as observed_at,
                _source_id, _batch_id, _landing_file, _position, '' as _file, 0::bigint as _file_row
            from {Incoming} limit 0
            """
        : $"""
            create or replace temp table _scd_stored as
            select {Sql.List(Scd2Materialisation.ColumnsOf(sql.Shape), "s")}, s._file, s._file_row from ({locatedSql}) s
            where {Scd2Intake.InKeys(sql.Shape.Keys, "s", Keys)}
            """;

    // What snapshots imply is worked out anew from the first moment that something new is said of; before it, it stands as stored.
    private static string Bounds(EventSql sql)
    {
        var keys = Sql.List(sql.Shape.Keys);
        return $"""
            create or replace temp table _scd_bound as
            with said as (
                select {keys}, _source_id, valid_from as _at, false as _fresh from _scd_stored
                union all select {keys}, _source_id, _at, true from {Incoming}
            ),
            begun as (
                select {keys}, _source_id, min(_at) over (partition by {keys}) as _begin,
                    min(_at) filter (where _fresh) over (partition by {keys}) as _told
                from said
            )
            select {keys}, _source_id, min(_begin) as _begin, least(min(_told), min(_taken)) as _first
            from begun b left join (select _source_id as _of, min(_at) as _taken from _scd_mark where _new group by all) m
                on m._of = b._source_id
            group by {keys}, _source_id
            """;
    }

    // Kinds of events: 0 told by a source; 1 implied by a snapshot that lacked the key, or that held it with values of its own time;
    // 2 implied by a snapshot that held the key, with the values it had last.
    private static string Events(EventSql sql, MarkSet marks)
    {
        var columns = Sql.List(sql.Shape.Columns, "s");
        var unimplied = marks.Any
            ? $"""
                where s._position is not null or not exists (
                    select 1 from _scd_bound b where {Sql.SameKey(sql.Shape.Keys, "b", "s")} and b._source_id = s._source_id and s.valid_from >= b._first)
                """
            : "";
        var confirmed = $"cast(null as {sql.TypeOf(SystemColumns.BatchId)})";
        return $"""
            create or replace temp table _scd_event as
            select {columns}, s.valid_from as _at, s.is_deleted as _deleted, s.change_hash as _hash,
                s._source_id, s._batch_id, s._landing_file, s._position, false as _incoming,
                case when s._position is null then 1 else 0 end as _kind, {confirmed} as _confirmed
            from _scd_stored s {unimplied}
            union all
            select {columns}, s._seen._effective_at, s.is_deleted, s.change_hash,
                s._seen._source_id, s._seen._batch_id, s._seen._landing_file, s._seen._position, false, 0, {confirmed}
            from (select *, unnest(observed_at) as _seen from _scd_stored where observed_at is not null) s
            union all
            select {columns}, s._at, s._deleted, s._hash, s._source_id, s._batch_id, s._landing_file, s._position, true, 0, {confirmed}
            from {Incoming} s
            """;
    }

    private static string Implied(EventSql sql)
    {
        var keys = sql.Shape.Keys;
        var heldBack = sql.Events.HeldBack is { } relation
            ? $" union select {Sql.List(keys)}, _source_id, _batch_id from {relation} h where {Scd2Intake.InKeys(keys, "h", Keys)}"
            : "";
        var values = sql.Shape.Columns.Select(column => Sql.Column(column, keys.Contains(column) ? "b" : "s"));
        var held = sql.Shape.Columns.Select(column =>
            keys.Contains(column) ? Sql.Column(column) : $"case when _row_time and not _lacks then {Sql.Column(column)} end");
        return $"""
            insert into _scd_event
            with held as (select distinct {Sql.List(keys)}, _source_id, _batch_id from {Incoming} where not _deleted{heldBack}),
            seen as (
                select {string.Join(", ", values)}, m._at, m._source_id, m._batch_id, m._row_time, s.change_hash,
                    not m._new and s.valid_from is not null and not s.is_deleted as _stands,
                    case when m._new then h._batch_id is null
                        else (s.valid_from is null or s.is_deleted) and h._batch_id is null end as _lacks
                from _scd_bound b join _scd_mark m on m._source_id = b._source_id
                left join _scd_stored s on {Sql.SameKey(keys, "s", "b")} and s.valid_from <= m._at
                    and {OpenEnd(sql, "s")} > m._at
                left join held h on {Sql.SameKey(keys, "h", "b")} and h._source_id = m._source_id and h._batch_id = m._batch_id
                where m._at >= b._begin and (m._new or m._at >= b._first)
            ),
            -- That a snapshot held a key matters only to keys that were ever gone.
            gone as (
                select {Sql.List(keys)} from _scd_event where _deleted union select {Sql.List(keys)} from seen where _lacks
            )
            select {string.Join(", ", held)}, s._at, _lacks, case when _row_time and not _lacks then change_hash end,
                _source_id, _batch_id, null, null, false, case when _lacks or _row_time then 1 else 2 end, null
            from seen s where _lacks or (_row_time and _stands) or (not _row_time and {Scd2Intake.InKeys(keys, "s", "gone")})
            """;
    }

    // One comparison instead of two joined by "or", which would make the engine compare every pair of rows.
    private static string OpenEnd(EventSql sql, string of) => $"coalesce({of}.valid_to, cast('infinity' as {sql.TimeType}))";

    // A snapshot that held a key unchanged said again what the version in force says: with its own, higher sequence. That matters
    // only where another event claims the same moment.
    private static string Confirmed(EventSql sql)
    {
        var keys = sql.Shape.Keys;
        return $"""
            update _scd_event e set _confirmed = c._batch_id
            from (
                select {Sql.List(keys, "s")}, s.valid_from as _at, max(m._batch_id) as _batch_id
                from _scd_stored s
                join {Incoming} i on {Sql.SameKey(keys, "i", "s")} and i._at = s.valid_from and i._hash is distinct from s.change_hash
                join _scd_mark m on not m._new and not m._row_time and m._source_id = s._source_id and m._at >= s.valid_from
                    and m._at < {OpenEnd(sql, "s")}
                where not s.is_deleted group by all
            ) c
            where {Sql.SameKey(keys, "c", "e")} and c._at = e._at and e._kind = 0 and not e._incoming
            """;
    }

    // What a source tells of a moment outranks what a snapshot of that very moment implies; then the higher sequence holds. The hash
    // only makes the choice certain between two rows with one sequence.
    private static string Ranked(EventSql sql) => $"""
        create or replace temp table _scd_ranked as
        select *, row_number() over w as _rank, first_value(_hash) over w as _winner_hash, first_value(_deleted) over w as _winner_deleted
        from _scd_event
        window w as (
            partition by {Sql.List(sql.Shape.Keys)}, _at
            order by _kind, greatest(_confirmed, _batch_id) desc nulls last, _position desc nulls last, _hash desc nulls last, _incoming)
        """;

    private static string States(EventSql sql, MarkSet marks)
    {
        var keys = Sql.List(sql.Shape.Keys);
        var attributes = sql.Shape.Attributes;
        var told = string.Join(", ", attributes.Select((name, i) => $"a{i} := {Sql.Column(name)}").Prepend("h := _hash"));
        var filled = attributes.Select((name, i) => $"case when _kind = 2 then _last_told.a{i} else {Sql.Column(name)} end as {Sql.Column(name)}")
            .Prepend("case when _kind = 2 then _last_told.h else _hash end as _hash");
        var winners = !marks.Any ? "select * from _scd_ranked where _rank = 1" : $"""
            select * exclude (_last_told) replace ({string.Join(", ", filled)}) from (
                select *, last_value(case when _kind < 2 and not _deleted then struct_pack({told}) end ignore nulls)
                    over (partition by {keys} order by _at rows unbounded preceding) as _last_told
                from _scd_ranked where _rank = 1
            ) where _kind < 2 or _last_told is not null
            """;
        return $"""
            create or replace temp table _scd_state as
            select *, lag(_deleted) over w is null or _deleted <> lag(_deleted) over w or _hash is distinct from lag(_hash) over w as _starts
            from ({winners}) window w as (partition by {keys} order by _at)
            """;
    }

    private static string Versions(EventSql sql)
    {
        var keys = sql.Shape.Keys;
        var origin = string.Join(", ", SystemColumns.Provenance.Select(column => $"{column} := {column}"));
        return $"""
            create or replace temp table _scd_version as
            with run as (
                select *, count(*) filter (where _starts) over (partition by {Sql.List(keys)} order by _at rows unbounded preceding) as _run
                from _scd_state
            ),
            seen as (
                select {Sql.List(keys)}, _run, list(struct_pack(_effective_at := _at, {origin}) order by _at) as observed_at
                from run where not _starts and _kind = 0 group by all
            ),
            version as (
                select *, lead(_at) over (partition by {Sql.List(keys)} order by _at) as _until from run where _starts
            )
            select {Sql.List(sql.Shape.Columns, "v")}, v._at as valid_from, v._until as valid_to, v._until is null and not v._deleted as is_current,
                v._deleted as is_deleted, v._hash as change_hash,
                cast(seen.observed_at as {ObservationsType(sql)}) as observed_at,
                {Sql.List(SystemColumns.Provenance, "v")}
            from version v left join seen on {Sql.SameKey(keys, "seen", "v")} and seen._run = v._run
            """;
    }

    private static string Difference(EventSql sql, string name, string of, string without)
    {
        string[] compared =
        [
            SystemColumns.ValidTo, SystemColumns.IsDeleted, SystemColumns.ChangeHash, .. SystemColumns.Provenance,
        ];
        return $"""
            create or replace temp table {name} as
            select * from {of} a where not exists (
                select 1 from {without} b
                where {Sql.SameKey([.. sql.Shape.Keys, .. compared], "a", "b")} and a.valid_from = b.valid_from
                    and cast(a.observed_at as varchar) is not distinct from cast(b.observed_at as varchar))
            """;
    }
}
