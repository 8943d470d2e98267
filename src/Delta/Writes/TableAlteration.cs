using Carelake.Delta.Log;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Writes;

/// <summary>Changes of columns and properties without new rows.</summary>
internal static class TableAlteration
{
    public static DeltaCommit AlterColumns(
        DeltaTable table, DuckDbConnection connection, IReadOnlyList<StructField> columns, CommitOptions options, CancellationToken cancellationToken)
    {
        var snapshot = table.Snapshot(connection);
        WriterFeatures.Check(snapshot);
        var given = new StructType([.. columns]);
        var evolution = SchemaEvolution.Fit(snapshot.Schema, given, evolve: true, table.Folder);
        if (evolution.IsWider)
        {
            // An empty set of rows with the wider columns: the write does the rest.
            var nothing = string.Join(", ", columns.Select(c => $"CAST(NULL AS {DuckDbTypes.Of(c.Type)}) AS {DuckDbSql.Identifier(c.Name)}"));
            table.Write(
                connection, new DeltaChange { RowsSql = $"SELECT {nothing} WHERE false" }, options with { EvolveSchema = true }, cancellationToken);
            snapshot = table.Snapshot(connection);
            evolution = SchemaEvolution.Fit(snapshot.Schema, given, evolve: true, table.Folder);
        }

        var described = new StructType([.. evolution.Schema.Fields.Select(field =>
            given.Find(field.Name) is { } wanted ? field with { Metadata = field.Metadata.SetItems(wanted.Metadata) } : field)]);
        var metadata = snapshot.Metadata with { SchemaString = SchemaJson.Write(described) };
        return described.Equals(snapshot.Schema)
            ? new DeltaCommit(snapshot.Version) { Wrote = false }
            : Commit(table, connection, snapshot, metadata, described, "CHANGE COLUMN", options, cancellationToken);
    }

    public static DeltaCommit SetProperties(
        DeltaTable table, DuckDbConnection connection, IReadOnlyDictionary<string, string?> properties, CommitOptions options,
        CancellationToken cancellationToken)
    {
        var snapshot = table.Snapshot(connection);
        WriterFeatures.Check(snapshot);
        var settings = new Dictionary<string, string>(snapshot.Metadata.Configuration, StringComparer.Ordinal);
        foreach (var (name, value) in properties)
        {
            if (value is null) settings.Remove(name);
            else settings[name] = value;
        }

        var isSame = settings.Count == snapshot.Metadata.Configuration.Count && !settings.Except(snapshot.Metadata.Configuration).Any();
        if (isSame) return new DeltaCommit(snapshot.Version) { Wrote = false };
        WriterFeatures.Check(snapshot.Protocol, settings, snapshot.Schema, table.Folder);
        var metadata = snapshot.Metadata with { Configuration = settings };
        return Commit(table, connection, snapshot, metadata, snapshot.Schema, "SET TBLPROPERTIES", options, cancellationToken);
    }

    private static DeltaCommit Commit(
        DeltaTable table, DuckDbConnection connection, DeltaSnapshot snapshot, Metadata metadata, StructType schema, string operation,
        CommitOptions options, CancellationToken cancellationToken)
    {
        var protocol = WriterFeatures.Needed(snapshot.Protocol, schema, metadata.Configuration);
        List<DeltaAction> actions = ReferenceEquals(protocol, snapshot.Protocol) ? [metadata] : [protocol, metadata];
        var now = options.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var info = Committer.Info(
            options.Operation ?? operation, options.OperationParameters, now, snapshot.Version, isBlindAppend: false, options.UserMetadata,
            new Dictionary<string, long>());
        var version = new Committer(table.Log, table.Folder)
            .Commit(snapshot.Version, info, actions, new ReadSet(ReadScope.Nothing), cancellationToken);
        var commit = new DeltaCommit(version ?? snapshot.Version);
        table.CheckpointIfDue(connection, commit.Version, options.Clock);
        return commit;
    }
}
