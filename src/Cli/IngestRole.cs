using System.Net;
using Carelake.Core;
using Carelake.Events;
using Carelake.Events.Bronze;
using Carelake.Hl7v2;
using Carelake.Lake.Bronze;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Subjects;
using Carelake.Sources.Feeds;
using Carelake.Sources.Mllp;
using Carelake.Sources.Routes;

namespace Carelake.Cli;

/// <summary>The role <c>ingest</c>: every listener of a project, the log behind them, and what carries it on to bronze.</summary>
internal sealed class IngestRole : IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(20);
    private readonly List<(string Id, MllpReceiver Receiver)> _receivers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Terminal _terminal;
    private IEventLog? _log;
    private FeedLoader? _loader;
    private BronzeConsumer? _consumer;
    private Task _consuming = Task.CompletedTask;
    private Task _trimming = Task.CompletedTask;
    private readonly List<Route> _routes = [];
    private Task _routing = Task.CompletedTask;
    private LogMeter? _meter;
    private Task _measuring = Task.CompletedTask;

    private IngestRole(Terminal terminal) => _terminal = terminal;

    /// <summary>Opens the log and the listeners.</summary>
    /// <exception cref="CarelakeException">CLI-0071: the project has no listener; and those of the log and of listeners.</exception>
    public static async Task<IngestRole> StartAsync(ProjectContext context, Terminal terminal, CancellationToken cancellationToken)
    {
        var listeners = context.Project.Config.Listeners.Where(listener => listener.Value.IsActive).ToList();
        if (listeners.Count == 0)
            throw new CarelakeException("CLI-0071", "The project has no listener to open.", "listeners", "Add one to carelake.yaml: docs/guides/connecting-a-feed.md.");
        var role = new IngestRole(terminal);
        try
        {
            await role.OpenAsync(context, listeners, cancellationToken);
            return role;
        }
        catch
        {
            await role.DisposeAsync();
            throw;
        }
    }

    /// <summary>What each listener has seen, by its id.</summary>
    public IReadOnlyDictionary<string, MllpCounts> Counts => _receivers.ToDictionary(receiver => receiver.Id, receiver => receiver.Receiver.Counts, StringComparer.Ordinal);

    /// <summary>The log that receivers write to.</summary>
    public IEventLog Log => _log!; // Opened before anyone gets the role.

    /// <summary>Rows that went into bronze.</summary>
    public long Loaded => _consumer?.Loaded ?? 0;

    /// <summary>Closes the listeners, answers what was taken, brings it to bronze as far as there is time, and closes the log.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, receiver) in _receivers) await receiver.DisposeAsync();
        await _stop.CancelAsync();
        await Task.WhenAll(_consuming, _routing, _trimming, _measuring);
        foreach (var route in _routes) await route.DisposeAsync();
        _meter?.Dispose();
        if (_consumer is { } consumer) await DrainAsync(consumer);
        _loader?.Dispose();
        if (_log is { } log) await log.DisposeAsync();
        _stop.Dispose();
    }

    private async Task DrainAsync(BronzeConsumer consumer)
    {
        using var enough = new CancellationTokenSource(DrainTime, TimeProvider.System);
        try
        {
            await consumer.DrainAsync(enough.Token);
        }
        catch (Exception exception)
        {
            // It is in the log: the next start goes on.
            Failed(exception);
        }
    }

    private async Task OpenAsync(ProjectContext context, List<KeyValuePair<string, ListenerConfig>> listeners, CancellationToken cancellationToken)
    {
        var keys = Composition.Keys(context);
        var folder = EventLogs.Folder(context);
        _log = await EventLogs.OpenAsync(context, cancellationToken);
        // Only the holder of the log makes files here, so what is left of a killed one can go.
        var temporary = Path.Combine(folder, "tmp");
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        var landing = new LandingZone(context.Lake.Root, keys, TimeProvider.System, temporary);
        var operations = await context.OperationsAsync(cancellationToken);
        _loader = new FeedLoader(context.Lake, landing, operations, TimeProvider.System)
        {
            Erased = new(new ErasedPeople(operations, landing), listeners.Where(listener => listener.Value.Facility is not null).ToDictionary(listener => listener.Key, listener => listener.Value.Facility!, StringComparer.Ordinal)), // Filtered before.
        };
        var reading = listeners.ToDictionary(listener => listener.Key, listener => ReadingOf(listener.Value), StringComparer.Ordinal);
        _consumer = new BronzeConsumer(_log, _loader, new BronzeConsumerOptions { Reading = reading }, TimeProvider.System, Failed);
        _consuming = Task.Run(() => _consumer.RunAsync(_stop.Token), CancellationToken.None);
        await OpenRoutesAsync(context, _log, reading, cancellationToken);
        _trimming = TrimAsync(_log, _stop.Token);
        _meter = new LogMeter(_log);
        _measuring = MeasureAsync(_meter, _stop.Token);
        foreach (var (id, listener) in listeners)
        {
            // What speaks HTTP is the server's; here is its log and its way to bronze.
            if (listener.Kind == ListenerKind.Http) continue;
            var receiver = await ListenAsync(context.Project, id, listener, _log, cancellationToken);
            _receivers.Add((id, receiver));
            _terminal.Say($"Listening: {id} (mllp{(listener.Tls is null ? "" : ", TLS")}) on {receiver.EndPoint}");
        }
    }

    private async Task OpenRoutesAsync(ProjectContext context, IEventLog log, Dictionary<string, Hl7ReadOptions> reading, CancellationToken cancellationToken)
    {
        foreach (var (id, route) in context.Project.Config.Routes.Where(route => route.Value.IsActive))
        {
            _routes.Add(await RouteFactory.OpenAsync(
                id, route, context.Project, Composition.Secrets(context.Project), log, feed => reading.GetValueOrDefault(feed, Hl7ReadOptions.Default), TimeProvider.System, Failed, cancellationToken));
            _terminal.Say($"Routing: {id} to {route.To}");
        }
        _routing = Task.Run(() => Task.WhenAll(_routes.Select(route => route.RunAsync(_stop.Token))), CancellationToken.None);
    }

    private static async Task<MllpReceiver> ListenAsync(Project project, string id, ListenerConfig listener, IEventLog log, CancellationToken cancellationToken)
    {
        var rules = ReceiverRules.Default with { ProcessingIds = [.. listener.ProcessingIds], Events = [.. listener.Events] };
        var intake = new Hl7Intake(id, listener.Facility, ReadingOf(listener), rules, TimeProvider.System.GetUtcNow());
        var options = new MllpReceiverOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Parse(listener.Address), listener.Port!.Value), // Checked when the project was loaded.
            Tls = listener.Tls is { } tls ? await ListenerTls.OptionsAsync(project, tls, cancellationToken) : null,
            LongestMessage = listener.LongestMessageKib * 1024,
            MostHeldBytes = Math.Max(256L << 20, listener.LongestMessageKib * 2048L),
            MostConnections = listener.MostConnections,
            Window = listener.Window,
            IdleTimeout = listener.IdleTimeout,
            FrameTimeout = listener.FrameTimeout,
            IsStrict = listener.Strict,
        };
        return MllpReceiver.Start(options, intake, log, TimeProvider.System);
    }

    internal static Hl7ReadOptions ReadingOf(ListenerConfig listener) => new() { FallbackCharset = listener.Charset };

    // What bronze and landing have is kept in the log for a week more: so long a resent message is known as the one it was.
    private async Task TrimAsync(IEventLog log, CancellationToken cancellationToken)
    {
        var kept = TimeSpan.FromDays(7);
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) await TrimOnceAsync(log, TimeProvider.System.GetUtcNow() - kept, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task MeasureAsync(LogMeter meter, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), TimeProvider.System);
        try
        {
            do await RefreshAsync(meter, cancellationToken);
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task RefreshAsync(LogMeter meter, CancellationToken cancellationToken)
    {
        try
        {
            await meter.RefreshAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What is shown stays as old as it is; the next time asks again.
            Failed(exception);
        }
    }

    private async Task TrimOnceAsync(IEventLog log, DateTimeOffset before, CancellationToken cancellationToken)
    {
        try
        {
            await log.TrimAsync(before, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A full disk or a broker that is away, for example: the next hour tries again.
            Failed(exception);
        }
    }

    private void Failed(Exception exception)
    {
        var known = ErrorLine.Of(exception) ?? ErrorLine.Of(new CarelakeException(
            "CLI-0072", $"Events did not reach bronze ({exception.GetType().Name}).", "", "They are in the log and are tried again.", exception));
        _terminal.Say(known!.Text); // A known failure has a line.
    }
}
