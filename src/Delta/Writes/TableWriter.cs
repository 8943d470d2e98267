using Carelake.Core;
using Carelake.Delta.Log;
using Carelake.Delta.Scans;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Writes;

/// <summary>
/// One change of a table from beginning to end: what it was computed from, the data files, the deletion vectors, the log entry.
/// Whatever fails before the log entry leaves the table as it was.
/// </summary>
internal sealed class TableWriter
{
    private const string OutsideMarker = "carelake: outside of the overwritten rows";

    private readonly DeltaTable table;
    private readonly DuckDbConnection connection;
    private readonly DeltaChange change;
    private readonly CommitOptions options;
    private readonly CancellationToken cancellationToken;
    private readonly long now;

    private TableWriter(
        DeltaTable table, DuckDbConnection connection, DeltaChange change, CommitOptions options, CancellationToken cancellationToken)
    {
        this.table = table;
        this.connection = connection;
        this.change = change;
        this.options = options;
        this.cancellationToken = cancellationToken;
        now = options.Clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>Makes a change. See <see cref="DeltaTable.Write"/>.</summary>
    public static DeltaCommit Write(
        DeltaTable table, DuckDbConnection connection, DeltaChange change, CommitOptions options, CancellationToken cancellationToken)
    {
        if (change.Overwrite is not null && change.RemovedRowsSql is not null)
            throw new ArgumentException("Either rows are removed one by one, or they are overwritten.", nameof(change));
        var writer = new TableWriter(table, connection, change, options, cancellationToken);
        if (table.Exists()) return writer.WriteExisting();
        try
        {
            return writer.WriteNew();
        }
        catch (CarelakeException e) when (e.Code == "DELTA-0110")
        {
            // Another writer made the table in the meantime.
            return writer.WriteExisting();
        }
    }

    private DeltaCommit WriteNew()
    {
        var definition = change.CreateAs ?? throw WriteErrors.NoTable(table.Folder);
        var rows = Describe();
        var schema = definition.Schema ?? rows?.Schema ?? throw WriteErrors.Columns(table.Folder, "a new table needs columns");
        if (rows is not null) schema = SchemaEvolution.Fit(schema, rows.Schema, options.EvolveSchema, table.Folder).Schema;
        var metadata = NewTable.Metadata(definition, schema, now, table.Folder);
        var protocol = WriterFeatures.Needed(null, schema, metadata.Configuration);
        WriterFeatures.Check(protocol, metadata.Configuration, schema, table.Folder);
        var added = WriteRows(rows, schema, metadata.PartitionColumns);
        return Commit(-1, [protocol, metadata], RowRemoval.None, added, WrittenFiles.None(table.Folder), new ReadSet(ReadScope.WholeTable));
    }

    private DeltaCommit WriteExisting()
    {
        var latest = table.Snapshot(connection);
        if (IsApplied(latest)) return new DeltaCommit(latest.Version) { AlreadyApplied = true, Wrote = false };
        var snapshot = options.ReadVersion is { } version && version != latest.Version ? table.Snapshot(connection, version) : latest;
        WriterFeatures.Check(snapshot);
        var removesRows = change.RemovedRowsSql is not null || change.Overwrite is not null;
        if (removesRows && WriterFeatures.IsOn(snapshot.Metadata.Configuration, WriterFeatures.AppendOnlyProperty))
            throw WriteErrors.AppendOnly(table.Folder);

        var rows = Describe();
        var evolution = Evolve(snapshot, rows);
        using var feed = ChangeFeed.For(connection, snapshot, change, removesRows);
        if (feed is not null && rows is not null) rows = rows with { Sql = feed.AddedRowsSql(rows.Sql) };
        if (evolution.IsWider) return WriteWider(snapshot, rows, evolution.Schema);

        var (removal, reads) = Remove(snapshot);
        var actions = TableActions(snapshot, evolution, removal);
        var added = WriteRows(rows, evolution.Schema, snapshot.Metadata.PartitionColumns);
        var changes = WrittenFiles.None(table.Folder);
        if (feed is not null && removal.Removes.Count > 0)
            changes = WriteFeed(feed, snapshot, evolution.Schema, added);
        return Commit(snapshot.Version, actions, removal, added, changes, reads);
    }

    /// <summary>
    /// Rows of a widened column are written anew, so that every reader can read them: the type-widening feature would spare that, but
    /// older Sparks refuse it. Happens once a column, not once a write.
    /// </summary>
    private DeltaCommit WriteWider(DeltaSnapshot snapshot, RowsProjection? rows, StructType schema)
    {
        var kept = KeptRowsSql(snapshot);
        var existing = kept is null ? null : RowsProjection.Describe(connection, kept);
        var parts = new[] { existing, rows }.OfType<RowsProjection>().Select(part => part.SelectFor(schema, table.Folder));
        var metadata = snapshot.Metadata with { SchemaString = SchemaJson.Write(schema) };
        var actions = NewMetadata(snapshot, metadata, schema);
        var added = NewFiles().Write(
            string.Join("\nUNION ALL\n", parts), schema, metadata.PartitionColumns, now, "", cancellationToken);
        var removal = RowRemoval.OfFiles(snapshot.Files, now);
        return Commit(
            snapshot.Version, actions, removal, added, WrittenFiles.None(table.Folder), new ReadSet(ReadScope.WholeTable));
    }

    private string? KeptRowsSql(DeltaSnapshot snapshot)
    {
        if (change.Overwrite is { Predicate: null }) return null;
        var columns = string.Join(", ", snapshot.Schema.Fields.Select(field => DuckDbSql.Identifier(field.Name)));
        if (change.Overwrite is { Predicate: { } predicate })
            return $"SELECT * FROM (\n{snapshot.ScanSql()}\n) WHERE ({predicate}) IS NOT TRUE";
        if (change.RemovedRowsSql is not { } removed) return snapshot.ScanSql();
        return $"SELECT {columns} FROM (\n{snapshot.ScanSql(new ScanOptions { IncludeRowLocation = true })}\n) AS kept "
            + $"ANTI JOIN (\n{removed}\n) AS removed ON kept._file = removed._file AND kept._file_row = removed._file_row";
    }

    private (RowRemoval Removal, ReadSet Reads) Remove(DeltaSnapshot snapshot)
    {
        if (change.Overwrite is null && change.RemovedRowsSql is null)
            return (RowRemoval.None, new ReadSet(change.Reads ?? ReadScope.Nothing));
        var reads = new ReadSet(change.Reads ?? ReadScope.WholeTable);
        if (change.RemovedRowsSql is { } removed)
            return (RowRemoval.OfRows(connection, snapshot, removed, now, cancellationToken), reads);
        if (change.Overwrite?.Predicate is not { } predicate) return (RowRemoval.OfFiles(snapshot.Files, now), reads);

        var scope = new OverwriteScope(connection, snapshot, predicate);
        if (scope.IsByPartition()) return (RowRemoval.OfFiles(scope.Files(), now), reads with { InPartition = scope.Holds });
        return (RowRemoval.OfRows(connection, snapshot, RowSelections.Where(snapshot, predicate), now, cancellationToken), reads);
    }

    private SchemaEvolution Evolve(DeltaSnapshot snapshot, RowsProjection? rows)
    {
        if (rows is null) return new SchemaEvolution(snapshot.Schema, IsChanged: false, IsWider: false);
        if (change.Overwrite is not { Predicate: null } || !options.EvolveSchema)
            return SchemaEvolution.Fit(snapshot.Schema, rows.Schema, options.EvolveSchema, table.Folder);

        // Nothing of the old rows stays, so nothing of the old columns need.
        var schema = change.CreateAs?.Schema ?? SchemaEvolution.Replace(snapshot.Schema, rows.Schema);
        schema = SchemaEvolution.Fit(schema, rows.Schema, evolve: true, table.Folder).Schema;
        NewTable.CheckPartitioning(schema, snapshot.Metadata.PartitionColumns, table.Folder);
        return new SchemaEvolution(schema, IsChanged: !schema.Equals(snapshot.Schema), IsWider: false);
    }

    private static List<DeltaAction> TableActions(DeltaSnapshot snapshot, SchemaEvolution evolution, RowRemoval removal)
    {
        var metadata = snapshot.Metadata;
        if (evolution.IsChanged) metadata = metadata with { SchemaString = SchemaJson.Write(evolution.Schema) };
        if (removal.Adds.Count > 0 && !WriterFeatures.AllowsDeletionVectors(snapshot))
            metadata = NewTable.WithSetting(metadata, WriterFeatures.DeletionVectorsProperty, "true");
        return NewMetadata(snapshot, metadata, evolution.Schema);
    }

    private static List<DeltaAction> NewMetadata(DeltaSnapshot snapshot, Metadata metadata, StructType schema)
    {
        var actions = new List<DeltaAction>();
        var protocol = WriterFeatures.Needed(snapshot.Protocol, schema, metadata.Configuration);
        if (!ReferenceEquals(protocol, snapshot.Protocol)) actions.Add(protocol);
        if (!ReferenceEquals(metadata, snapshot.Metadata)) actions.Add(metadata);
        return actions;
    }

    private WrittenFiles WriteRows(RowsProjection? rows, StructType schema, IReadOnlyList<string> partitionColumns)
    {
        if (rows is null) return WrittenFiles.None(table.Folder);
        var select = rows.SelectFor(schema, table.Folder);
        if (change.Overwrite is { Predicate: { } predicate })
        {
            select = $"SELECT * FROM (\n{select}\n) WHERE CASE WHEN ({predicate}) THEN true "
                + $"ELSE CAST(error({DuckDbSql.Literal(OutsideMarker)}) AS BOOLEAN) END";
        }

        try
        {
            return NewFiles().Write(select, schema, partitionColumns, now, "", cancellationToken);
        }
        catch (DuckDbException e) when (e.Message.Contains(OutsideMarker, StringComparison.Ordinal))
        {
            throw WriteErrors.OutsideOverwrite(table.Folder, e);
        }
    }

    private WrittenFiles WriteFeed(ChangeFeed feed, DeltaSnapshot snapshot, StructType schema, WrittenFiles added)
    {
        try
        {
            return feed.Write(NewFiles(), schema, snapshot.Metadata.PartitionColumns, now, cancellationToken);
        }
        catch
        {
            added.Delete();
            throw;
        }
    }

    private DeltaCommit Commit(
        long readVersion, List<DeltaAction> tableActions, RowRemoval removal, WrittenFiles added, WrittenFiles changes, ReadSet reads)
    {
        List<DeltaAction> actions =
        [
            .. tableActions,
            .. options.Transactions.Select(t => new Transaction { AppId = t.AppId, Version = t.Version, LastUpdated = now }),
            .. removal.Removes, .. removal.Adds, .. added.ToAdds(dataChange: true), .. changes.ToChangeData(),
        ];
        if (actions.Count == 0) return new DeltaCommit(readVersion) { Wrote = false };
        var result = new DeltaCommit(readVersion)
        {
            RowsAdded = added.Rows, RowsRemoved = removal.Rows ?? 0, FilesAdded = added.Files.Count, SizeBytes = added.SizeBytes,
            FilesRemoved = removal.Removes.Count - removal.Adds.Count,
        };
        var isBlind = reads.Scope == ReadScope.Nothing && removal.Removes.Count == 0 && tableActions.Count == 0;
        var info = Committer.Info(
            options.Operation ?? Operation(readVersion), options.OperationParameters, now, readVersion, isBlind, options.UserMetadata,
            Metrics(result));
        try
        {
            if (added.Files.Count > 0) options.Inspect?.Invoke(added.SelectSql());
            options.BeforeCommit?.Invoke();
            var version = new Committer(table.Log, table.Folder).Commit(readVersion, info, actions, reads, cancellationToken);
            if (version is { } made) return Committed(result with { Version = made });
        }
        catch
        {
            added.Delete();
            changes.Delete();
            throw;
        }

        added.Delete();
        changes.Delete();
        return new DeltaCommit(table.Snapshot(connection).Version) { AlreadyApplied = true, Wrote = false };
    }

    private DeltaCommit Committed(DeltaCommit commit)
    {
        table.CheckpointIfDue(connection, commit.Version, options.Clock);
        return commit;
    }

    private bool IsApplied(DeltaSnapshot latest)
    {
        if (options.Transactions.Count == 0) return false;
        var known = options.Transactions
            .Select(transaction => (transaction.AppId, transaction.Version, Known: latest.Transactions.GetValueOrDefault(transaction.AppId, long.MinValue)))
            .ToList();
        if (known.TrueForAll(transaction => transaction.Known >= transaction.Version)) return true;
        var behind = known.Find(transaction => transaction.Known > transaction.Version);
        return behind.AppId is null ? false : throw WriteErrors.TransactionOutOfOrder(table.Folder, behind.AppId);
    }

    private RowsProjection? Describe() => change.RowsSql is { } sql ? RowsProjection.Describe(connection, sql) : null;

    private DataFileWriter NewFiles() => new(connection, table.Folder);

    private string Operation(long readVersion) => (readVersion, change) switch
    {
        ( < 0, { RowsSql: null }) => "CREATE TABLE",
        ( < 0, _) => "CREATE TABLE AS SELECT",
        (_, { RowsSql: null, RemovedRowsSql: not null }) => "DELETE",
        (_, { RemovedRowsSql: not null }) => "MERGE",
        _ => "WRITE",
    };

    private static Dictionary<string, long> Metrics(DeltaCommit commit) => new(StringComparer.Ordinal)
    {
        ["numFiles"] = commit.FilesAdded,
        ["numOutputRows"] = commit.RowsAdded,
        ["numDeletedRows"] = commit.RowsRemoved,
        ["numRemovedFiles"] = commit.FilesRemoved,
        ["numOutputBytes"] = commit.SizeBytes,
    };
}
