using Carelake.Core;
using Carelake.Events;
using Carelake.Hl7v2;
using Carelake.Lake.Configuration;
using Carelake.Sources.Feeds;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Carelake.Sources.Routes;

/// <summary>
/// Sends the HL7 v2 messages of a log on to one target, through its stages. It is a consumer group of its own, so that a target that is slow or away holds up nobody
/// else; its messages wait in the log and go in their order. What a stage or the target will not take is put aside as a dead letter. After a kill the last messages are sent again:
/// a receiver knows them by their control id or idempotency key.
/// </summary>
public sealed class Route : IAsyncDisposable
{
    private const string Refused = "SRC-0411";
    private const string NotTaken = "SRC-0412";
    private const int MostEvents = 200;
    private const int CommitEvery = 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly IEventLog _log;
    private readonly RouteConfig _config;
    private readonly Func<string, Hl7ReadOptions> _readingOf;
    private readonly IReadOnlyList<RouteStage> _stages;
    private readonly IRouteTarget _target;
    private readonly TimeProvider _clock;
    private readonly Action<Exception> _failed;
    private readonly SemaphoreSlim _places;
    private readonly ResiliencePipeline<Delivery> _delivery;
    private long _sent;
    private long _setAside;
    private int _isAway;

    /// <summary>Makes a route; nothing is sent before <see cref="RunAsync"/>.</summary>
    /// <param name="id">Its id; the consumer group is <c>route-ID</c>.</param>
    /// <param name="log">Where messages come from.</param>
    /// <param name="config">Which, and how often they are tried.</param>
    /// <param name="readingOf">How a listener's messages are read, by its id.</param>
    /// <param name="stages">What is done with each, in order.</param>
    /// <param name="target">Where they go; closed with the route.</param>
    /// <param name="clock">Measures pauses.</param>
    /// <param name="failed">Told when the target goes away (<c>SRC-0410</c>), and of failures of the log; the route goes on by itself.</param>
    public Route(string id, IEventLog log, RouteConfig config, Func<string, Hl7ReadOptions> readingOf, IReadOnlyList<RouteStage> stages, IRouteTarget target, TimeProvider clock, Action<Exception> failed)
    {
        (Id, _log, _config, _readingOf, _stages, _target, _clock, _failed) = (id, log, config, readingOf, stages, target, clock, failed);
        _places = new(config.AtOnce);
        _delivery = new ResiliencePipelineBuilder<Delivery> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<Delivery>
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstPause,
                MaxDelay = LongestPause,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is IOException or TimeoutRejectedException or BrokenCircuitException),
                OnRetry = arguments =>
                {
                    if (arguments.Outcome.Exception is not BrokenCircuitException) Away(arguments.Outcome.Exception!); // ShouldHandle saw one.
                    return ValueTask.CompletedTask;
                },
            })
            // Of the messages on the way at the same time, one finds out whether the target is back.
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Delivery>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 4,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = FirstPause,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is IOException or TimeoutRejectedException),
            })
            .AddTimeout(config.Timeout)
            .Build();
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>Name of its consumer group.</summary>
    public string Group => $"route-{Id}";

    /// <summary>Messages that the target took.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Messages put aside.</summary>
    public long SetAside => Interlocked.Read(ref _setAside);

    /// <summary>The target does not answer; messages wait.</summary>
    public bool IsAway => Volatile.Read(ref _isAway) != 0;

    /// <summary>Sends until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, _log.PartitionCount).Select(partition => FollowAsync(partition, cancellationToken)));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped, in the middle of a message perhaps; the next start goes on.
        }
    }

    /// <summary>Closes the target.</summary>
    public async ValueTask DisposeAsync()
    {
        await _target.DisposeAsync();
        _places.Dispose();
    }

    private async Task FollowAsync(int partition, CancellationToken cancellationToken)
    {
        long? known = null;
        while (true)
        {
            try
            {
                var after = known ??= await _log.JoinAsync(Group, partition, cancellationToken);
                foreach (var chunk in (await _log.NextAsync(partition, after, MostEvents, _clock, cancellationToken)).Chunk(CommitEvery))
                {
                    foreach (var stored in chunk)
                    {
                        await TakeAsync(stored, cancellationToken);
                        known = stored.Position.Offset;
                    }
                    await _log.CommitAsync(Group, partition, chunk[^1].Position.Offset, cancellationToken);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                _failed(exception);
                await Task.Delay(FirstPause, _clock, cancellationToken);
            }
        }
    }

    private async Task TakeAsync(StoredEvent stored, CancellationToken cancellationToken)
    {
        if (MessageOf(stored) is not { } message) return;
        var result = Through(new(stored, message));
        var reason = result.Message is { } routed ? await SendAsync(routed, cancellationToken) : result.Reason;
        if (reason.Length == 0)
        {
            Interlocked.Increment(ref _sent);
            return;
        }
        await _log.DeadLetterAsync(Group, stored, reason, cancellationToken);
        Interlocked.Increment(ref _setAside);
    }

    /// <summary>The message of an event that is this route's; <see langword="null"/> for others, and for what its receiver rejected.</summary>
    private Hl7Message? MessageOf(StoredEvent stored)
    {
        var received = stored.Event;
        if (received.Kind != EventKind.Hl7v2 || received.ReceivedAt < _config.Since || !stored.IsFor(Group) || received.Headers.ContainsKey(Hl7Intake.ErrorsHeader)) return null;
        if (_config.From.Count > 0 && !_config.From.Contains(received.Feed, StringComparer.Ordinal)) return null;
        var message = Hl7Message.Parse(received.Payload, _readingOf(received.Feed)).Value;
        return message.Header.Exists && IsWanted(message) ? message : null;
    }

    private bool IsWanted(Hl7Message message) => _config.Events.Count == 0
        || _config.Events.Contains($"{message.MessageCode}^{message.TriggerEvent}", StringComparer.Ordinal) || _config.Events.Contains($"{message.MessageCode}^*", StringComparer.Ordinal);

    private StageResult Through(RoutedMessage routed)
    {
        var result = new StageResult(routed);
        foreach (var stage in _stages)
        {
            if (result.Message is not { } message) break;
            result = stage(message);
        }
        return result;
    }

    /// <summary>Sends a message, for as long as it takes.</summary>
    /// <returns>Nothing, or why the target will not take it.</returns>
    private async Task<string> SendAsync(RoutedMessage routed, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            var (bytes, pause) = (routed.ToBytes(), FirstPause);
            for (var attempt = 1; ; attempt++)
            {
                var delivery = await _delivery.ExecuteAsync(async token => await _target.SendAsync(routed, bytes, token), cancellationToken);
                Volatile.Write(ref _isAway, 0);
                if (delivery.Outcome == DeliveryOutcome.Taken) return "";
                if (delivery.Outcome == DeliveryOutcome.Refused) return $"{Refused}: the target refused the message ({delivery.Answer}).";
                if (attempt >= _config.Tries) return $"{NotTaken}: the target could not take the message in {attempt} tries ({delivery.Answer}).";
                await Task.Delay(pause, _clock, cancellationToken);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            }
        }
        finally
        {
            _places.Release();
        }
    }

    // Told once, until it is back.
    private void Away(Exception exception)
    {
        if (Interlocked.Exchange(ref _isAway, 1) != 0) return;
        _failed(new CarelakeException("SRC-0410", "The target of a route does not take messages; they wait in the log and go when it does.", Id, "Look at the target, its address and its credentials in `routes:`.", exception, isTransient: true));
    }
}
