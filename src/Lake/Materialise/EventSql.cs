using System.Collections.Immutable;
using Carelake.Core;
using Carelake.DuckDb;

namespace Carelake.Lake.Materialise;

/// <summary>
/// SQL over the events of one write, with the columns under fixed names: the declared ones, then <c>_at</c>, <c>_deleted</c>,
/// <c>_hash</c> and the provenance.
/// </summary>
internal sealed class EventSql
{
    private static readonly string[] Required = [SystemColumns.EffectiveAt, .. SystemColumns.Provenance];
    private readonly Dictionary<string, string> _types;

    private EventSql(TableShape shape, EventSet events, Dictionary<string, string> types)
    {
        Shape = shape;
        Events = events;
        _types = types;
    }

    public TableShape Shape { get; }

    public EventSet Events { get; }

    public bool HasOperation => _types.ContainsKey(SystemColumns.Operation);

    /// <summary>Type of <c>_at</c>: a date counts as its midnight.</summary>
    public string TimeType => _types[SystemColumns.EffectiveAt] is "TIMESTAMP WITH TIME ZONE" ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";

    public string TypeOf(string column) => _types[column];

    /// <summary>Reads which columns the events have.</summary>
    /// <exception cref="CarelakeException">LAKE-0401: a column is missing.</exception>
    public static EventSql Describe(DuckDbConnection connection, TableShape shape, EventSet events, CancellationToken cancellationToken)
    {
        ChangeHash.Define(connection);
        var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, type) in connection.Rows(
            $"select column_name, column_type from (describe select * from {events.Relation})",
            row => (row.GetString(0), row.GetString(1)), cancellationToken))
            types[name] = type;
        var missing = shape.Columns.Concat(Required).Where(column => !types.ContainsKey(column)).ToImmutableArray();
        if (missing.Length > 0)
        {
            throw new CarelakeException(
                "LAKE-0401", $"The rows for {shape.Name} lack the columns {string.Join(", ", missing)}.", shape.Name,
                "Let every mapping of the table select them; NULL is a value.");
        }

        return new EventSql(shape, events, types);
    }

    /// <summary>A moment as a literal of the type of <c>_at</c>.</summary>
    public string Moment(SnapshotMark mark) => $"cast('{mark.TakenAtText}' as {TimeType})";

    /// <summary>The event came in the snapshot's batch.</summary>
    public string IsOf(SnapshotMark mark, string? of = null) =>
        $"({IsOfSource(mark, of)} and {Sql.Column(SystemColumns.BatchId, of)} = {Batch(mark)})";

    /// <summary>The row came from the snapshot's source.</summary>
    public string IsOfSource(SnapshotMark mark, string? of = null) =>
        $"{Sql.Column(SystemColumns.SourceId, of)} = cast({DuckDbSql.Literal(mark.SourceId)} as {_types[SystemColumns.SourceId]})";

    /// <summary>The snapshot's batch as a literal of the column's type.</summary>
    public string Batch(SnapshotMark mark) => $"cast({DuckDbSql.Literal(mark.BatchId)} as {_types[SystemColumns.BatchId]})";

    /// <summary>All events, under the fixed names. <c>_in</c> is true: an outer join shows by it which rows had an event.</summary>
    public string Select() => $"""
        select {ColumnsSql}, {AtSql} as _at, {DeletedSql} as _deleted,
            {(HasOperation ? $"case when {DeletedSql} then null else {HashSql} end" : HashSql)} as _hash,
            _source_id, _batch_id, _landing_file, coalesce(_position, cast('0' as {_types[SystemColumns.Position]})) as _position, true as _in
        from {Events.Relation}
        """;

    /// <summary>Keys that several events have; NULL keys group together, which is what "NULL equals NULL" asks for.</summary>
    public string RepeatedKeysSql => Events.RepeatedKeys is { } known
        ? $"select {Sql.List(Shape.Keys)} from {known}"
        : $"select {Sql.List(Shape.Keys)} from {Events.KeyRelation} group by all having count(*) > 1";

    /// <summary>Keys, source and batch of everything that the snapshots held, quarantined rows too.</summary>
    public string PresentSql()
    {
        var columns = $"{Sql.List(Shape.Keys)}, _source_id, _batch_id";
        var live = HasOperation ? $" where not {DeletedSql}" : "";
        var events = $"select {columns} from {Events.Relation}{live}";
        return Events.HeldBack is null ? events : $"{events} union all select {columns} from {Events.HeldBack}";
    }

    // A delete says nothing of the attributes, whatever its row holds.
    private string ColumnsSql => !HasOperation ? Sql.List(Shape.Columns) : string.Join(", ", Shape.Columns.Select(column =>
        Shape.Keys.Contains(column) ? Sql.Column(column) : $"case when not {DeletedSql} then {Sql.Column(column)} end as {Sql.Column(column)}"));

    private string DeletedSql => HasOperation ? "coalesce(cast(_op as varchar) = 'delete', false)" : "false";

    private string AtSql => $"coalesce(cast(_effective_at as {TimeType}), cast('0001-01-01' as {TimeType}))";

    private string HashSql
    {
        get
        {
            var attributes = Shape.Attributes.Except(Shape.Annotations).Select(name => (name, _types[name])).ToList();
            return Shape.HasOldHashes ? Sql.OldChangeHash(attributes) : ChangeHash.Of(attributes);
        }
    }
}
