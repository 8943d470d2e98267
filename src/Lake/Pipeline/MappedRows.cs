using Carelake.DuckDb;
using Carelake.Lake.Bronze;
using Carelake.Lake.Catalog;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// New bronze rows as rows of a silver model, as views of a session: <c>mapped</c> is the union of the mappings, <see cref="View"/> has
/// exactly the model's columns, typed, and the origin.
/// </summary>
internal static class MappedRows
{
    /// <summary>The typed rows.</summary>
    public const string View = "_rows";

    /// <summary>Made of a batch's id: when it was taken in. It is the effective time of rows that have none of their own.</summary>
    private const string BatchTime = "cast(uuid_extract_timestamp(cast(_batch_id as uuid)) as timestamp)";

    /// <summary>The time that <see cref="BatchTime"/> gives, to the millisecond, as UTC without a zone.</summary>
    public static DateTime TakenAt(Guid batchId)
    {
        Span<byte> bytes = stackalloc byte[16];
        batchId.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = 0L;
        foreach (var value in bytes[..6]) milliseconds = (milliseconds << 8) | value;
        return DateTime.SpecifyKind(DateTime.UnixEpoch.AddMilliseconds(milliseconds), DateTimeKind.Unspecified);
    }

    /// <summary>Defines the views. Every mapping's bronze table must be bound to the rows wanted of it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="model">The silver model.</param>
    /// <param name="mappings">At least one.</param>
    /// <param name="only">A condition that the rows fulfil; null for every row.</param>
    public static void Define(LakeSession session, ModelSpec model, IReadOnlyList<MappingSpec> mappings, string? only = null)
    {
        var connection = session.Connection;
        var union = string.Join(" union all by name ", mappings.Select(mapping => $"select * from ({Select(mapping.Sql)})"));
        // What ties rows together costs much more to map than to keep.
        connection.Execute($"create or replace {(mappings.All(mapping => mapping.Ties.IsEmpty) ? "view" : "temp table")} _union as {union}");
        var columns = LandedRows.Describe(connection, "select * from _union").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var absent = model.Columns.Where(column => !columns.Contains(column.Key))
            .Select(column => $", cast(null as {ColumnTypes.ToDuckDb(column.Value.Type)}) as {DuckDbSql.Identifier(column.Key)}");
        // The SQL of a model passes on what a mapping says of deletes, also where no mapping says anything.
        var hasOperation = columns.Contains(SystemColumns.Operation);
        var operation = hasOperation ? "" : $", cast(null as varchar) as {SystemColumns.Operation}";
        connection.Execute($"create or replace view mapped as select *{string.Concat(absent)}{operation} from _union");
        var rows = model.Sql is null ? "mapped" : $"({Select(model.Sql)})";
        hasOperation = hasOperation && LandedRows.Describe(connection, $"select * from {rows}").Contains(SystemColumns.Operation, StringComparer.OrdinalIgnoreCase);
        var typed = $"select {SelectList(model, hasOperation)} from {rows}{(only is null ? "" : $" where {only}")}";
        connection.Execute($"create or replace view {View} as {Subjects.Corrections.Over(session, model, typed)}");
    }

    /// <summary>A SELECT without what may stand at its end and not inside parentheses.</summary>
    public static string Select(string sql) => sql.TrimEnd().TrimEnd(';') + "\n";

    private static string SelectList(ModelSpec model, bool hasOperation)
    {
        var columns = model.Columns.Select(column =>
            $"cast({DuckDbSql.Identifier(column.Key)} as {ColumnTypes.ToDuckDb(column.Value.Type)}) as {DuckDbSql.Identifier(column.Key)}");
        var operation = hasOperation ? $", {SystemColumns.Operation}" : "";
        return $"{string.Join(", ", columns)}, coalesce(cast({DuckDbSql.Identifier(model.EffectiveAt)} as timestamp), {BatchTime}) as _effective_at, " +
            $"{string.Join(", ", BronzeColumns.Origin)}{operation}";
    }
}
