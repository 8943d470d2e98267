using Carelake.Delta;
using Carelake.Delta.DeletionVectors;
using Carelake.Delta.Log;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Tests.Delta;

/// <summary>A Delta table made action by action, without our writer, so that readers are tested against the protocol's words alone.</summary>
internal sealed class HandmadeTable : IDisposable
{
    private readonly DirectoryInfo folder;
    private long next;

    /// <summary>An empty folder of its own.</summary>
    /// <param name="prefix">Begins the folder's name; by default with all that DuckDB takes for a pattern.</param>
    public HandmadeTable(string prefix = "carelake [delta]* ")
    {
        folder = Directory.CreateTempSubdirectory(prefix);
        Connection = DuckDbConnection.Connect();
    }

    public DuckDbConnection Connection { get; }

    public string Folder => folder.FullName;

    public string LogFolder => Path.Combine(Folder, "_delta_log");

    public DeltaTable Table => DeltaTable.ForPath(Folder);

    public static Protocol Protocol(params string[] features) => new()
    {
        MinReaderVersion = 3, MinWriterVersion = 7, ReaderFeatures = features, WriterFeatures = features,
    };

    public static Metadata Metadata(string columns, params string[] partitions) => new()
    {
        Id = "5f1c6f4e-0000-4000-8000-000000000001",
        SchemaString = SchemaJson.Write((StructType)DuckDbTypes.ToDelta($"STRUCT({columns})")),
        PartitionColumns = partitions,
    };

    /// <summary>Writes a Parquet file and gives the action that adds it.</summary>
    public AddFile File(string path, string sql, string? stats = null, params (string Name, string? Value)[] partition)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!); // The file is in a folder.
        Connection.Execute($"COPY ({sql}) TO {DuckDbSql.Literal(full)} (FORMAT parquet)");
        return new AddFile
        {
            Path = LogPath.Encode(path), DataChange = true, SizeBytes = new FileInfo(full).Length, ModificationTime = 0, Stats = stats,
            PartitionValues = partition.ToDictionary(value => value.Name, value => value.Value),
        };
    }

    public AddFile Without(AddFile file, params long[] rows) => file with
    {
        DeletionVector = DeletionVectorStore.Write(Folder, [DeletionVector.Of(rows)])[0],
    };

    public static RemoveFile Remove(AddFile file) => file.ToRemove(0, dataChange: true);

    public long Commit(params DeltaAction[] actions)
    {
        new LogStore(Folder).TryPut(next, ActionJson.Write(actions)).ShouldBeTrue();
        return next++;
    }

    /// <summary>Values of an expression over the rows of a query, in order, as text.</summary>
    public IReadOnlyList<string?> Column(string sql, string expression = "id")
    {
        using var command = Connection.CreateCommand($"SELECT CAST(({expression}) AS VARCHAR) FROM ({sql}) ORDER BY 1");
        using var reader = command.ExecuteReader();
        var values = new List<string?>();
        while (reader.Read()) values.Add(reader.IsDBNull(0) ? null : reader.GetString(0));
        return values;
    }

    public DeltaSnapshot Snapshot(long? version = null) => Table.Snapshot(Connection, version);

    public void Dispose()
    {
        Connection.Dispose();
        folder.Delete(recursive: true);
    }
}
