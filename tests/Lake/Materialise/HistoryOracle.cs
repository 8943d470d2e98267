namespace Carelake.Tests.Lake.Materialise;

/// <summary>The history of a key, the slow and obvious way.</summary>
internal static class HistoryOracle
{
    public static List<HistoryVersion> Of(IEnumerable<SourceEvent> events)
    {
        var moments = events.GroupBy(e => e.Day).OrderBy(group => group.Key)
            .Select(group => group.MaxBy(e => (e.Batch, e.Position))!).ToList(); // A group is never empty.
        var versions = new List<HistoryVersion>();
        foreach (var moment in moments)
        {
            var (deleted, name, amount) = moment.State;
            if (versions is [.., var last] && (last.IsDeleted, last.Name, last.Amount) == moment.State)
            {
                versions[^1] = last with { SeenAgainAt = $"{last.SeenAgainAt}{moment.Day}/{moment.Position} " };
                continue;
            }

            if (versions.Count > 0) versions[^1] = versions[^1] with { To = moment.Day };
            versions.Add(new HistoryVersion(moment.Day, null, deleted, name, amount, moment.Position, ""));
        }

        return versions;
    }

    /// <summary>The newest state of a key; null when it was never told.</summary>
    public static SourceEvent? Newest(IEnumerable<SourceEvent> events) => events.MaxBy(e => (e.Day, e.Batch, e.Position));
}
