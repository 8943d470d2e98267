using Carelake.Core;
using Carelake.Delta.Changes;
using Carelake.Delta.Log;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta;

/// <summary>
/// A Delta table in a folder. Keep one for as long as the table is of interest: it remembers the latest state, and a look at the
/// table then costs only what was committed since. Safe for use by many threads.
/// </summary>
public sealed partial class DeltaTable
{
    private readonly SnapshotLoader snapshots;

    private DeltaTable(string folder)
    {
        Folder = folder;
        snapshots = new SnapshotLoader(folder);
    }

    /// <summary>Full path of the table's folder, without a slash at the end.</summary>
    public string Folder { get; }

    /// <summary>The table of a folder, which need not exist yet. Reads nothing.</summary>
    public static DeltaTable ForPath(string path) => new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    /// <summary>Some version of the table was written.</summary>
    public bool Exists() => new LogStore(Folder).Exists();

    /// <summary>The table as it is now, or as it was.</summary>
    /// <param name="connection">Reads checkpoints; nothing of it is kept.</param>
    /// <param name="version">From 0; <see langword="null"/> for the latest.</param>
    /// <param name="asOf">A moment: the latest version that was there then.</param>
    /// <exception cref="CarelakeException">
    /// DELTA-0201: no table here. DELTA-0202: the log has a gap. DELTA-0203, DELTA-0204: version or feature of the protocol not known.
    /// DELTA-0205: no such version or moment. DELTA-0208, DELTA-0101: a file of the log is damaged. DELTA-0209: the log lacks a part.
    /// </exception>
    public DeltaSnapshot Snapshot(DuckDbConnection connection, long? version = null, DateTimeOffset? asOf = null) =>
        snapshots.Load(connection, version, asOf);

    /// <summary>
    /// A SELECT of the rows that some versions added and took away: the columns of the last of them, then <c>_change_type</c>
    /// (<c>insert</c> or <c>delete</c>), <c>_commit_version</c> and <c>_commit_timestamp</c>. A row that came and went is there twice.
    /// Files that were only rewritten, as by a compaction, are passed over. Needs the data files of all those versions.
    /// </summary>
    /// <param name="connection">Reads checkpoints; nothing of it is kept.</param>
    /// <param name="fromVersionExclusive">The last version already known; -1 for none.</param>
    /// <param name="toVersionInclusive">The last version asked for; <see langword="null"/> for the latest.</param>
    /// <exception cref="CarelakeException">
    /// DELTA-0212: the log no longer has a commit. Also those of <see cref="Snapshot"/> and <see cref="DeltaSnapshot.ScanSql"/>.
    /// </exception>
    public string ChangesSql(DuckDbConnection connection, long fromVersionExclusive, long? toVersionInclusive = null) =>
        $"""
        SELECT * REPLACE (CASE _change_type WHEN 'update_preimage' THEN 'delete' WHEN 'update_postimage' THEN 'insert'
            ELSE _change_type END AS _change_type)
        FROM (
        {ChangeFeedSql(connection, fromVersionExclusive, toVersionInclusive)}
        )
        """;

    /// <summary>Some of the versions added or took away rows; true too where the log no longer tells.</summary>
    /// <param name="fromVersionExclusive">The last version already known.</param>
    /// <param name="toVersionInclusive">The last version asked for.</param>
    public bool HasDataChanges(long fromVersionExclusive, long toVersionInclusive)
    {
        var store = new LogStore(Folder);
        for (var version = fromVersionExclusive + 1; version <= toVersionInclusive; version++)
        {
            if (store.ReadCommit(version) is not { } actions || actions.OfType<FileAction>().Any(file => file.DataChange)) return true;
        }

        return toVersionInclusive < fromVersionExclusive;
    }

    /// <summary>The log still has every commit after a version, so that <see cref="ChangesSql"/> can tell what they did.</summary>
    /// <param name="fromVersionExclusive">The last version already known.</param>
    /// <param name="toVersionInclusive">The last version asked for.</param>
    public bool HasCommits(long fromVersionExclusive, long toVersionInclusive)
    {
        // Commits are cleaned up from the oldest on.
        var store = new LogStore(Folder);
        return toVersionInclusive <= fromVersionExclusive || File.Exists(store.PathOf(LogFileName.Commit(fromVersionExclusive + 1)));
    }

    /// <summary>
    /// Like <see cref="ChangesSql"/>, with updates told from deletes and inserts where the table keeps a change data feed:
    /// <c>update_preimage</c> is the row before, <c>update_postimage</c> the row after.
    /// </summary>
    /// <inheritdoc cref="ChangesSql"/>
    public string ChangeFeedSql(DuckDbConnection connection, long fromVersionExclusive, long? toVersionInclusive = null)
    {
        var end = Snapshot(connection, toVersionInclusive);
        return new TableChanges(() => Snapshot(connection, fromVersionExclusive), end).Sql(fromVersionExclusive);
    }
}
