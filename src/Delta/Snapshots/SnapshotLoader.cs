using Carelake.Core;
using Carelake.Delta.Log;
using Carelake.DuckDb;

namespace Carelake.Delta.Snapshots;

/// <summary>
/// Reads states of one table, and keeps the latest: the next look at the table reads only the commits since.
/// Safe for use by many threads.
/// </summary>
/// <param name="folder">Full path of the table's folder.</param>
internal sealed class SnapshotLoader(string folder)
{
    private readonly LogStore store = new(folder);
    private readonly Lock gate = new();
    private (TableState State, CommitMark Mark)? latest;
    private DeltaSnapshot? newest;

    /// <summary>The snapshot of a version, the latest by default.</summary>
    /// <exception cref="CarelakeException">DELTA-0201 to DELTA-0206 and DELTA-0208.</exception>
    public DeltaSnapshot Load(DuckDbConnection connection, long? version, DateTimeOffset? asOf)
    {
        lock (gate)
        {
            if (version is not null && asOf is not null)
                throw new ArgumentException("Ask for a version or for a moment, not for both.", nameof(asOf));
            if (version is { } one) return ToSnapshot(At(connection, one));
            var state = Latest(connection);
            if (!ReferenceEquals(newest?.State, state)) newest = ToSnapshot(state);
            if (asOf is not { } moment) return newest;
            return ToSnapshot(At(connection, new CommitTimes(store).VersionAt(moment, newest.Metadata, folder)));
        }
    }

    private TableState At(DuckDbConnection connection, long version)
    {
        if (latest is { } known && known.State.Version <= version && IsCurrent(known.Mark))
        {
            var state = Forward(known.State, version);
            if (state.Version == version) return state;
        }

        return Load(connection, LogSegment.Select(store.ListFrom(0), version, folder));
    }

    private TableState Latest(DuckDbConnection connection)
    {
        var state = latest is { } known && IsCurrent(known.Mark)
            ? Forward(known.State, long.MaxValue)
            : Load(connection, LogSegment.Select(store.ListFrom(0), version: null, folder));
        latest = (state, Mark(state.Version));
        return state;
    }

    // Commits are cleaned up from the oldest on. So while the last one we know is there, the next one is there or not yet written.
    private TableState Forward(TableState state, long last)
    {
        while (state.Version < last && store.ReadCommit(state.Version + 1) is { } actions)
            state = state.After(state.Version + 1, actions);
        return state;
    }

    private TableState Load(DuckDbConnection connection, LogSegment segment)
    {
        var state = TableState.Empty;
        if (segment.CheckpointVersion >= 0)
            state = state.After(segment.CheckpointVersion, new CheckpointReader(store).Read(connection, segment.Checkpoint));
        state = Forward(state, segment.Version);
        return state.Version == segment.Version
            ? state
            : throw new CarelakeException(
                "DELTA-0202", $"Version {state.Version + 1} went missing from the table's log while it was read.", folder,
                "Try again.", isTransient: true);
    }

    private DeltaSnapshot ToSnapshot(TableState state)
    {
        if (state.Protocol is null || state.Metadata is null)
        {
            var missing = state.Protocol is null ? "protocol" : "metadata";
            throw new CarelakeException(
                "DELTA-0209", $"The state of the table cannot be recovered: its log has no {missing}.", folder,
                "Restore the first commits of the log from a backup.");
        }

        ReaderFeatures.Check(state.Protocol, folder);
        return new DeltaSnapshot(folder, state, new CommitTimes(store).Of(state.Version, state.Metadata));
    }

    private bool IsCurrent(CommitMark mark) => mark.Length >= 0 && mark == Mark(mark.Version);

    private CommitMark Mark(long version)
    {
        var file = new FileInfo(store.PathOf(LogFileName.Commit(version)));
        return file.Exists ? new CommitMark(version, file.Length, file.LastWriteTimeUtc) : new CommitMark(version, -1, default);
    }

    /// <summary>Tells the commit of one table from that of another made later in the same place.</summary>
    private readonly record struct CommitMark(long Version, long Length, DateTime WrittenAt);
}
