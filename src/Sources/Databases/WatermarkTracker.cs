namespace Carelake.Sources.Databases;

/// <summary>
/// Watches the rows of an incremental pull go by, tells which were seen before, and makes the next state. Order of rows does not
/// matter.
/// </summary>
/// <param name="before">State of the last pull.</param>
/// <param name="lookback">How far behind the highest watermark late rows may still appear.</param>
/// <param name="latest">No watermark counts past this moment: one row dated in 2099 must not hide all rows until then.</param>
internal sealed class WatermarkTracker(WatermarkState before, TimeSpan lookback, DateTimeOffset latest)
{
    private readonly HashSet<string> _before = [.. before.Seen];
    private List<(object Watermark, string Hash)> _recent = [];
    private object? _start = before.Watermark is null ? null : WatermarkValue.Read(before.Kind!, before.Watermark); // Set together.
    private int _pruneAt = 1024;

    /// <summary>Rows without a watermark: taken by the first pull, unseen by later ones.</summary>
    public long RowsWithoutWatermark { get; private set; }

    /// <summary>The value to read from, included; <see langword="null"/> to read all.</summary>
    public object? Start { get; } = before.Watermark is null ? null : WatermarkValue.Read(before.Kind!, before.Watermark); // As above.

    /// <summary>Takes note of a row; false when an earlier pull had it.</summary>
    /// <param name="watermark">As the engine's type holds it; <see langword="null"/> for none.</param>
    /// <param name="hash">Hash over the row's values.</param>
    public bool IsNew(object? watermark, string hash)
    {
        if (watermark is null)
        {
            RowsWithoutWatermark++;
            return true;
        }

        watermark = Normal(watermark);
        var start = WatermarkValue.Earlier(WatermarkValue.NotAfter(watermark, latest), lookback);
        if (_start is null || WatermarkValue.Compare(start, _start) > 0)
            _start = start;
        _recent.Add((watermark, hash));
        if (_recent.Count >= _pruneAt)
            Prune();
        return !_before.Contains(hash);
    }

    /// <summary>The state after the rows noted; as before when there were none.</summary>
    public WatermarkState Next()
    {
        if (_start is null)
            return before;
        Prune();
        var (kind, text) = WatermarkValue.Write(_start);
        // Rows that were seen and are at or past the new start were read again just now, so nothing is carried over.
        return new WatermarkState
        {
            Kind = kind,
            Watermark = text,
            Seen = [.. _recent.Select(row => row.Hash).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    // All integers compare as long, whatever the column's width.
    private static object Normal(object watermark) => watermark switch
    {
        short number => (long)number,
        int number => (long)number,
        float number => (double)number,
        _ => watermark,
    };

    private void Prune()
    {
        _recent = [.. _recent.Where(row => WatermarkValue.Compare(row.Watermark, _start!) >= 0)]; // Rows were noted, so it is set.
        _pruneAt = Math.Max(1024, 2 * _recent.Count);
    }
}
