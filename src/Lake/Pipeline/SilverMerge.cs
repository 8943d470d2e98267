using Carelake.Delta.Scans;
using Carelake.Delta.Snapshots;
using Carelake.Delta.Writes;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;

namespace Carelake.Lake.Pipeline;

/// <summary>Merges checked events into a silver table, in the way its model asks for, in one commit.</summary>
internal sealed class SilverMerge(RunContext run, ModelSpec model)
{
    /// <summary>Writes the events.</summary>
    /// <param name="session">The session that has the events.</param>
    /// <param name="events">Rows that keep every error rule.</param>
    /// <param name="transactions">How far the commit has read.</param>
    /// <param name="ct">Interrupts.</param>
    public (MaterialiseCounts Counts, DeltaCommit? Commit) Write(
        LakeSession session, EventSet events, IReadOnlyList<TransactionVersion> transactions, CancellationToken ct)
    {
        var connection = session.Connection;
        var snapshot = session.Snapshot(model.Table);
        var state = State(connection, snapshot);
        var shape = ModelTables.Shape(model) with { HasOldHashes = snapshot is not null && snapshot.Setting(ChangeHash.Setting) != ChangeHash.Current };
        var prepared = Prepare(session, shape, events, state, ct);
        var marks = prepared.Marks.Select(mark => mark.ToTransaction()).Select(mark => new TransactionVersion(mark.AppId, mark.Version));
        // A table is made with all its columns, even by a load of which every row waits in quarantine.
        var change = (snapshot is null && prepared.RowsSql is null ? prepared with { RowsSql = ModelTables.EmptySql(model) } : prepared)
            .ToDelta(ModelTables.Definition(model));
        var options = run.Commit([.. transactions, .. marks]) with { ReadVersion = snapshot?.Version, EvolveSchema = true, Operation = "MERGE" };
        return (prepared.Counts, run.Lake.Table(model.Table).Write(connection, change, options, ct));
    }

    private static TableState State(DuckDbConnection connection, DeltaSnapshot? snapshot)
    {
        if (snapshot is null) return TableState.Empty;
        var marks = SnapshotMark.FromTransactions(snapshot.Transactions);
        if (snapshot.Files.Count == 0) return TableState.Empty with { Snapshots = marks };
        var stored = new StoredVersions(connection, snapshot);
        return new TableState(stored.Sql(withPlaces: false), stored.Sql(withPlaces: true), marks)
        {
            Matching = (relation, columns) => stored.MatchingSql(new RowMatch(relation, columns)),
        };
    }

    private PreparedChange Prepare(LakeSession session, TableShape shape, EventSet events, TableState state, CancellationToken ct) => model.Materialisation switch
    {
        Materialisation.Scd2 => Scd2Materialisation.Prepare(session.Connection, shape, events, state, ct),
        Materialisation.Upsert => UpsertMaterialisation.Prepare(session.Connection, shape, events, state, ct),
        _ => AppendMaterialisation.Prepare(session.Connection, shape, events, state, ct),
    };
}
