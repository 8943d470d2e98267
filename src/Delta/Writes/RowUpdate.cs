using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Writes;

/// <summary>An update as rows removed and rows added.</summary>
internal static class RowUpdate
{
    public static DeltaChange Change(DeltaSnapshot snapshot, IReadOnlyDictionary<string, string> assignments, string predicate)
    {
        var expressions = new Dictionary<string, string>(assignments, StringComparer.OrdinalIgnoreCase);
        if (expressions.Keys.FirstOrDefault(name => snapshot.Schema.Find(name) is null) is { } unknown)
            throw WriteErrors.Columns(snapshot.TableFolder, $"the column {unknown} is not in the table");
        var changed = string.Join(", ", snapshot.Schema.Fields.Select(field =>
        {
            var name = DuckDbSql.Identifier(field.Name);
            return expressions.TryGetValue(field.Name, out var expression)
                ? $"CAST(({expression}) AS {Schema.DuckDbTypes.Of(field.Type)}) AS {name}"
                : name;
        }));
        var old = $"FROM (\n{snapshot.ScanSql()}\n) WHERE ({predicate})";
        return new DeltaChange
        {
            RowsSql = $"SELECT {changed} {old}",
            RemovedRowsSql = RowSelections.Where(snapshot, predicate),
            ChangeRowsSql = $"SELECT *, 'update_preimage' AS _change_type {old}\nUNION ALL BY NAME\n"
                + $"SELECT {changed}, 'update_postimage' AS _change_type {old}",
        };
    }
}
