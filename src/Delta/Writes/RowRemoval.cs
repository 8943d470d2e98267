using Carelake.Delta.DeletionVectors;
using Carelake.Delta.Log;
using Carelake.Delta.Scans;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Writes;

/// <summary>Rows or files taken out of a table, as actions.</summary>
/// <param name="Removes">The logical files as they were.</param>
/// <param name="Adds">The same files with their new deletion vectors, for those that keep some rows.</param>
/// <param name="Rows">How many rows do not count any more; <see langword="null"/> when a file's count is not known.</param>
internal sealed record RowRemoval(IReadOnlyList<RemoveFile> Removes, IReadOnlyList<AddFile> Adds, long? Rows)
{
    public static RowRemoval None { get; } = new([], [], 0);

    /// <summary>Takes whole files out.</summary>
    public static RowRemoval OfFiles(IReadOnlyCollection<AddFile> files, long now, bool dataChange = true) => new(
        [.. files.Select(file => file.ToRemove(now, dataChange))], [],
        files.Aggregate((long?)0, (sum, file) =>
            sum + WrittenStatistics.RowCount(file.Stats) - (file.DeletionVector?.Cardinality ?? 0)));

    /// <summary>Takes single rows out, by deletion vectors; a file that loses its last row goes as a whole.</summary>
    /// <param name="connection">Runs the query.</param>
    /// <param name="snapshot">The version that the rows were found in.</param>
    /// <param name="removedRowsSql">Gives <c>_file</c> and <c>_file_row</c>.</param>
    /// <param name="now">Milliseconds since 1970, UTC.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="Core.CarelakeException">DELTA-0124: a row is in a file that the version does not hold.</exception>
    public static RowRemoval OfRows(
        DuckDbConnection connection, DeltaSnapshot snapshot, string removedRowsSql, long now, CancellationToken cancellationToken)
    {
        var rowsByFile = RowPlaces.Read(connection, removedRowsSql, cancellationToken);
        if (rowsByFile.Count == 0) return None;
        var removes = new List<RemoveFile>();
        var kept = new List<(AddFile File, long RowCount, DeletionVector Vector)>();
        var rows = 0L;
        var files = snapshot.Files.ToDictionary(snapshot.FullPath, StringComparer.Ordinal);
        foreach (var (path, newlyRemoved) in rowsByFile)
        {
            if (!files.TryGetValue(path, out var file)) throw WriteErrors.UnknownFile(snapshot.TableFolder);
            var before = DeletionVectorStore.Read(snapshot.TableFolder, file.DeletionVector);
            var after = before.Union(DeletionVector.Of(newlyRemoved));
            if (after.Cardinality == before.Cardinality) continue;
            rows += after.Cardinality - before.Cardinality;
            removes.Add(file.ToRemove(now, dataChange: true));
            var count = WrittenStatistics.RowCount(file.Stats) ?? CountRows(connection, path);
            if (after.Cardinality < count) kept.Add((file, count, after));
        }

        var vectors = DeletionVectorStore.Write(snapshot.TableFolder, [.. kept.Select(file => file.Vector)]);
        var adds = kept.Zip(vectors, (file, vector) => file.File with
        {
            DeletionVector = vector,
            DataChange = true,
            Stats = WrittenStatistics.WithWideBounds(file.File.Stats, file.RowCount),
        });
        return new RowRemoval(removes, [.. adds], rows);
    }

    private static long CountRows(DuckDbConnection connection, string path) =>
        connection.Scalar<long>($"SELECT num_rows FROM parquet_file_metadata({DuckDbSql.Literal(path)})");
}
