using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Carelake.Core;
using Carelake.Events;
using Carelake.Sources.Feeds;

namespace Carelake.Sources.Mllp;

/// <summary>
/// Takes HL7 v2 messages over MLLP. A message is answered positively only when the log has it on disk. One connection cannot disturb another: each has bounds
/// of time and memory, and one watch closes those that go over them.
/// </summary>
public sealed class MllpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(250);
    private readonly Hl7Intake _intake;
    private readonly IEventLog _log;
    private readonly TimeProvider _clock;
    private readonly Socket _listening;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<MllpConnection, Task> _connections = new();
    private readonly Task _accepting;
    private readonly Task _watching;
    private readonly Tally _tally = new();

    private MllpReceiver(MllpReceiverOptions options, Hl7Intake intake, IEventLog log, TimeProvider clock, Socket listening)
    {
        (Options, _intake, _log, _clock, _listening) = (options, intake, log, clock, listening);
        EndPoint = (IPEndPoint)listening.LocalEndPoint!; // It is bound.
        _accepting = Task.Run(AcceptAsync);
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>What it has seen.</summary>
    public MllpCounts Counts => _tally.ToCounts(_connections.Count);

    internal MllpReceiverOptions Options { get; }

    internal TimeProvider Clock => _clock;

    internal Tally Seen => _tally;

    internal Hl7Intake Intake => _intake;

    internal IEventLog Log => _log;

    /// <summary>Starts to listen.</summary>
    /// <param name="options">Where, and bounds.</param>
    /// <param name="intake">Reads messages.</param>
    /// <param name="log">Where they go.</param>
    /// <param name="clock">Stamps messages and measures timeouts.</param>
    /// <exception cref="CarelakeException">SRC-0302: the port cannot be had.</exception>
    public static MllpReceiver Start(MllpReceiverOptions options, Hl7Intake intake, IEventLog log, TimeProvider clock)
    {
        const int backlog = 512;
        var socket = new Socket(options.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(options.EndPoint);
            socket.Listen(backlog);
            return new MllpReceiver(options, intake, log, clock, socket);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new CarelakeException(
                "SRC-0302", $"The receiver cannot listen: {exception.Message}", $"{options.EndPoint}", "Choose another port or address, or stop what uses it.", exception);
        }
    }

    /// <summary>Takes no more, answers what was taken, and closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listening.Dispose();
        await _accepting;
        try
        {
            await Task.WhenAll(_connections.Values).WaitAsync(Options.StopTimeout, _clock);
        }
        catch (TimeoutException)
        {
            foreach (var connection in _connections.Keys) connection.Abort();
            await Task.WhenAll(_connections.Values);
        }

        await _watching;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listening.AcceptAsync(_stop.Token);
                if (_connections.Count >= Options.MostConnections)
                {
                    _tally.Refused();
                    socket.Dispose();
                    continue;
                }

                Serve(socket);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The peer went before it was taken, or the process has no more handles: that passes.
                await Task.Delay(WatchEvery, _clock, CancellationToken.None);
            }
        }
    }

    private void Serve(Socket socket)
    {
        socket.NoDelay = true;
        _tally.Accepted();
        var connection = new MllpConnection(this, socket, _stop.Token);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _connections[connection] = started.Task;
        _ = Task.Run(async () =>
        {
            try
            {
                await connection.RunAsync();
            }
            catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException or ObjectDisposedException or OperationCanceledException)
            {
                // The peer is gone or may not speak to us. What it sent and was not answered for, it sends again.
                if (exception is AuthenticationException) _tally.Refused();
            }
            finally
            {
                connection.Abort();
                _connections.TryRemove(connection, out _);
                started.SetResult();
            }
        });
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(WatchEvery, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                var now = _clock.GetTimestamp();
                foreach (var connection in _connections.Keys)
                    if (!connection.Watch(now)) _tally.TimedOut();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    /// <summary>Counts, from many threads.</summary>
    internal sealed class Tally
    {
        private long _accepted, _refused, _timedOut, _messages, _duplicates, _rejected, _notStored, _badFrames, _heldBytes;

        public void Accepted() => Interlocked.Increment(ref _accepted);

        public void Refused() => Interlocked.Increment(ref _refused);

        public void TimedOut() => Interlocked.Increment(ref _timedOut);

        public void BadFrame() => Interlocked.Increment(ref _badFrames);

        public void NotStored() => Interlocked.Increment(ref _notStored);

        public void Stored(bool isDuplicate, bool isRejected)
        {
            Interlocked.Increment(ref _messages);
            if (isDuplicate) Interlocked.Increment(ref _duplicates);
            if (isRejected) Interlocked.Increment(ref _rejected);
        }

        public long Hold(long bytes) => Interlocked.Add(ref _heldBytes, bytes);

        public MllpCounts ToCounts(int connections) => new(
            connections, Interlocked.Read(ref _accepted), Interlocked.Read(ref _refused), Interlocked.Read(ref _timedOut), Interlocked.Read(ref _messages),
            Interlocked.Read(ref _duplicates), Interlocked.Read(ref _rejected), Interlocked.Read(ref _notStored), Interlocked.Read(ref _badFrames));
    }
}
