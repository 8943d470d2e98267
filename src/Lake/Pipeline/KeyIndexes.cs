using Carelake.DuckDb;
using Carelake.Lake.Models;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// Which keys of a table are indexed: its own, by which a day's rows find those that they change, and in a table that a gold model follows the
/// keys of the other large tables which that model reacts to.
/// </summary>
internal static class KeyIndexes
{
    // A key of a smaller table, such as a department, is one that many rows share: an index finds them no faster than a scan.
    private const long FewestKeys = 100_000;

    /// <summary>Makes the indexes that a table that was just written lacks. Small files need none, so most days write none.</summary>
    public static void AfterWrite(RunContext run, ModelSpec model, DuckDbConnection connection, CancellationToken ct)
    {
        if (model.Keys.Count == 0 || (!model.IsSilver && model.Incremental is null)) return;
        var table = run.Lake.Table(model.Table);
        table.IndexKeys(connection, [.. model.Keys], ct);
        var followers = run.Project.Models.Values.Where(follower => follower.Incremental?.Driver == model.Table);
        foreach (var columns in followers.SelectMany(follower => follower.Incremental!.ReactsTo) // Filtered above.
            .Where(input => IsLargeByKey(run, connection, input.Key, input.Value)).Select(input => input.Value)
            .DistinctBy(columns => string.Join('\n', columns), StringComparer.OrdinalIgnoreCase))
        {
            table.IndexKeys(connection, [.. columns], ct);
        }
    }

    private static bool IsLargeByKey(RunContext run, DuckDbConnection connection, string input, IReadOnlyCollection<string> columns) =>
        run.Project.Models.GetValueOrDefault(input) is { } model && model.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(columns)
        && run.Lake.Table(input) is var table && table.Exists() && table.Snapshot(connection).RowCount >= FewestKeys;
}
