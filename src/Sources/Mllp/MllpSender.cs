using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Carelake.Sources.Mllp;

/// <summary>Sends HL7 v2 messages over MLLP as a careful system does, and measures the answers: for tests and for trying out a receiver.</summary>
/// <param name="options">Where to and how.</param>
/// <param name="clock">Measures and paces.</param>
public sealed class MllpSender(MllpSenderOptions options, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private readonly ConcurrentDictionary<string, long> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<TimeSpan> _latencies = new();
    private long _started;
    private long _sent;
    private long _unanswered;
    private long _resent;
    private long _turns;
    private long _answered;

    /// <summary>Told the control id and the code of every answer, from several threads; nobody when null.</summary>
    public Action<string, string>? Answered { get; init; }

    /// <summary>Sends messages and waits for their answers.</summary>
    /// <param name="messages">Read as they are needed, by one connection at a time.</param>
    /// <param name="cancellationToken">Stops; what is on the way counts as unanswered.</param>
    /// <exception cref="IOException">The first connection cannot be made, unless messages are to be sent again.</exception>
    public async Task<MllpSendReport> SendAsync(IEnumerable<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        _started = clock.GetTimestamp();
        using var source = new SharedSource(messages.GetEnumerator());
        await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(_ => Task.Run(() => SendAllAsync(source, cancellationToken), CancellationToken.None)));
        return new MllpSendReport(
            _sent, _answers.ToImmutableSortedDictionary(StringComparer.Ordinal), _unanswered, _resent, clock.GetElapsedTime(_started),
            MllpSendReport.Percentiles([.. _latencies]));
    }

    private async Task SendAllAsync(SharedSource source, CancellationToken cancellationToken)
    {
        var again = new Queue<MllpLine.Waiting>();
        var pause = FirstPause;
        while (true)
        {
            var before = Interlocked.Read(ref _answered);
            try
            {
                if (await SendOverOneConnectionAsync(source, again, cancellationToken)) return;
            }
            catch (Exception exception) when (options.Resends && exception is SocketException or IOException or AuthenticationException)
            {
                // Not there now: tried again below.
            }

            var isMoving = Interlocked.Read(ref _answered) > before;
            if (!options.Resends || cancellationToken.IsCancellationRequested)
            {
                Interlocked.Add(ref _unanswered, again.Count);
                if (cancellationToken.IsCancellationRequested) return;
                if (again.Count == 0 && !isMoving) throw new IOException("The receiver closed the connection before it took anything.");
                again.Clear();
            }

            pause = isMoving ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, options.LongestPause.Ticks));
            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    // True when nothing is left to send.
    private async Task<bool> SendOverOneConnectionAsync(SharedSource source, Queue<MllpLine.Waiting> again, CancellationToken cancellationToken)
    {
        await using var stream = await ConnectAsync(cancellationToken);
        using var line = new MllpLine(stream, options, clock, _started, () => Next(source, again), Take);
        var left = await line.RunAsync(cancellationToken);
        if (left.Count == 0 && line.IsExhausted) return true;
        KeepForAgain(left, again);
        if (options.Resends || !line.IsExhausted) return false;
        Interlocked.Add(ref _unanswered, again.Count);
        return true;
    }

    private void KeepForAgain(IReadOnlyList<MllpLine.Waiting> left, Queue<MllpLine.Waiting> again)
    {
        var later = again.ToList();
        again.Clear();
        foreach (var waiting in left.Concat(later)) again.Enqueue(waiting);
        if (options.Resends) Interlocked.Add(ref _resent, left.Count);
    }

    private MllpLine.Waiting? Next(SharedSource source, Queue<MllpLine.Waiting> again)
    {
        if (again.TryDequeue(out var waiting)) return waiting;
        if (source.Next() is not { } message) return null;
        Interlocked.Increment(ref _sent);
        var turn = Interlocked.Increment(ref _turns) - 1;
        var due = options.Rate > 0 ? TimeSpan.FromSeconds(turn / options.Rate) : (TimeSpan?)null;
        return new(message, due);
    }

    // True when the message is done with.
    private bool Take(MllpLine.Waiting waiting, string code, bool isLater)
    {
        if (isLater && options.Resends) return false;
        Interlocked.Increment(ref _answered);
        _answers.AddOrUpdate(code, 1, (_, count) => count + 1);
        _latencies.Enqueue(waiting.Due is { } due ? clock.GetElapsedTime(_started) - due : clock.GetElapsedTime(waiting.SentAt));
        Answered?.Invoke(waiting.Message.ControlId, code);
        return true;
    }

    private async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(options.Host, options.Port, cancellationToken);
            if (options.Tls is not { } tls) return client.GetStream();
            var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsClientAsync(tls, cancellationToken);
            return secure;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private sealed class SharedSource(IEnumerator<OutgoingMessage> messages) : IDisposable
    {
        private readonly Lock _gate = new();

        public OutgoingMessage? Next()
        {
            lock (_gate) return messages.MoveNext() ? messages.Current : null;
        }

        public void Dispose() => messages.Dispose();
    }
}
