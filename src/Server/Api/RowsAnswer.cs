using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Carelake.Access.Reading;
using Carelake.Access.Rows;

namespace Carelake.Server.Api;

/// <summary>Rows as the caller may see them.</summary>
/// <param name="Table">Full name of the table; empty for a query over several.</param>
/// <param name="Columns">The columns in order.</param>
/// <param name="Rows">The rows by column name. A column named <c>_hidden</c> lists the columns of the row that policy masked or left out.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="PageSize">Rows of a page.</param>
/// <param name="Total">Rows on all pages.</param>
/// <param name="AsOf">When the table was last written; null for a query over several.</param>
/// <param name="Version">Version of the table that was read.</param>
/// <param name="Truncated">There were more rows than were asked for.</param>
internal sealed record RowsAnswer(
    string Table, IReadOnlyList<ColumnAnswer> Columns, IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows, int Page, int PageSize, long Total,
    DateTimeOffset? AsOf, long? Version, bool Truncated)
{
    private const string Hidden = "_hidden";

    /// <summary>The answer as JSON has it.</summary>
    public static RowsAnswer Of(GovernedRows rows) => new(
        rows.Table, [.. rows.Columns.Select(ColumnAnswer.Of)], [.. rows.Rows.Select(row => Row(rows.Columns, row))],
        rows.Page, rows.PageSize, rows.Total, rows.AsOf, rows.Version, rows.IsTruncated);

    /// <summary>One row by column name.</summary>
    public static IReadOnlyDictionary<string, object?> Row(ImmutableArray<GovernedColumn> columns, GovernedRow row)
    {
        var values = new Dictionary<string, object?>(columns.Length + 1, StringComparer.Ordinal);
        for (var index = 0; index < columns.Length; index++) values[columns[index].Name] = Json(row.Values[index]);
        if (!row.Hidden.IsEmpty) values[Hidden] = row.Hidden;
        return values;
    }

    /// <summary>A value as JSON has it: ISO dates, whole numbers past 64 bits as text.</summary>
    public static object? Json(object? value) => value switch
    {
        null or DBNull => null,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        BigInteger or Int128 or UInt128 => Convert.ToString(value, CultureInfo.InvariantCulture),
        double number when !double.IsFinite(number) => null,
        float number when !float.IsFinite(number) => null,
        byte[] bytes => Convert.ToBase64String(bytes),
        IDictionary map => map.Keys.Cast<object>().ToDictionary(key => Convert.ToString(key, CultureInfo.InvariantCulture) ?? "", key => Json(map[key]), StringComparer.Ordinal),
        IList list => list.Cast<object?>().Select(Json).ToList(),
        _ => value,
    };

    /// <summary>Tells no value.</summary>
    public override string ToString() => $"{Table}: {Rows.Count} rows";
}

/// <summary>A column of an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in Spark's words.</param>
/// <param name="Unit">Unit of its values; a column's name where the unit stands in the row.</param>
/// <param name="Description">What a value means.</param>
/// <param name="Sensitivity">How closely it is guarded.</param>
/// <param name="Shown">What the caller sees of it: <c>yes</c>, <c>mask</c>, <c>hash</c>, <c>no</c>, or <c>some</c> where it differs by row.</param>
internal sealed record ColumnAnswer(string Name, string Type, string? Unit, string? Description, string Sensitivity, string Shown)
{
    public static ColumnAnswer Of(GovernedColumn column) => new(
        column.Name, column.Type, column.Unit, column.Description, column.Sensitivity.ToString(), column.Shown switch
        {
            Obligation.None => "yes",
            Obligation.Mask => "mask",
            Obligation.Hash => "hash",
            Obligation.Redact or Obligation.Deny => "no",
            _ => "some",
        });
}
