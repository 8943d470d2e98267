using Carelake.Delta.DeletionVectors;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.Delta.Scans;

/// <summary>The rows of a snapshot as SQL.</summary>
internal static class Scan
{
    public static string Sql(DeltaSnapshot snapshot, ScanOptions options)
    {
        var table = new TableColumns(snapshot);
        var wanted = table.Choose(options.Columns);
        var read = wanted.Union(options.Where.Select(condition => table.Find(condition.Column))).ToList();
        var partitions = read.Where(table.IsPartition).ToList();

        var skipping = new FileSkipping(table, options.Where);
        var slices = snapshot.Files.Where(skipping.MayMatch).Select(file => new FileSlice(
            snapshot.FullPath(file),
            RowSelection.Without(DeletionVectorStore.Read(snapshot.TableFolder, file.DeletionVector)),
            [.. partitions.Select(column => PartitionValue.Sql(file.PartitionValues.GetValueOrDefault(table.NameInFile(column)), column.Type))],
            WrittenStatistics.RowCount(file.Stats)))
            .ToList();

        var rows = new SliceSql(table, [.. read.Where(column => !table.IsPartition(column))], partitions).Select(slices, options.IncludeRowLocation);
        return $"SELECT {Names(wanted, options.IncludeRowLocation)} FROM (\n{rows}\n){Filter(options.Where)}";
    }

    private static string Names(IEnumerable<StructField> columns, bool withRowLocation)
    {
        var names = columns.Select(column => DuckDbSql.Identifier(column.Name));
        return string.Join(", ", withRowLocation ? names.Append("_file").Append("_file_row") : names);
    }

    private static string Filter(IReadOnlyList<ColumnCondition> conditions) =>
        conditions.Count == 0 ? "" : $"\nWHERE {string.Join(" AND ", conditions.Select(condition => condition.Sql))}";
}
