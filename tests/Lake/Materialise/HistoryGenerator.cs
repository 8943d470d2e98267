namespace Carelake.Tests.Lake.Materialise;

/// <summary>Change histories with everything that goes wrong in them, from a seed.</summary>
internal sealed class HistoryGenerator(int seed)
{
    private static readonly string?[] Names = ["Ann", "Bo", "", null, "a:b", ":", "1:a"];
    private static readonly decimal?[] Amounts = [null, 0m, 1.50m, 10m];
    private readonly Random _random = new(seed);
    private int _position;

    /// <summary>Histories of so many keys: insert, change, change back, delete, return, duplicate, correction; days out of order.</summary>
    public List<List<SourceEvent>> Histories(int count) =>
        [.. Enumerable.Range(0, count).Select(i => History(Key(i)))];

    /// <summary>The events in the order in which they were told.</summary>
    public static List<List<SourceEvent>> InOrder(IEnumerable<SourceEvent> events) =>
        [.. events.OrderBy(e => (e.Batch, e.Position)).GroupBy(e => e.Batch).Select(group => group.ToList())];

    /// <summary>The events in random order, cut into random batches of arrival; some arrive twice.</summary>
    public List<List<SourceEvent>> Shuffled(IEnumerable<SourceEvent> events)
    {
        var all = events.ToList();
        all.AddRange(all.Where(_ => _random.Next(12) == 0).ToList());
        var shuffled = all.ToArray();
        _random.Shuffle(shuffled);
        var batches = _random.Next(2, 7);
        return [.. shuffled.GroupBy(_ => _random.Next(batches)).Select(group => group.ToList())];
    }

    // ("doc-7","12") and ("doc-71","2") have the same text when put together; NULL and "" differ.
    private static (string?, string?) Key(int i) => (i % 7) switch
    {
        0 => ($"doc-{i}", "12"),
        1 => ($"doc-{i - 1}1", "2"),
        2 => ($"doc-{i}", null),
        3 => ($"doc-{i - 1}", ""),
        4 => (null, $"{i}"),
        5 => ("", $"{i - 1}"),
        _ => ($"doc {i}'", $"{i}"),
    };

    private List<SourceEvent> History((string?, string?) key)
    {
        var length = _random.Next(1, 9);
        var events = new List<SourceEvent>();
        for (var i = 0; i < length; i++)
        {
            var day = _random.Next(1, 10);
            var before = events.Count > 0 ? events[_random.Next(events.Count)] : null;
            var next = new SourceEvent(
                key.Item1, key.Item2, day, _random.Next(1, 5), ++_position, _random.Next(5) == 0, Names[_random.Next(Names.Length)],
                Amounts[_random.Next(Amounts.Length)]);
            events.Add((_random.Next(6), before) switch
            {
                (0, { } same) => same with { Batch = next.Batch, Position = next.Position }, // said twice
                (1, { } same) => same with { Batch = next.Batch, Position = next.Position, Day = day }, // back to an old value
                (2, { } same) => next with { Day = same.Day }, // corrected
                _ => next,
            });
        }

        return events;
    }
}
