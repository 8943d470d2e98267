using System.Text;
using Carelake.Core;
using Carelake.Delta.Log;
using Carelake.DuckDb;

namespace Carelake.Delta.Snapshots;

/// <summary>
/// Actions out of checkpoints: Parquet in one file or many, and v2 checkpoints (Parquet or JSON) with their sidecars. The engine
/// turns each row into the line of JSON that the commit had, so there is one way into the action records.
/// </summary>
/// <param name="store">The table's log.</param>
internal sealed class CheckpointReader(LogStore store)
{
    private const string SidecarFolder = "_sidecars";
    private const string TextMap = "MAP(VARCHAR, VARCHAR)";

    private const string DeletionVector =
        "STRUCT(\"storageType\" VARCHAR, \"pathOrInlineDv\" VARCHAR, \"offset\" INTEGER, \"sizeInBytes\" INTEGER, \"cardinality\" BIGINT)";

    // Kind of action, a member it always has, and what a reader must know of it. Members that a file lacks are read as NULL.
    private static readonly (string Name, string Key, string Type)[] Kinds =
    [
        ("add", "path", $"STRUCT(\"path\" VARCHAR, \"partitionValues\" {TextMap}, \"size\" BIGINT, \"modificationTime\" BIGINT, "
            + $"\"dataChange\" BOOLEAN, \"stats\" VARCHAR, \"tags\" {TextMap}, \"deletionVector\" {DeletionVector}, "
            + "\"baseRowId\" BIGINT, \"defaultRowCommitVersion\" BIGINT, \"clusteringProvider\" VARCHAR)"),
        ("remove", "path", "STRUCT(\"path\" VARCHAR, \"deletionTimestamp\" BIGINT, \"dataChange\" BOOLEAN, "
            + $"\"extendedFileMetadata\" BOOLEAN, \"partitionValues\" {TextMap}, \"size\" BIGINT, \"stats\" VARCHAR, "
            + $"\"tags\" {TextMap}, \"deletionVector\" {DeletionVector}, \"baseRowId\" BIGINT, \"defaultRowCommitVersion\" BIGINT)"),
        ("metaData", "id", "STRUCT(\"id\" VARCHAR, \"name\" VARCHAR, \"description\" VARCHAR, "
            + $"\"format\" STRUCT(\"provider\" VARCHAR, \"options\" {TextMap}), \"schemaString\" VARCHAR, "
            + $"\"partitionColumns\" VARCHAR[], \"configuration\" {TextMap}, \"createdTime\" BIGINT)"),
        ("protocol", "minReaderVersion", "STRUCT(\"minReaderVersion\" INTEGER, \"minWriterVersion\" INTEGER, "
            + "\"readerFeatures\" VARCHAR[], \"writerFeatures\" VARCHAR[])"),
        ("txn", "appId", "STRUCT(\"appId\" VARCHAR, \"version\" BIGINT, \"lastUpdated\" BIGINT)"),
        ("domainMetadata", "domain", "STRUCT(\"domain\" VARCHAR, \"configuration\" VARCHAR, \"removed\" BOOLEAN)"),
        ("sidecar", "path", $"STRUCT(\"path\" VARCHAR, \"sizeInBytes\" BIGINT, \"modificationTime\" BIGINT, \"tags\" {TextMap})"),
    ];

    /// <summary>All actions of a checkpoint, those of its sidecars included.</summary>
    /// <param name="connection">Reads the Parquet files.</param>
    /// <param name="names">File names of the checkpoint's parts.</param>
    /// <exception cref="CarelakeException">DELTA-0208: a file of the checkpoint is missing or damaged.</exception>
    public IReadOnlyList<DeltaAction> Read(DuckDbConnection connection, IReadOnlyList<string> names)
    {
        var paths = names.Select(store.PathOf).ToList();
        var actions = names[0].EndsWith(".json", StringComparison.Ordinal)
            ? paths.SelectMany(path => ActionJson.ParseCommit(File.ReadAllBytes(path), path)).ToList()
            : ReadParquet(connection, paths);
        var sidecars = actions.OfType<Sidecar>().Select(SidecarPath).ToList();
        if (sidecars.Count > 0) actions.AddRange(ReadParquet(connection, sidecars));
        return actions;
    }

    private string SidecarPath(Sidecar sidecar) => LogPath.Resolve(store.PathOf(SidecarFolder), sidecar.Path);

    private static List<DeltaAction> ReadParquet(DuckDbConnection connection, List<string> paths)
    {
        try
        {
            using var command = connection.CreateCommand(Sql(paths));
            using var reader = command.ExecuteReader();
            var actions = new List<DeltaAction>();
            while (reader.Read())
            {
                if (ActionJson.Parse(Encoding.UTF8.GetBytes(reader.GetString(0))) is { } action) actions.Add(action);
            }

            return actions;
        }
        catch (Exception e) when (e is DuckDbException or System.Text.Json.JsonException)
        {
            throw new CarelakeException(
                "DELTA-0208", "A checkpoint of the table cannot be read.", paths[0],
                "Delete the checkpoint if all commits before it are still there, or restore it from a backup.", e);
        }
    }

    private static string Sql(IEnumerable<string> paths)
    {
        var columns = Kinds.Select(kind =>
            $"'{kind.Name}': {{name: '{kind.Name}', type: {DuckDbSql.Literal(kind.Type)}, default_value: NULL}}");
        var lines = Kinds.Select(kind =>
            $"""WHEN "{kind.Name}"."{kind.Key}" IS NOT NULL THEN '{kind.Name}' || '":' || to_json("{kind.Name}")""");
        return $$"""
            SELECT '{"' || line || '}' FROM (
                SELECT CASE {{string.Join(' ', lines)}} END AS line
                FROM read_parquet([{{string.Join(", ", paths.Select(ParquetPath.Literal))}}],
                    hive_partitioning = false, schema = MAP {{{string.Join(", ", columns)}}}))
            WHERE line IS NOT NULL
            """;
    }
}
