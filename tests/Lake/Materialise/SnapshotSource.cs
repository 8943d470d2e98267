using Carelake.Lake.Materialise;

namespace Carelake.Tests.Lake.Materialise;

/// <summary>One pull of a source: all rows it had, or those changed since the last pull.</summary>
/// <param name="Batch">Number of the batch; also the day it was pulled on.</param>
/// <param name="IsSnapshot">All rows.</param>
/// <param name="Rows">Rows that went on.</param>
/// <param name="HeldBack">Rows that went to quarantine.</param>
internal sealed record Pull(int Batch, bool IsSnapshot, List<SourceEvent> Rows, List<SourceEvent> HeldBack)
{
    public SnapshotMark Mark => new("emr", $"{Batch}", SourceEvent.Epoch.AddDays(Batch));

    public HashSet<(string?, string?)> Keys => [.. Rows.Concat(HeldBack).Select(row => row.Key)];
}

/// <summary>A source whose rows come, change, go and are restored, pulled now and then; from a seed.</summary>
internal sealed class SnapshotSource(int seed, bool rowTime)
{
    private readonly Random _random = new(seed);
    private int _position;

    /// <summary>Pulls of thirty days. Rows that carry the snapshot's time are only ever pulled whole.</summary>
    public List<Pull> Pulls(int keyCount)
    {
        var now = new Dictionary<int, (int Modified, string Name)>();
        var gone = new Dictionary<int, (int Modified, string Name)>();
        var pulls = new List<Pull>();
        var last = 0;
        for (var day = 1; day <= 30; day++)
        {
            for (var i = 0; i < keyCount; i++) Live(i, day, now, gone);
            if (_random.Next(3) != 0) continue;
            var isSnapshot = rowTime || _random.Next(2) == 0;
            var rows = now.Where(row => isSnapshot || row.Value.Modified > last).Select(row => Row(row.Key, day, row.Value)).ToList();
            var held = rows.Where(_ => _random.Next(20) == 0).ToList();
            pulls.Add(new Pull(day, isSnapshot, [.. rows.Except(held)], held));
            last = day;
        }

        return pulls;
    }

    /// <summary>The pulls in random order, some together.</summary>
    public List<List<Pull>> Shuffled(List<Pull> pulls)
    {
        var order = pulls.ToArray();
        _random.Shuffle(order);
        var writes = new List<List<Pull>>();
        foreach (var pull in order)
        {
            if (writes.Count > 0 && _random.Next(3) == 0) writes[^1].Add(pull);
            else writes.Add([pull]);
        }

        return writes;
    }

    private void Live(int key, int day, Dictionary<int, (int Modified, string Name)> now, Dictionary<int, (int Modified, string Name)> gone)
    {
        switch (_random.Next(16))
        {
            case 0 or 1:
                now[key] = (day, $"name {_random.Next(3)}");
                break;
            case 2 when now.Remove(key, out var row):
                gone[key] = row;
                break;
            case 3 when !now.ContainsKey(key) && gone.TryGetValue(key, out var old):
                now[key] = old; // Restored as it was, with its old time.
                break;
        }
    }

    private SourceEvent Row(int key, int day, (int Modified, string Name) row) =>
        new($"k{key}", key % 3 == 0 ? null : "x", rowTime ? day : row.Modified, day, ++_position, false, row.Name, null);
}
