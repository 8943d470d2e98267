using Carelake.Core;
using Carelake.Delta.Writes;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Models;
using Carelake.Lake.Pipeline;

namespace Carelake.Lake.Subjects;

/// <summary>Takes rows out of tables for good: removed, files written anew, history ended. Under the lock of a run.</summary>
internal sealed class RowErasure(PipelineServices services, Project project, LakeSession session)
{
    /// <summary>Refuses while silver has not read all of bronze: it would read the rest from a history that ends now.</summary>
    /// <exception cref="CarelakeException"><c>LAKE-0903</c> it has not.</exception>
    public void CheckCaughtUp()
    {
        foreach (var mapping in Mappings())
        {
            if (session.Snapshot(mapping.BronzeTable) is not { } bronze || InputVersion.ReadBy(session.Snapshot(mapping.SilverTable), mapping.BronzeTable, bronze) >= bronze.Version) continue;
            throw new CarelakeException(
                "LAKE-0903", "Some rows have not been taken to silver yet.", mapping.BronzeTable, "Run `carelake run` until it ends without a failure, and ask again.");
        }
    }

    /// <summary>Takes the rows of a table out that fulfil a condition.</summary>
    /// <returns><see langword="null"/> when there was none.</returns>
    public ErasedTable? Remove(string table, string where, CancellationToken ct)
    {
        var delta = services.Lake.Table(table);
        var before = delta.Snapshot(session.Connection);
        var commit = delta.Write(
            session.Connection, new DeltaChange { RemovedRowsSql = SubjectSearch.PlacesSql(before, where) },
            new CommitOptions { ReadVersion = before.Version, Operation = "DELETE", Clock = services.Time }, ct);
        if (!commit.Wrote) return null;
        var purged = delta.Purge(session.Connection, services.Time, ct);
        if (table.StartsWith("bronze.", StringComparison.Ordinal)) HandOn(table, before.Version, ct);
        return new(table, commit.RowsRemoved, before.Version, purged.Version, purged.DataFilesRemoved + purged.LogFilesRemoved);
    }

    // Silver had read the table as it was: what was removed is nothing new for it.
    private void HandOn(string bronze, long before, CancellationToken ct)
    {
        var now = session.Snapshot(bronze)!; // Just written.
        foreach (var mapping in Mappings().Where(mapping => mapping.BronzeTable == bronze))
        {
            if (session.Snapshot(mapping.SilverTable) is not { } silver || InputVersion.ReadBy(silver, bronze, now) != before) continue;
            services.Lake.Table(mapping.SilverTable).Write(
                session.Connection, new DeltaChange(), new CommitOptions { Transactions = [InputVersion.Of(bronze, now)], Operation = "PURGE", Clock = services.Time }, ct);
        }
    }

    // What silver reads by version: mappings of sources that are pulled, and that of corrections.
    private IEnumerable<MappingSpec> Mappings() => project.Models.Values.Where(model => model.IsSilver).SelectMany(model => Corrections.With(project.MappingsTo(model.Table), model))
        .Where(mapping => project.FindSource(mapping.SourceId) is not { IsPushed: true });
}
