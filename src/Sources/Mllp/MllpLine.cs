using System.Buffers;
using System.Net.Sockets;
using Carelake.Hl7v2;

namespace Carelake.Sources.Mllp;

/// <summary>One connection of a sender: keeps up to a window of messages on the way and matches answers by their control id.</summary>
/// <param name="stream">The connection.</param>
/// <param name="options">Window, timeout, rate.</param>
/// <param name="clock">Measures and paces.</param>
/// <param name="started">When sending began: turns are counted from there.</param>
/// <param name="next">The next message; null when there is none left.</param>
/// <param name="answered">Told a message, the code of its answer, and whether it says "later"; false keeps the message for another try.</param>
internal sealed class MllpLine(
    Stream stream, MllpSenderOptions options, TimeProvider clock, long started, Func<MllpLine.Waiting?> next, Func<MllpLine.Waiting, string, bool, bool> answered) : IDisposable
{
    private const int LongestAnswer = 1 << 20;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private readonly List<Waiting> _later = [];
    private readonly SemaphoreSlim _room = new(options.Window);
    private long _movedAt;

    /// <summary>A message that is sent and not answered.</summary>
    internal sealed class Waiting(OutgoingMessage message, TimeSpan? due)
    {
        public OutgoingMessage Message { get; } = message;

        /// <summary>Its turn, from the start of sending; null without a rate.</summary>
        public TimeSpan? Due { get; } = due;

        public long SentAt { get; set; }
    }

    /// <summary>There was no message left to begin with.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Sends until there is nothing left or the connection fails.</summary>
    /// <returns>Messages of this connection that are not done with, in the order they were sent.</returns>
    public async Task<IReadOnlyList<Waiting>> RunAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Volatile.Write(ref _movedAt, clock.GetTimestamp());
        var reading = ReadAsync(end);
        await SendAsync(end);
        await reading;
        return [.. _waiting.Values.Concat(_later).OrderBy(waiting => waiting.SentAt)];
    }

    public void Dispose() => _room.Dispose();

    private async Task SendAsync(CancellationTokenSource end)
    {
        var output = new ArrayBufferWriter<byte>();
        Waiting? taken = null;
        try
        {
            while (true)
            {
                await _room.WaitAsync(end.Token);
                if (next() is not { } waiting)
                {
                    IsExhausted = true;
                    break;
                }

                taken = waiting;
                await UntilDueAsync(waiting, end.Token);
                output.ResetWrittenCount();
                Hl7v2.Mllp.Write(waiting.Message.Bytes.Span, output);
                waiting.SentAt = clock.GetTimestamp();
                lock (_gate)
                {
                    if (_waiting.Count == 0) Volatile.Write(ref _movedAt, waiting.SentAt);
                    _waiting[waiting.Message.ControlId] = waiting;
                }

                taken = null;
                await stream.WriteAsync(output.WrittenMemory, end.Token);
            }

            // The others come back as their answers do.
            for (var i = 1; i < options.Window; i++) await _room.WaitAsync(end.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // What waits is given back.
        }
        finally
        {
            // The connection ended before its turn came.
            if (taken is not null)
            {
                taken.SentAt = clock.GetTimestamp();
                lock (_gate) _later.Add(taken);
            }

            await end.CancelAsync();
        }
    }

    private async Task UntilDueAsync(Waiting waiting, CancellationToken cancellationToken)
    {
        if (waiting.Due is not { } due) return;
        var wait = due - clock.GetElapsedTime(started);
        if (wait > TimeSpan.FromMilliseconds(1)) await Task.Delay(wait, clock, cancellationToken);
    }

    private async Task ReadAsync(CancellationTokenSource end)
    {
        var frames = new MllpReader(LongestAnswer);
        var buffer = new byte[16 << 10];
        var watching = WatchAsync(end);
        try
        {
            while (await stream.ReadAsync(buffer, end.Token) is > 0 and var count) Take(frames, buffer.AsSpan(0, count));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // What waits is given back.
        }
        finally
        {
            await end.CancelAsync();
            await watching;
        }
    }

    private async Task WatchAsync(CancellationTokenSource end)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), clock, end.Token);
                bool isWaiting;
                lock (_gate) isWaiting = _waiting.Count > 0;
                if (isWaiting && clock.GetElapsedTime(Volatile.Read(ref _movedAt)) > options.Timeout) await end.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    private void Take(MllpReader frames, ReadOnlySpan<byte> bytes)
    {
        for (var found = frames.Read(ref bytes, out var frame); found != MllpEvent.NeedsMore; found = frames.Read(ref bytes, out frame))
            if (found == MllpEvent.Message) Take(Hl7Message.Parse(frame).Value);
    }

    private void Take(Hl7Message answer)
    {
        var acknowledged = answer.Segment("MSA");
        var code = acknowledged.Field(1).Text;
        // After a commit accept the application's answer comes as a message of its own, to whoever asked for it.
        Volatile.Write(ref _movedAt, clock.GetTimestamp());
        Waiting? waiting;
        lock (_gate)
        {
            if (!_waiting.Remove(acknowledged.Field(2).Text, out waiting)) return;
        }

        var isLater = code == "CE" || answer.SegmentsOf("ERR").Any(error => error.Field(3).Text == "207" || error.Field(1).WholeText.Contains("207", StringComparison.Ordinal));
        if (!answered(waiting, code, isLater))
        {
            lock (_gate) _later.Add(waiting);
        }

        _room.Release();
    }
}
