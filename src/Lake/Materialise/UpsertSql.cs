using System.Collections.Immutable;

namespace Carelake.Lake.Materialise;

/// <summary>The statements of <see cref="UpsertMaterialisation"/>.</summary>
internal sealed class UpsertSql(EventSql sql, MarkSet marks)
{
    private const string Touched = "_ups_touched";
    private const string Repeated = "_ups_repeated";
    private const string Winner = "_ups_winner";

    // Of the snapshots of a source, only the newest says which keys are gone: what it held, it held after the others.
    private readonly ImmutableArray<SnapshotMark> _newest =
    [
        .. marks.Old.Concat(marks.New).GroupBy(mark => mark.SourceId, StringComparer.Ordinal)
            .Select(group => group.MaxBy(mark => mark.TakenAt)).OfType<SnapshotMark>(),
    ];

    private ImmutableArray<string> Keys => sql.Shape.Keys;

    private ImmutableArray<SnapshotMark> Deciding => [.. _newest.Where(marks.New.Contains)];

    private bool IsSole => marks.IsSole && Deciding.Length == 1;

    /// <summary>Rows of keys that were worked out.</summary>
    public string WinnerRows => $"""
        select {Sql.List(sql.Shape.Columns)}, _at as _effective_at, _deleted as is_deleted, _hash as change_hash, {Sql.List(SystemColumns.Provenance)}
        from {Winner}
        """;

    /// <summary>Events of keys that have only one, straight into an empty table.</summary>
    public string StreamedRows => $"""
        select {Sql.List(sql.Shape.Columns)}, _at as _effective_at, _deleted as is_deleted, _hash as change_hash, {Sql.List(SystemColumns.Provenance)}
        from ({sql.Select()}) e where not {Scd2Intake.InKeys(Keys, "e", Repeated)}
        """;

    /// <summary>Where the rows stand that winners replace.</summary>
    public string Removed(string locatedSql) =>
        $"select _file, _file_row from ({locatedSql}) s where {Scd2Intake.InKeys(Keys, "s", $"{Winner} where not _is_new")}";

    /// <summary>Everything that leads to the winners, in order.</summary>
    /// <param name="scanSql">The table; null when there is none.</param>
    /// <param name="streams">Only keys with several events are worked out.</param>
    public IEnumerable<string> Statements(string? scanSql, bool streams)
    {
        if (streams)
        {
            yield return $"create or replace temp table {Repeated} as {sql.RepeatedKeysSql}";
        }

        yield return scanSql is null ? NewSql(streams) : TouchedSql(scanSql);
        yield return WinnerSql();
        foreach (var mark in Deciding)
        {
            yield return EndWinners(mark);
            if (scanSql is not null) yield return IsSole ? EndAbsent(mark) : EndAbsent(mark, scanSql);
        }
    }

    /// <summary>Ten numbers: events worked out, inserted, updated, late, deleted, duplicates, vanished, winners, winners that replace, streamed deletes.</summary>
    public string Counts(bool streams) => $"""
        select (select count(*) from {Touched} where _in),
            count(*) filter (where _fate = 'inserted'), count(*) filter (where _fate = 'updated'),
            (select count(*) from {Touched} where _in) - count(*) filter (where _fate in ('inserted', 'updated', 'deleted', 'duplicate'))
                - (select cast(coalesce(sum(_repeats), 0) as bigint) from {Winner}),
            count(*) filter (where _fate = 'deleted'),
            count(*) filter (where _fate = 'duplicate') + (select cast(coalesce(sum(_repeats), 0) as bigint) from {Winner}),
            count(*) filter (where _fate = 'vanished' or _fate = 'ended'), count(*), count(*) filter (where not _is_new),
            {(streams && sql.HasOperation ? $"(select count(*) from ({sql.Select()}) e where e._deleted and not {Scd2Intake.InKeys(Keys, "e", Repeated)})" : "0")}
        from {Winner}
        """;

    private string NewSql(bool streams) => $"""
        create or replace temp table {Touched} as
        select *, true as _is_new, true as _beats, cast(null as boolean) as _was_deleted, cast(null as bigint) as _last_hash
        from ({sql.Select()}) e {(streams ? $"where {Scd2Intake.InKeys(Keys, "e", Repeated)}" : "")}
        """;

    private string TouchedSql(string scanSql)
    {
        var lastKeys = string.Join(", ", Keys.Select((key, i) => $"{Sql.Column(key)} as _key{i}"));
        var same = string.Join(" and ", Keys.Select((key, i) => $"{Sql.Column(key, "i")} is not distinct from l._key{i}"));
        var columns = string.Join(", ", sql.Shape.Columns.Select(column =>
            Keys.IndexOf(column) is >= 0 and var i ? $"coalesce({Sql.Column(column, "i")}, l._key{i}) as {Sql.Column(column)}" : Sql.Column(column, "i")));
        var absent = IsSole ? $" or (i._in is null and {Gone(Deciding[0], "l")})" : "";
        return $"""
            create or replace temp table {Touched} as
            select {columns}, {TimeSql} as _at, i._deleted, i._hash, coalesce(i._source_id, l._source_id) as _source_id, i._batch_id,
                i._landing_file, i._position, coalesce(i._in, false) as _in, l._last_at is null as _is_new,
                case when l._last_at is null then not {Overtaken} else {BeatsSql} end as _beats, l.is_deleted as _was_deleted, l.change_hash as _last_hash
            from ({sql.Select()}) i
            {(IsSole ? "full" : "left")} join (
                select {lastKeys}, _effective_at as _last_at, is_deleted, change_hash, _source_id, _batch_id, _position from ({scanSql})
            ) l on {same}
            where (i._in and not {RepeatSql}){absent}
            """;
    }

    private string Gone(SnapshotMark mark, string of) =>
        $"{sql.IsOfSource(mark, of)} and not {of}.is_deleted and {of}._last_at <= {sql.Moment(mark)}";

    // A snapshot that holds a deleted key brings it back as of its own time, whatever time the row gives itself.
    private string TimeSql => _newest.Where(mark => !mark.IsRowTime).Aggregate("i._at", (time, mark) =>
        $"case when {sql.IsOf(mark, "i")} and l.is_deleted and l._last_at <= {sql.Moment(mark)} then greatest({time}, {sql.Moment(mark)}) else {time} end");

    // Snapshots whose rows have the snapshot's time confirmed every key they held, without a trace in the rows.
    private string LastTimeSql => marks.Old.Where(mark => mark.IsRowTime).GroupBy(mark => mark.SourceId, StringComparer.Ordinal)
        .Select(group => group.MaxBy(mark => mark.TakenAt)).OfType<SnapshotMark>()
        .Aggregate("l._last_at", (time, mark) => $"case when {sql.IsOfSource(mark, "l")} then greatest({time}, {sql.Moment(mark)}) else {time} end");

    private string BeatsSql => $"""
        ({TimeSql} > {LastTimeSql} or ({TimeSql} = {LastTimeSql} and (l._position is null or i._batch_id > l._batch_id
            or (i._batch_id = l._batch_id and (i._position > l._position
                or (i._position = l._position and coalesce(i._hash, -1) > coalesce(l.change_hash, -1)))))))
        """;

    private string RepeatSql
    {
        get
        {
            var covered = marks.Incoming.Select(mark => $"({sql.IsOf(mark, "i")} and {(mark.IsRowTime ? "l._last_at <= i._at" : "l._last_at = i._at")})");
            var same = "i._hash is not distinct from l.change_hash and i._deleted = l.is_deleted";
            return $"coalesce({same} and ({Sql.Any(covered)} or (i._at = l._last_at and not {BeatsSql})), false)";
        }
    }

    private string Overtaken
    {
        get
        {
            // The newest snapshot decides; when it is among the events, it ends what it lacks below.
            var old = _newest.Where(marks.Old.Contains)
                .Select(mark => $"({sql.IsOfSource(mark, "i")} and not {sql.IsOf(mark, "i")} and i._at <= {sql.Moment(mark)})");
            return $"coalesce({Sql.Any(old)}, false)";
        }
    }

    // _repeats: other events of the key in this write that say the same of the same moment.
    private string WinnerSql()
    {
        var fate = """
            case when _deleted and coalesce(_was_deleted, false) then 'duplicate' when _deleted then 'deleted' when _is_new then 'inserted'
                when _hash = _last_hash and not _was_deleted then 'duplicate' else 'updated' end
            """;
        return $"""
            create or replace temp table {Winner} as
            select * exclude (_in, _beats, _rank, _was_deleted, _last_hash), {fate} as _fate from (
                select *, row_number() over w as _rank,
                    count(*) over (partition by {Sql.List(Keys)}, _at, _hash, _deleted) - 1 as _repeats
                from {Touched} where _in and _beats
                window w as (partition by {Sql.List(Keys)} order by _at desc, _batch_id desc, _position desc, _hash desc nulls last)
            ) where _rank = 1
            """;
    }

    private string EndWinners(SnapshotMark mark)
    {
        var ended = string.Join(", ", sql.Shape.Attributes.Select(name => $"{Sql.Column(name)} = null").Append(
            $"_at = {sql.Moment(mark)}, _deleted = true, _hash = null, _batch_id = {sql.Batch(mark)}, _landing_file = null, _position = null, " +
            "_fate = case when _is_new then 'gone' else 'ended' end"));
        return $"""
            update {Winner} set {ended}
            where {sql.IsOfSource(mark, Winner)} and not {sql.IsOf(mark, Winner)} and not _deleted and _at <= {sql.Moment(mark)}
                and not exists (select 1 from ({sql.PresentSql()}) p where {sql.IsOf(mark, "p")} and {Sql.SameKey(Keys, "p", Winner)})
            """;
    }

    private string EndAbsent(SnapshotMark mark) =>
        EndRows(mark, $"{Touched} s where not s._in{NotHeldBack(mark)}");

    private string EndAbsent(SnapshotMark mark, string scanSql) => EndRows(
        mark,
        $"""
        (select *, _effective_at as _last_at from ({scanSql})) s where {Gone(mark, "s")}
            and not exists (select 1 from ({sql.PresentSql()}) p where {sql.IsOf(mark, "p")} and {Sql.SameKey(Keys, "p", "s")})
            and not {Scd2Intake.InKeys(Keys, "s", Winner)}
        """);

    private string NotHeldBack(SnapshotMark mark) => sql.Events.HeldBack is not { } relation
        ? "" : $" and not exists (select 1 from {relation} h where {sql.IsOf(mark, "h")} and {Sql.SameKey(Keys, "h", "s")})";

    private string EndRows(SnapshotMark mark, string from)
    {
        return $"""
            insert into {Winner} by name
            select {Sql.List(Keys, "s")}, {sql.Moment(mark)} as _at, true as _deleted, s._source_id, {sql.Batch(mark)} as _batch_id, false as _is_new,
                0 as _repeats, 'vanished' as _fate
            from {from}
            """;
    }
}
