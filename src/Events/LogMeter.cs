using System.Diagnostics.Metrics;

namespace Carelake.Events;

/// <summary>
/// The state of a log as .NET metrics of the meter <see cref="Name"/>, for any exporter: <c>carelake.events.last_offset</c>, <c>carelake.events.lag</c> by consumer group,
/// <c>carelake.events.dead_letters</c> and <c>carelake.events.queued_bytes</c>. What they tell is as old as the last refresh.
/// </summary>
public sealed class LogMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Carelake.Events";

    private readonly IEventLog _log;
    private readonly Meter _meter = new(Name);
    private LogMetrics? _last;

    /// <summary>Publishes the metrics of a log.</summary>
    /// <param name="log">The log; it is not closed here.</param>
    public LogMeter(IEventLog log)
    {
        _log = log;
        _meter.CreateObservableGauge("carelake.events.last_offset", () => Known(metrics => metrics.LastOffsets.Select((offset, partition) => new Measurement<long>(offset, new KeyValuePair<string, object?>("partition", partition)))), "{event}", "Offset of the newest event.");
        _meter.CreateObservableGauge("carelake.events.lag", () => Known(metrics => metrics.Lag.Select(group => new Measurement<long>(group.Value, new KeyValuePair<string, object?>("group", group.Key)))), "{event}", "Events that a consumer group has not committed.");
        _meter.CreateObservableGauge("carelake.events.dead_letters", () => Known(metrics => [new(metrics.DeadLetters)]), "{event}", "Events put aside.");
        _meter.CreateObservableGauge("carelake.events.queued_bytes", () => Known(metrics => [new(metrics.QueuedBytes)]), "By", "Bytes that wait to be written.");
    }

    /// <summary>Asks the log how it stands.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken) => Volatile.Write(ref _last, await _log.MetricsAsync(cancellationToken));

    /// <summary>Publishes no more.</summary>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Known(Func<LogMetrics, IEnumerable<Measurement<long>>> measure) => Volatile.Read(ref _last) is { } metrics ? measure(metrics) : [];
}
