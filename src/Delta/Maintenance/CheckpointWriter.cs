using Carelake.Delta.Log;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Maintenance;

/// <summary>
/// Writes a table's state as one Parquet file, so that readers need not read every commit. See "Checkpoints" in the Delta protocol.
/// </summary>
/// <param name="connection">Writes the Parquet file.</param>
/// <param name="log">The table's log.</param>
internal sealed class CheckpointWriter(DuckDbConnection connection, LogStore log)
{
    private const string TextMap = "MAP(VARCHAR, VARCHAR)";

    private const string DeletionVector =
        "STRUCT(\"storageType\" VARCHAR, \"pathOrInlineDv\" VARCHAR, \"offset\" INTEGER, \"sizeInBytes\" INTEGER, \"cardinality\" BIGINT)";

    // The schema that Spark expects, field by field: an action whose column is there but lacks a field would be refused.
    private static readonly (string Name, string Type)[] Columns =
    [
        ("txn", "STRUCT(\"appId\" VARCHAR, \"version\" BIGINT, \"lastUpdated\" BIGINT)"),
        ("add", $"STRUCT(\"path\" VARCHAR, \"partitionValues\" {TextMap}, \"size\" BIGINT, \"modificationTime\" BIGINT, "
            + $"\"dataChange\" BOOLEAN, \"stats\" VARCHAR, \"tags\" {TextMap}, \"deletionVector\" {DeletionVector}, \"baseRowId\" BIGINT, "
            + "\"defaultRowCommitVersion\" BIGINT, \"clusteringProvider\" VARCHAR)"),
        ("remove", "STRUCT(\"path\" VARCHAR, \"deletionTimestamp\" BIGINT, \"dataChange\" BOOLEAN, \"extendedFileMetadata\" BOOLEAN, "
            + $"\"partitionValues\" {TextMap}, \"size\" BIGINT, \"deletionVector\" {DeletionVector}, \"baseRowId\" BIGINT, "
            + "\"defaultRowCommitVersion\" BIGINT)"),
        ("metaData", $"STRUCT(\"id\" VARCHAR, \"name\" VARCHAR, \"description\" VARCHAR, \"format\" STRUCT(\"provider\" VARCHAR, "
            + $"\"options\" {TextMap}), \"schemaString\" VARCHAR, \"partitionColumns\" VARCHAR[], \"configuration\" {TextMap}, "
            + "\"createdTime\" BIGINT)"),
        ("protocol", "STRUCT(\"minReaderVersion\" INTEGER, \"minWriterVersion\" INTEGER, \"readerFeatures\" VARCHAR[], "
            + "\"writerFeatures\" VARCHAR[])"),
        ("domainMetadata", "STRUCT(\"domain\" VARCHAR, \"configuration\" VARCHAR, \"removed\" BOOLEAN)"),
    ];

    /// <summary>Writes the checkpoint of a version, whole or not at all, and points readers to it.</summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="tombstonesSince">Milliseconds since 1970: files removed before it are forgotten.</param>
    public void Write(DeltaSnapshot snapshot, long tombstonesSince)
    {
        var actions = Actions(snapshot, tombstonesSince);
        var json = log.TemporaryPath("json");
        var parquet = log.TemporaryPath("parquet");
        try
        {
            File.WriteAllBytes(json, ActionJson.Write(actions));
            connection.Execute(CopySql(json, parquet));
            DurableFile.Sync(parquet);
            var sizeBytes = new FileInfo(parquet).Length;
            File.Move(parquet, log.PathOf(LogFileName.Checkpoint(snapshot.Version)), overwrite: true);
            DurableFile.SyncFolder(log.Folder);
            PointTo(snapshot.Version, actions, sizeBytes);
        }
        finally
        {
            File.Delete(json);
            File.Delete(parquet);
        }
    }

    /// <summary>What the table's state is made of, in the order of a checkpoint.</summary>
    private static List<DeltaAction> Actions(DeltaSnapshot snapshot, long tombstonesSince) =>
    [
        snapshot.Protocol, snapshot.Metadata, .. snapshot.State.Transactions.Values, .. snapshot.Domains.Values,
        .. snapshot.Files.Select(file => file with { DataChange = false }),
        .. snapshot.Tombstones.Where(file => (file.DeletionTimestamp ?? 0) >= tombstonesSince)
            .Select(file => file with { DataChange = false, Stats = null, Tags = null }),
    ];

    private static string CopySql(string json, string parquet)
    {
        var columns = string.Join(", ", Columns.Select(column => $"{DuckDbSql.Literal(column.Name)}: {DuckDbSql.Literal(column.Type)}"));
        return $"COPY (SELECT * FROM read_json({DuckDbSql.Literal(json)}, format = 'newline_delimited', columns = {{{columns}}}, "
            + $"maximum_object_size = 268435456)) TO {DuckDbSql.Literal(parquet)} (FORMAT parquet, COMPRESSION zstd)";
    }

    // Another writer may have pointed further meanwhile; the hint never goes back.
    private void PointTo(long version, List<DeltaAction> actions, long sizeBytes)
    {
        if (log.ReadLastCheckpoint() is { } known && known.Version >= version) return;
        log.WriteLastCheckpoint(new LastCheckpoint
        {
            Version = version, Size = actions.Count, SizeBytes = sizeBytes, AddFileCount = actions.OfType<AddFile>().LongCount(),
        });
    }
}
