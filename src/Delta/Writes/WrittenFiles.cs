using Carelake.Delta.Log;
using Carelake.DuckDb;

namespace Carelake.Delta.Writes;

/// <summary>A Parquet file that no commit names yet.</summary>
internal sealed record WrittenFile(
    string FullPath, long Rows, long SizeBytes, long ModificationTime, IReadOnlyDictionary<string, string?> PartitionValues, string Stats);

/// <summary>Parquet files that no commit names yet.</summary>
/// <param name="TableFolder">Full path of the table's folder.</param>
/// <param name="Files">In no order; empty when there were no rows.</param>
internal sealed record WrittenFiles(string TableFolder, IReadOnlyList<WrittenFile> Files)
{
    public static WrittenFiles None(string tableFolder) => new(tableFolder, []);

    public long Rows => Files.Sum(file => file.Rows);

    public long SizeBytes => Files.Sum(file => file.SizeBytes);

    /// <summary>A SELECT of the rows as the files hold them. There must be files.</summary>
    public string SelectSql() =>
        $"SELECT * FROM read_parquet([{string.Join(", ", Files.Select(file => DuckDbSql.Literal(file.FullPath)))}], hive_partitioning = false)";

    /// <summary>The actions that add the files to the table.</summary>
    public IEnumerable<AddFile> ToAdds(bool dataChange) => Files.Select(file => new AddFile
    {
        Path = LogPathOf(file),
        PartitionValues = file.PartitionValues,
        SizeBytes = file.SizeBytes,
        ModificationTime = file.ModificationTime,
        DataChange = dataChange,
        Stats = file.Stats,
    });

    /// <summary>The actions that add the files as change data.</summary>
    public IEnumerable<AddCdcFile> ToChangeData() => Files.Select(file => new AddCdcFile
    {
        Path = LogPathOf(file),
        PartitionValues = file.PartitionValues,
        SizeBytes = file.SizeBytes,
    });

    /// <summary>Takes the files away again: the commit that was to name them did not come about.</summary>
    public void Delete()
    {
        foreach (var file in Files) File.Delete(file.FullPath);
    }

    private string LogPathOf(WrittenFile file) =>
        LogPath.Encode(Path.GetRelativePath(TableFolder, file.FullPath).Replace(Path.DirectorySeparatorChar, '/'));
}
