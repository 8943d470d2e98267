using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Models;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// The rows of a bronze table that are tied to some of them by shared values, directly or through others. A mapping with ties is given all of them again whenever one is
/// new, and so makes the same states of the same messages, whatever batches they came in.
/// </summary>
internal static class TiedRows
{
    private const string Tied = "_tied";

    // A chain this long is no merge of numbers but a value that means nothing, such as 0 for an unknown visit.
    private const int MostRounds = 64;

    /// <summary>Rows tied to those of a query, those rows included, as a SELECT.</summary>
    /// <param name="session">The session.</param>
    /// <param name="mapping">Has ties.</param>
    /// <param name="allSql">Every row of the bronze table.</param>
    /// <param name="newSql">Some of them.</param>
    /// <param name="ct">Interrupts.</param>
    public static string Sql(LakeSession session, MappingSpec mapping, string allSql, string newSql, CancellationToken ct)
    {
        var connection = session.Connection;
        var tied = $"{Tied}_{mapping.BronzeTable[(mapping.BronzeTable.IndexOf('.', StringComparison.Ordinal) + 1)..]}";
        connection.Execute($"create or replace temp table {DuckDbSql.Identifier(tied)} as {Values(mapping, newSql)}", ct);
        var where = Where(mapping, tied);
        for (var round = 0; ; round++)
        {
            var found = connection.Execute(
                $"insert into {DuckDbSql.Identifier(tied)} select * from ({Values(mapping, $"select * from ({allSql}) where {where}")}) except select * from {DuckDbSql.Identifier(tied)}", ct);
            if (found == 0) break;
            if (round == MostRounds)
                throw new CarelakeException("LAKE-0810", $"Rows of {mapping.BronzeTable} are tied together without end.", mapping.File, "Leave out of the mapping's ties a column whose values do not identify.");
        }

        // A row that has none of the values is a case of its own.
        return $"select * from ({allSql}) where {where} union all select * from ({newSql}) where {string.Join(" and ", mapping.Ties.SelectMany(set => set).Select(column => $"{DuckDbSql.Identifier(column)} is null"))}";
    }

    private static string Values(MappingSpec mapping, string rows) => "select distinct * from (" + string.Join(" union all ", mapping.Ties.SelectMany((set, number) => set.Select(column =>
        $"select {number} as _set, cast({DuckDbSql.Identifier(column)} as varchar) as _value from ({rows}) where {DuckDbSql.Identifier(column)} is not null"))) + ")";

    private static string Where(MappingSpec mapping, string tied) => "(" + string.Join(" or ", mapping.Ties.SelectMany((set, number) => set.Select(column =>
        $"{DuckDbSql.Identifier(column)} in (select _value from {DuckDbSql.Identifier(tied)} where _set = {number})"))) + ")";
}
