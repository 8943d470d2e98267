using Carelake.Delta.DeletionVectors;
using Carelake.Delta.Log;
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
        var matched = options.Match?.Columns.Select(table.Find).ToList() ?? [];
        var read = wanted.Union(options.Where.Select(condition => table.Find(condition.Column))).Union(matched).ToList();
        var partitions = read.Where(table.IsPartition).ToList();

        var slices = Files(snapshot, options, table).Select(file => new FileSlice(
            snapshot.FullPath(file.File), file.Rows,
            [.. partitions.Select(column => PartitionValue.Sql(file.File.PartitionValues.GetValueOrDefault(table.NameInFile(column)), column.Type))],
            WrittenStatistics.RowCount(file.File.Stats)))
            .ToList();

        // Inside the scan the match comes before the deletion vectors, which then have few rows to look at.
        var isInFiles = matched.Count > 0 && options.Places is null && !table.IsMapped && matched.TrueForAll(column => !table.IsPartition(column) && column.Type != PrimitiveType.Void);
        var sql = new SliceSql(table, [.. read.Where(column => !table.IsPartition(column))], partitions) { Match = isInFiles ? options.Match : null };
        var conditions = options.Where.Select(condition => condition.Sql);
        if (options.Match is { } match && !isInFiles) conditions = conditions.Append(SliceSql.Matches(match, column => $"s.{DuckDbSql.Identifier(column)}"));
        return $"SELECT {Names(wanted, options.IncludeRowLocation)} FROM (\n{sql.Select(slices, options.IncludeRowLocation)}\n) AS s{Filter([.. conditions])}";
    }

    private static IEnumerable<(AddFile File, RowSelection Rows)> Files(DeltaSnapshot snapshot, ScanOptions options, TableColumns table)
    {
        if (options.Places is { } places)
        {
            return snapshot.Files.Select(file => (File: file, Rows: places.In(snapshot.FullPath(file)))).Where(file => file.Rows is not null)
                .Select(file => (file.File, RowSelection.Only(file.Rows!))); // Filtered above.
        }

        var skipping = new FileSkipping(table, options.Where);
        return snapshot.Files.Where(skipping.MayMatch).Where(file => options.Among is not { } among || among(file))
            .Select(file => (file, options.IncludeDeleted ? RowSelection.All : RowSelection.Without(DeletionVectorStore.Read(snapshot.TableFolder, file.DeletionVector))));
    }

    private static string Names(IEnumerable<StructField> columns, bool withRowLocation)
    {
        var names = columns.Select(column => DuckDbSql.Identifier(column.Name));
        return string.Join(", ", withRowLocation ? names.Append("_file").Append("_file_row") : names);
    }

    private static string Filter(IReadOnlyList<string> conditions) =>
        conditions.Count == 0 ? "" : $"\nWHERE {string.Join(" AND ", conditions)}";
}
