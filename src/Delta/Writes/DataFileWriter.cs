using System.Globalization;
using Carelake.Delta.Log;
using Carelake.Delta.Schema;
using Carelake.DuckDb;

namespace Carelake.Delta.Writes;

/// <summary>
/// Writes rows as Parquet files into a table's folder: one COPY, whose returned statistics become those of the log.
/// Files are on the disk when it returns, and nobody knows of them until a commit names them.
/// </summary>
/// <param name="connection">Runs the query; its time zone is UTC.</param>
/// <param name="tableFolder">Full path of the table's folder.</param>
internal sealed class DataFileWriter(DuckDbConnection connection, string tableFolder)
{
    private const int RowGroupRows = 122_880;
    private const string TargetFileSize = "256MB";

    // The quickest zstd makes files as small as the engine's choice. A dictionary pays for columns of few values; beyond this many, the
    // engine would fill one for every group of rows only to throw it away. Key look-ups are joins, which ask no Bloom filter.
    private const string Encoding = "COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 8000, WRITE_BLOOM_FILTER false";

    /// <summary>Writes the rows of a query.</summary>
    /// <param name="selectSql">Gives exactly the columns of <paramref name="schema"/>, in order and type.</param>
    /// <param name="schema">The table's columns.</param>
    /// <param name="partitionColumns">Columns to put rows into folders by, in order.</param>
    /// <param name="modificationTime">Milliseconds since 1970, UTC.</param>
    /// <param name="subfolder">Where below the table's folder; empty for the folder itself.</param>
    /// <param name="cancellationToken">Stops the query; files written so far are deleted.</param>
    /// <exception cref="Core.CarelakeException">DELTA-0121: a column that must not be null is. DELTA-0126: the disk failed.</exception>
    public WrittenFiles Write(
        string selectSql, StructType schema, IReadOnlyList<string> partitionColumns, long modificationTime, string subfolder,
        CancellationToken cancellationToken)
    {
        var target = Path.Combine(tableFolder, subfolder);
        var prefix = (subfolder.Length == 0 ? "part-" : "cdc-") + Guid.CreateVersion7().ToString("N");
        try
        {
            Directory.CreateDirectory(target);
            var files = Copy(CopySql(selectSql, target, prefix, partitionColumns), schema, partitionColumns, modificationTime, cancellationToken);
            Sync(files);
            return new WrittenFiles(tableFolder, files);
        }
        catch (Exception e)
        {
            DeleteAll(target, prefix);
            cancellationToken.ThrowIfCancellationRequested();
            if (e is IOException or UnauthorizedAccessException || IsDiskFailure(e)) throw WriteErrors.Disk(tableFolder, e);
            throw;
        }
    }

    // Of the engine's own I/O errors only these are about what it writes; the others are about what the query reads.
    private static bool IsDiskFailure(Exception e) =>
        e is DuckDbException && (e.Message.Contains("Could not write", StringComparison.Ordinal)
            || e.Message.Contains("No space left", StringComparison.Ordinal));

    private static string CopySql(string select, string target, string prefix, IReadOnlyList<string> partitionColumns)
    {
        // Partitioned output neither takes a file size nor writes empty files.
        var layout = partitionColumns.Count == 0
            ? $"FILE_SIZE_BYTES '{TargetFileSize}', WRITE_EMPTY_FILE false"
            : $"PARTITION_BY ({string.Join(", ", partitionColumns.Select(DuckDbSql.Identifier))})";
        return $"COPY (\n{select}\n) TO {DuckDbSql.Literal(target)} (FORMAT parquet, {Encoding}, ROW_GROUP_SIZE {RowGroupRows}, "
            + $"RETURN_STATS, OVERWRITE_OR_IGNORE true, FILENAME_PATTERN {DuckDbSql.Literal(prefix + "-{i}")}, {layout})";
    }

    private List<WrittenFile> Copy(
        string sql, StructType schema, IReadOnlyList<string> partitionColumns, long modificationTime, CancellationToken cancellationToken)
    {
        var partitions = partitionColumns.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var inFile = new StructType([.. schema.Fields.Where(field => !partitions.Contains(field.Name))]);
        using var command = connection.CreateCommand(sql);
        using var registration = cancellationToken.Register(command.Cancel);
        cancellationToken.ThrowIfCancellationRequested();
        using var reader = command.ExecuteReader();
        var files = new List<WrittenFile>();
        while (reader.Read())
        {
            var rows = Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture);
            var columns = ColumnStatistics(reader.GetValue(4));
            if (rows == 0) continue;
            foreach (var field in inFile.Fields)
            {
                if (!field.Nullable && WrittenStatistics.NullCount(columns, field.PhysicalName) > 0)
                    throw WriteErrors.NullInRequired(tableFolder, field.Name);
            }

            files.Add(new WrittenFile(
                reader.GetString(0), rows, Convert.ToInt64(reader.GetValue(2), CultureInfo.InvariantCulture), modificationTime,
                PartitionValues(reader.GetValue(5), partitionColumns), WrittenStatistics.ToJson(rows, inFile, columns)));
        }

        return files;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string?>> ColumnStatistics(object value)
    {
        var columns = new Dictionary<string, IReadOnlyDictionary<string, string?>>(StringComparer.Ordinal);
        foreach (var (column, statistics) in (Dictionary<object, object?>)value)
            columns[(string)column] = Texts(statistics);
        return columns;
    }

    // In the order of the table's partition columns, whatever DuckDB's order is.
    private static Dictionary<string, string?> PartitionValues(object value, IReadOnlyList<string> partitionColumns)
    {
        var values = Texts(value is DBNull ? null : value);
        return partitionColumns.ToDictionary(
            name => name,
            name => values.GetValueOrDefault(name) is { Length: > 0 } text ? WithoutZone(text) : null, StringComparer.Ordinal);
    }

    private static Dictionary<string, string?> Texts(object? map) => map is Dictionary<object, object?> pairs
        ? pairs.ToDictionary(pair => (string)pair.Key, pair => pair.Value as string, StringComparer.OrdinalIgnoreCase)
        : [];

    private static string WithoutZone(string text) =>
        text.Length > "2024-01-31 ".Length && text[10] == ' ' && text.EndsWith("+00", StringComparison.Ordinal) ? text[..^3] + "Z" : text;

    private void Sync(List<WrittenFile> files)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            DurableFile.Sync(file.FullPath);
            for (var folder = Path.GetDirectoryName(file.FullPath);
                folder is not null && folder.Length >= tableFolder.Length && folders.Add(folder);
                folder = Path.GetDirectoryName(folder))
            {
                DurableFile.SyncFolder(folder);
            }
        }
    }

    private static void DeleteAll(string folder, string prefix)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder, prefix + "*", SearchOption.AllDirectories)) File.Delete(path);
    }
}
