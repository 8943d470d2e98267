using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Delta.DeletionVectors;
using Carelake.Delta.Log;
using Carelake.Delta.Scans;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.Delta.Changes;

/// <summary>
/// The rows that some versions added and took away, as SQL. A version with change data files is read from those, as the protocol asks;
/// of another, the add and remove actions are compared, file by file and deletion vector by deletion vector.
/// </summary>
internal sealed class TableChanges
{
    private const string TypeColumn = "_change_type";
    private const string VersionColumn = "_commit_version";
    private const string TimeColumn = "_commit_timestamp";

    private static readonly ImmutableArray<StructField> Provenance =
        [new(VersionColumn, PrimitiveType.Long), new(TimeColumn, PrimitiveType.Timestamp)];

    private readonly DeltaSnapshot end;
    private readonly TableColumns table;
    private readonly ImmutableArray<StructField> stored;
    private readonly ImmutableArray<StructField> partitions;
    private readonly Func<DeltaSnapshot> start;
    private readonly Dictionary<(string, string?), AddFile> added = [];
    private DeltaSnapshot? loaded;

    /// <summary>Changes up to a snapshot.</summary>
    /// <param name="start">The table before the first of the versions; asked only where a remove action says too little.</param>
    /// <param name="end">The table after the last of them, whose columns the rows get.</param>
    public TableChanges(Func<DeltaSnapshot> start, DeltaSnapshot end)
    {
        this.start = start;
        this.end = end;
        table = new TableColumns(end);
        stored = [.. end.Schema.Fields.Where(column => !table.IsPartition(column))];
        partitions = [.. end.Schema.Fields.Where(table.IsPartition)];
    }

    /// <summary>A SELECT of the table's columns, then <c>_change_type</c>, <c>_commit_version</c> and <c>_commit_timestamp</c>.</summary>
    /// <param name="fromExclusive">The last version that is not asked for; -1 for all from the beginning.</param>
    /// <exception cref="CarelakeException">DELTA-0212: the log no longer has one of the commits.</exception>
    public string Sql(long fromExclusive)
    {
        var slices = new List<FileSlice>();
        var feed = new List<FileSlice>();
        var store = new LogStore(end.TableFolder);
        for (var version = fromExclusive + 1; version <= end.Version; version++)
        {
            var actions = store.ReadCommit(version) ?? throw new CarelakeException(
                "DELTA-0212", $"The changes of version {version} are not in the table's log any more.", end.TableFolder,
                "Read the whole table once, and changes from its present version on.");
            var time = new CommitTimes(store).Of(version, end.Metadata);
            ImmutableArray<string> provenance = [DuckDbSql.Literal(version), DuckDbSql.Literal(time)];
            foreach (var add in actions.OfType<AddFile>()) added[add.Key] = add;
            var cdc = actions.OfType<AddCdcFile>().ToList();
            if (cdc.Count > 0) feed.AddRange(cdc.Select(file => FeedSlice(file, provenance)));
            else slices.AddRange(Compare(actions, provenance));
        }

        var changeType = new StructField(TypeColumn, PrimitiveType.String);
        var computed = new SliceSql(table, stored, [.. partitions, changeType, .. Provenance]).Select(slices, withRowLocation: false);
        var names = end.Schema.Fields.Select(column => column.Name).Append(TypeColumn).Concat(Provenance.Select(column => column.Name));
        var sql = $"SELECT {string.Join(", ", names.Select(DuckDbSql.Identifier))} FROM (\n{computed}";
        if (feed.Count == 0) return sql + "\n)";
        var written = new SliceSql(table, [.. stored, changeType], [.. partitions, .. Provenance]).Select(feed, withRowLocation: false);
        return $"{sql}\nUNION ALL BY NAME\n(\n{written}\n))";
    }

    private FileSlice FeedSlice(AddCdcFile file, ImmutableArray<string> provenance) => new(
        LogPath.Resolve(end.TableFolder, file.Path), RowSelection.All, [.. PartitionValues(file.PartitionValues), .. provenance]);

    private IEnumerable<FileSlice> Compare(IReadOnlyList<DeltaAction> actions, ImmutableArray<string> provenance)
    {
        // A file that is both removed and added kept its rows, apart from the difference of its deletion vectors.
        var removed = actions.OfType<RemoveFile>().Where(file => file.DataChange).ToDictionary(file => LogPath.Canonical(file.Path));
        foreach (var add in actions.OfType<AddFile>().Where(file => file.DataChange))
        {
            var after = Deleted(add);
            if (!removed.Remove(LogPath.Canonical(add.Path), out var remove))
            {
                yield return Slice(add, add.PartitionValues, RowSelection.Without(after), "insert", provenance);
                continue;
            }

            var before = Deleted(remove);
            foreach (var (rows, kind) in new[] { (Difference(after, before), "delete"), (Difference(before, after), "insert") })
            {
                if (rows.Cardinality > 0) yield return Slice(add, add.PartitionValues, RowSelection.Only(rows), kind, provenance);
            }
        }

        foreach (var remove in removed.Values)
            yield return Slice(remove, ValuesOf(remove), RowSelection.Without(Deleted(remove)), "delete", provenance);
    }

    private FileSlice Slice(
        FileAction file, IReadOnlyDictionary<string, string?> values, RowSelection rows, string kind, ImmutableArray<string> provenance) =>
        new(end.FullPath(file), rows, [.. PartitionValues(values), DuckDbSql.Literal(kind), .. provenance], RowsOf(file, rows));

    // What a vector picks out of a file is few rows, whatever the file holds.
    private static long? RowsOf(FileAction file, RowSelection rows) =>
        rows.Kind == RowSelectionKind.Only || file is not AddFile add ? null : WrittenStatistics.RowCount(add.Stats);

    private IEnumerable<string> PartitionValues(IReadOnlyDictionary<string, string?> values) =>
        partitions.Select(column => PartitionValue.Sql(values.GetValueOrDefault(table.NameInFile(column)), column.Type));

    // Old writers leave the partition out of a remove action; the add action it answers to has it.
    private IReadOnlyDictionary<string, string?> ValuesOf(RemoveFile remove)
    {
        if (partitions.IsEmpty) return new Dictionary<string, string?>();
        if (remove.PartitionValues is { } values) return values;
        if (added.TryGetValue(remove.Key, out var recent)) return recent.PartitionValues;
        loaded ??= start();
        return loaded.State.Files[remove.Key].PartitionValues;
    }

    private DeletionVector Deleted(FileAction file) => DeletionVectorStore.Read(end.TableFolder, file.DeletionVector);

    private static DeletionVector Difference(DeletionVector rows, DeletionVector without) =>
        DeletionVector.Of(rows.Rows.Where(row => !without.Contains(row)));
}
