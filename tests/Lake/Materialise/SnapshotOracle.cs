namespace Carelake.Tests.Lake.Materialise;

/// <summary>The history of a key of a source that is pulled whole now and then, the slow and obvious way.</summary>
internal static class SnapshotOracle
{
    public static List<HistoryVersion> Of((string?, string?) key, IReadOnlyCollection<Pull> pulls)
    {
        var told = pulls.SelectMany(pull => pull.Rows.Concat(pull.HeldBack)).Where(row => row.Key == key).GroupBy(row => row.Day)
            .ToDictionary(group => group.Key, group => group.MaxBy(row => (row.Batch, row.Position))!); // A group is never empty.
        var seen = pulls.Where(pull => pull.IsSnapshot).ToDictionary(pull => pull.Batch, pull => pull.Keys.Contains(key));
        var versions = new List<HistoryVersion>();
        string? lastName = null;
        for (var day = told.Keys.Min(); day <= 31; day++)
        {
            if (told.TryGetValue(day, out var row)) State(versions, day, isDeleted: false, lastName = row.Name);
            else if (seen.TryGetValue(day, out var isThere)) State(versions, day, !isThere, isThere ? lastName : null);
        }

        return versions;
    }

    private static void State(List<HistoryVersion> versions, int day, bool isDeleted, string? name)
    {
        if (versions is [.., var last] && (last.IsDeleted, last.Name) == (isDeleted, name)) return;
        if (versions.Count > 0) versions[^1] = versions[^1] with { To = day };
        versions.Add(new HistoryVersion(day, null, isDeleted, name, null, null, ""));
    }
}
