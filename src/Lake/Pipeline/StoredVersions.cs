using Carelake.Delta.Scans;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;
using Carelake.Lake.Materialise;

namespace Carelake.Lake.Pipeline;

/// <summary>Reads stored rows of some keys out of a large silver table.</summary>
internal static class StoredVersions
{
    // Below this a look at what the files say of themselves costs more than it saves.
    private const long FewestRows = 100_000;

    /// <summary>
    /// A SELECT of all columns and the places of the rows. Observations, a list of records that few tables ever have, cost a third of the
    /// decoding: where no file has any, they are not read.
    /// </summary>
    /// <param name="connection">Has the relation of the match, and will run the SELECT.</param>
    /// <param name="snapshot">The table.</param>
    /// <param name="match">Which rows.</param>
    public static string MatchingSql(DuckDbConnection connection, DeltaSnapshot snapshot, RowMatch match)
    {
        var options = new ScanOptions { IncludeRowLocation = true, Match = match };
        if (snapshot.Schema.Find(SystemColumns.ObservedAt) is not { } observations || snapshot.RowCount is null or < FewestRows || !IsEmpty(connection, snapshot))
            return snapshot.MatchingSql(connection, options);
        var others = snapshot.Schema.Fields.Select(field => field.Name).Where(name => name != observations.Name).ToList();
        return $"select *, cast(null as {DuckDbTypes.Of(observations.Type)}) as {DuckDbSql.Identifier(observations.Name)} " +
            $"from ({snapshot.MatchingSql(connection, options with { Columns = others })})";
    }

    // An observation always has its time: where a file has no time, it has no observation.
    private static bool IsEmpty(DuckDbConnection connection, DeltaSnapshot snapshot) =>
        snapshot.HasNoValue(connection, $"{SystemColumns.ObservedAt}, list, element, {SystemColumns.EffectiveAt}");
}
