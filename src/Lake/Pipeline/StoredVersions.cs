using Carelake.Delta.Scans;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;
using Carelake.Lake.Materialise;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// Reads the rows of a silver table with their places. Observations, a list of records that few tables ever have, cost a third of the
/// decoding: where no file has any, they are not read.
/// </summary>
/// <param name="connection">Will run the SELECTs.</param>
/// <param name="snapshot">The table.</param>
internal sealed class StoredVersions(DuckDbConnection connection, DeltaSnapshot snapshot)
{
    // Below this a look at what the files say of themselves costs more than it saves.
    private const long FewestRows = 100_000;

    private readonly StructField? _unread = Unread(connection, snapshot);

    /// <summary>All rows.</summary>
    public string Sql(bool withPlaces) => Whole(options => snapshot.ScanSql(options), new ScanOptions { IncludeRowLocation = withPlaces });

    /// <summary>Some rows with their places.</summary>
    /// <param name="match">Which.</param>
    public string MatchingSql(RowMatch match) =>
        Whole(options => snapshot.MatchingSql(connection, options), new ScanOptions { IncludeRowLocation = true, Match = match });

    private string Whole(Func<ScanOptions, string> scan, ScanOptions options)
    {
        if (_unread is null) return scan(options);
        var others = snapshot.Schema.Fields.Select(field => field.Name).Where(name => name != _unread.Name).ToList();
        return $"select *, cast(null as {DuckDbTypes.Of(_unread.Type)}) as {DuckDbSql.Identifier(_unread.Name)} from ({scan(options with { Columns = others })})";
    }

    // An observation always has its time: where a file has no time, it has no observation.
    private static StructField? Unread(DuckDbConnection connection, DeltaSnapshot snapshot) =>
        snapshot.Schema.Find(SystemColumns.ObservedAt) is { } observations && snapshot.RowCount >= FewestRows
            && snapshot.HasNoValue(connection, $"{SystemColumns.ObservedAt}, list, element, {SystemColumns.EffectiveAt}")
            ? observations : null;
}
