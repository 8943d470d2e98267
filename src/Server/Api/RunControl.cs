using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Carelake.Core;
using Carelake.Lake.Pipeline;
using Carelake.Server.Tenants;

namespace Carelake.Server.Api;

/// <summary>Starts runs of the pipeline, one at a time for each tenant, and tells those who watch.</summary>
internal sealed class RunControl : IAsyncDisposable
{
    private const int Remembered = 1024;
    private readonly ConcurrentDictionary<string, Going> _going = new(StringComparer.Ordinal);
    private readonly Lock _starting = new();
    private readonly CancellationTokenSource _stop = new();

    private sealed class Going : IProgress<PipelineEvent>
    {
        private readonly Lock _lock = new();
        private readonly List<Channel<RunEvent>> _watchers = [];
        private readonly Dictionary<string, RunEvent> _latest = new(StringComparer.Ordinal);
        private RunEvent? _end;

        public Task Task { get; set; } = Task.CompletedTask;

        public void Report(PipelineEvent value) => Tell(new(
            value.Stage.ToString().ToLowerInvariant(), value.Table, RunAnswer.StateOf(value.State), value.Rows, value.Elapsed.TotalSeconds, value.Message, IsEnd: false));

        public void Tell(RunEvent one)
        {
            lock (_lock)
            {
                if (one.IsEnd) _end = one;
                else _latest[$"{one.Stage} {one.Table}"] = one;
                foreach (var watcher in _watchers)
                {
                    watcher.Writer.TryWrite(one);
                    if (one.IsEnd) watcher.Writer.TryComplete();
                }
                if (one.IsEnd) _watchers.Clear();
            }
        }

        // Where a table stands, and what comes after; a watcher who falls behind loses the oldest steps, never the end.
        public ChannelReader<RunEvent> Watch()
        {
            lock (_lock)
            {
                var channel = Channel.CreateBounded<RunEvent>(new BoundedChannelOptions(Remembered) { FullMode = BoundedChannelFullMode.DropOldest });
                foreach (var one in _latest.Values) channel.Writer.TryWrite(one);
                if (_end is null)
                {
                    _watchers.Add(channel);
                }
                else
                {
                    channel.Writer.TryWrite(_end);
                    channel.Writer.TryComplete();
                }
                return channel.Reader;
            }
        }
    }

    /// <summary>Starts a run.</summary>
    /// <exception cref="CarelakeException"><c>SRV-0409</c> one is going on.</exception>
    public void Start(Tenant tenant, RunOptions options)
    {
        lock (_starting)
        {
            if (_going.GetValueOrDefault(tenant.Id) is { Task.IsCompleted: false })
                throw new CarelakeException("SRV-0409", "A run is going on.", tenant.Id, "Wait for its end; /api/v1/runs/stream shows its progress.");
            var going = new Going();
            going.Task = Task.Run(() => RunAsync(tenant, options, going), CancellationToken.None);
            _going[tenant.Id] = going;
        }
    }

    /// <summary>What happens in the tenant's latest run, from where it stands to its end; nothing when none was started here.</summary>
    public async IAsyncEnumerable<RunEvent> WatchAsync(Tenant tenant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_going.TryGetValue(tenant.Id, out var going))
        {
            yield return new("", "", "none", 0, 0, "No run was started here since the server began.", IsEnd: true);
            yield break;
        }
        await foreach (var one in going.Watch().ReadAllAsync(cancellationToken)) yield return one;
    }

    /// <summary>Stops the runs cleanly; the next ones go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_going.Values.Select(going => going.Task));
        _stop.Dispose();
    }

    private async Task RunAsync(Tenant tenant, RunOptions options, Going going)
    {
        try
        {
            var result = await new PipelineRunner(tenant.Services).RunAsync(tenant.Project, options, going, _stop.Token);
            going.Tell(new("", "", RunAnswer.StateOf(result.Status), result.Audit.Sum(step => step.RowsLoaded), result.Elapsed.TotalSeconds,
                result.Failures.IsEmpty ? null : $"{result.Failures[0].Code}: {result.Failures[0].Message}", IsEnd: true));
        }
        catch (Exception exception)
        {
            var known = exception as CarelakeException;
            going.Tell(new("", "", exception is OperationCanceledException ? "stopped" : "failed", 0, 0, known is null ? exception.GetType().Name : $"{known.Code}: {known.Message}", IsEnd: true));
        }
    }
}
