using System.Collections.Immutable;
using System.Data.Common;
using Carelake.Access.Rows;
using Carelake.Core;
using Carelake.DuckDb;

namespace Carelake.Access.Reading;

/// <summary>One page of a table, read as its viewer may see it.</summary>
/// <param name="connection">Reads.</param>
/// <param name="view">What the viewer may see.</param>
/// <param name="kept">The engine's copy of the table; <see langword="null"/> when the lake's files are read.</param>
/// <param name="keys">The table's keys.</param>
/// <param name="wishes">Names the patients' wishes that are in force.</param>
internal sealed class TablePage(DuckDbConnection connection, GovernedView view, KeptTable? kept, IReadOnlyList<string> keys, string wishes)
{
    private const int MostPatientsWithKeys = 200;

    // A page's rows are looked for among the first so many of the table, and then among more and more.
    private const long FirstPiece = 2048;
    private const long PieceFactor = 16;

    private readonly ImmutableArray<GovernedColumn> _columns = view.Columns;

    /// <summary>Reads the page.</summary>
    /// <returns>The rows, and the keys of those about each patient.</returns>
    public (GovernedRows Rows, IReadOnlyDictionary<string, IReadOnlyList<string>> Patients) Read(RowsQuery query, CancellationToken cancellationToken)
    {
        var where = Condition(query);
        var places = Places(query, cancellationToken);
        var offset = (query.Page - 1L) * query.PageSize;
        var patients = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        ImmutableArray<GovernedRow> rows;
        if (kept is not null && places is null && query.Sort is null && query.DistinctBy.IsEmpty && IsInPlace(kept))
            rows = Walk(kept, query, where, offset, patients, cancellationToken);
        else
            rows = Fetch($"select * {From(RowsSql(places), where, query)}{OrderOf(query)} limit {query.PageSize} offset {offset}", patients, cancellationToken);

        var snapshot = view.Resource.Snapshot;
        return (new(view.Resource.Table, _columns, rows)
        {
            Page = query.Page, PageSize = query.PageSize, Total = Total(query, where, places, offset, rows.Length, cancellationToken), AsOf = snapshot.Timestamp, Version = snapshot.Version,
        }, patients);
    }

    // Where a copy is in the order of the keys as they are and the viewer sees something else in their place, the order is that of what is seen.
    private bool IsInPlace(KeptTable table) => !table.IsOrdered || keys.All(key => _columns.Any(column => column.Name == key && column.Shown == Obligation.None));

    private ImmutableArray<GovernedRow> Walk(KeptTable table, RowsQuery query, string where, long offset, Dictionary<string, IReadOnlyList<string>> patients, CancellationToken cancellationToken)
    {
        for (var end = Math.Max(FirstPiece, (offset + query.PageSize) * 2); ; end *= PieceFactor)
        {
            patients.Clear();
            var rows = Fetch($"select * {From(table.BeginningSql(end), where, query)} order by {KeptTable.Place} limit {query.PageSize} offset {offset}", patients, cancellationToken);
            if (rows.Length == query.PageSize || end >= table.Rows) return rows;
        }
    }

    private long Total(RowsQuery query, string where, IReadOnlyCollection<long>? places, long offset, int rows, CancellationToken cancellationToken)
    {
        // The last page tells by itself how many there are.
        if (rows < query.PageSize && (rows > 0 || offset == 0)) return offset + rows;
        var sql = $"select count(*) {From(RowsSql(places), where, query)}";
        return kept is null ? Count() : kept.Total(sql, wishes, Count);

        long Count() => connection.Scalar<long>(sql, cancellationToken);
    }

    // What is asked for by patient or key stands in few places; the conditions are still those of the whole.
    private IReadOnlyCollection<long>? Places(RowsQuery query, CancellationToken cancellationToken) => query switch
    {
        _ when kept is null => null,
        { Key: { } key } when kept.HasKeys => kept.Find(connection, isByPatient: false, [key], cancellationToken),
        { Patients.IsEmpty: false } when kept.HasPatients => kept.Find(connection, isByPatient: true, query.Patients.Select(PatientNames.KeyOf), cancellationToken),
        _ => null,
    };

    private string RowsSql(IReadOnlyCollection<long>? places) => kept?.RowsSql(places) ?? view.Resource.Snapshot.ScanSql();

    private string From(string rowsSql, string where, RowsQuery query)
    {
        var from = $"from ({view.RowsSql(rowsSql, isPlain: false, hasPlace: kept is not null)}) where {where}";
        return query.DistinctBy.IsEmpty
            ? from
            : $"from (select * {from} qualify row_number() over (partition by {string.Join(", ", query.DistinctBy.Select(column => column == LakeResource.Patient ? column : Known(column)))} order by {LakeResource.Key}) = 1)";
    }

    private string OrderOf(RowsQuery query) =>
        query.Sort is { } sort ? $" order by {Known(sort)}{(query.IsDescending ? " desc nulls last" : " asc nulls last")}{ByKeys}" : ByKeys is { Length: > 0 } usual ? $" order by {usual[2..]}" : "";

    private string ByKeys => string.Concat(keys.Where(key => _columns.Any(column => column.Name == key)).Select(key => $", {DuckDbSql.Identifier(key)} asc nulls first"));

    private ImmutableArray<GovernedRow> Fetch(string sql, Dictionary<string, IReadOnlyList<string>> patients, CancellationToken cancellationToken)
    {
        var varying = view.Varying;
        var keyOrdinals = keys.Select(key => _columns.IndexOf(_columns.FirstOrDefault(column => column.Name == key)!)).Where(index => index >= 0).ToList();
        using var command = connection.CreateCommand(sql);
        using var interrupt = cancellationToken.Register(connection.Interrupt);
        using var reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<GovernedRow>();
        while (reader.Read())
        {
            var values = Values(reader, _columns.Length);
            var keyAt = _columns.Length + varying.Length;
            var patient = view.HasPatient && !reader.IsDBNull(keyAt + 1) ? PatientNames.KeyOf(reader.GetString(keyAt + 1)) : null;
            rows.Add(new(values, Hidden(reader, varying)) { Key = reader.IsDBNull(keyAt) ? "" : reader.GetString(keyAt), Patient = patient });
            if (patient is null) continue;
            if (!patients.TryGetValue(patient, out var rowsOfPatient)) patients[patient] = rowsOfPatient = new List<string>();
            if (patients.Count <= MostPatientsWithKeys) ((List<string>)rowsOfPatient).Add(string.Join(' ', keyOrdinals.Select(index => $"{values[index]}")));
        }
        return rows.ToImmutable();
    }

    /// <summary>The values of a row.</summary>
    public static ImmutableArray<object?> Values(DbDataReader reader, int count)
    {
        var values = ImmutableArray.CreateBuilder<object?>(count);
        for (var index = 0; index < count; index++) values.Add(reader.IsDBNull(index) ? null : reader.GetValue(index));
        return values.MoveToImmutable();
    }

    private ImmutableArray<string> Hidden(DbDataReader reader, ImmutableArray<SensitivityClass> varying)
    {
        if (varying.IsEmpty) return [];
        var hidden = varying.Where((_, index) => reader.GetString(_columns.Length + index) != "none").ToHashSet();
        return hidden.Count == 0 ? [] : [.. _columns.Where(column => column.Shown is null && hidden.Contains(column.Sensitivity)).Select(column => column.Name)];
    }

    private string Condition(RowsQuery query)
    {
        var conditions = query.Where.Select(Equal).ToList();
        if (query.Search.Length > 0)
            conditions.Add($"({string.Join(" or ", query.SearchColumns.Select(column => $"contains(lower(cast({Known(column)} as varchar)), {DuckDbSql.Literal(query.Search.ToLowerInvariant())})"))})");
        if (query.Condition.Length > 0) conditions.Add($"({query.Condition})");
        if (!query.Patients.IsEmpty) conditions.Add(view.HasPatient ? view.Resource.NamesPatients(query.Patients) : "false");
        if (query.Key is { } key) conditions.Add($"{LakeResource.Key} = {DuckDbSql.Literal(key)}");
        if (query.IsCurrentOnly && _columns.Any(column => column.Name == "is_current")) conditions.Add("is_current");
        return conditions.Count == 0 ? "true" : string.Join(" and ", conditions);
    }

    // A text is compared as it is, so that the engine can pass over what cannot hold it.
    private string Equal(KeyValuePair<string, string> item)
    {
        var name = Known(item.Key);
        if (item.Value.Length == 0) return $"{name} is null";
        return _columns.Any(column => column.Name == item.Key && column.Type == "string") ? $"{name} = {DuckDbSql.Literal(item.Value)}" : $"cast({name} as varchar) = {DuckDbSql.Literal(item.Value)}";
    }

    private string Known(string column) => _columns.Any(one => one.Name == column)
        ? DuckDbSql.Identifier(column)
        : throw new CarelakeException("ACC-0137", $"{view.Resource.Table} has no such column.", view.Resource.Table, $"It has {string.Join(", ", _columns.Select(one => one.Name))}.");
}
