using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Channels;
using Carelake.Core;
using Carelake.Events;
using Carelake.Hl7v2;
using Carelake.Sources.Feeds;

namespace Carelake.Sources.Mllp;

/// <summary>
/// One connection: reads frames and puts messages into the log as fast as they come; a second loop answers in the order they came, each when it is durable.
/// </summary>
internal sealed class MllpConnection
{
    private const int BufferBytes = 16 << 10;
    private readonly MllpReceiver _owner;
    private readonly Socket _socket;
    private readonly CancellationToken _stop;
    private readonly MllpReader _frames;
    private readonly Channel<Pending> _pending;
    private PipeReader? _pipe;
    private long _heldBytes;
    private int _isAborted;

    // Timestamps of the owner's clock; 0 while that is not going on.
    private long _movedAt;
    private long _frameStartedAt;
    private long _writeStartedAt;

    public MllpConnection(MllpReceiver owner, Socket socket, CancellationToken stop)
    {
        (_owner, _socket, _stop) = (owner, socket, stop);
        _frames = new MllpReader(owner.Options.LongestMessage, owner.Options.IsStrict);
        _pending = Channel.CreateBounded<Pending>(new BoundedChannelOptions(owner.Options.Window) { SingleReader = true, SingleWriter = true });
        Moved();
    }

    private sealed record Pending(IncomingMessage Incoming, ValueTask<Appended> Stored);

    /// <summary>Serves the peer until it goes, goes over a bound, or the receiver stops.</summary>
    public async Task RunAsync()
    {
        await using var network = new NetworkStream(_socket, ownsSocket: false);
        if (_owner.Options.Tls is not { } tls)
        {
            await ServeAsync(network);
            return;
        }

        await using var secure = new SslStream(network);
        Volatile.Write(ref _writeStartedAt, _owner.Clock.GetTimestamp());
        await secure.AuthenticateAsServerAsync(tls, _stop);
        Volatile.Write(ref _writeStartedAt, 0);
        await ServeAsync(secure);
    }

    /// <summary>Closes it at once.</summary>
    public void Abort()
    {
        if (Interlocked.Exchange(ref _isAborted, 1) != 0) return;
        _owner.Seen.Hold(-Interlocked.Exchange(ref _heldBytes, 0));
        _socket.Dispose();
    }

    /// <summary>Closes it when it went over a bound of time.</summary>
    /// <returns>False when it was closed now.</returns>
    public bool Watch(long now)
    {
        var options = _owner.Options;
        if (IsOver(ref _frameStartedAt, now, options.FrameTimeout) || IsOver(ref _writeStartedAt, now, options.FrameTimeout) || IsOver(ref _movedAt, now, options.IdleTimeout))
        {
            if (Volatile.Read(ref _isAborted) != 0) return true;
            Abort();
            return false;
        }

        // The reading loop looks then whether the frame is complete but for its carriage return.
        if (!options.IsStrict && Volatile.Read(ref _frameStartedAt) != 0 && IsOver(ref _movedAt, now, options.LenientEnd)) _pipe?.CancelPendingRead();
        return true;
    }

    private bool IsOver(ref long since, long now, TimeSpan bound) =>
        Volatile.Read(ref since) is not 0 and var start && _owner.Clock.GetElapsedTime(start, now) > bound;

    private void Moved() => Volatile.Write(ref _movedAt, _owner.Clock.GetTimestamp());

    private async Task ServeAsync(Stream stream)
    {
        var answering = AnswerAsync(stream);
        try
        {
            await ReadAsync(stream);
        }
        finally
        {
            _pending.Writer.TryComplete();
            await answering;
        }
    }

    private async Task ReadAsync(Stream stream)
    {
        // Reads of no bytes wait for data without a buffer: a thousand idle connections cost next to nothing.
        var pipe = _pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferBytes, minimumReadSize: 1024, leaveOpen: true, useZeroByteReads: true));
        using var stopping = _stop.Register(pipe.CancelPendingRead);
        try
        {
            while (true)
            {
                var read = await pipe.ReadAsync(CancellationToken.None);
                var isGood = read.IsCanceled && read.Buffer.IsEmpty ? await TakeIdleAsync() : await TakeAsync(read.Buffer);
                pipe.AdvanceTo(read.Buffer.End);
                if (!isGood || read.IsCompleted || _stop.IsCancellationRequested) return;
            }
        }
        finally
        {
            _pipe = null;
            await pipe.CompleteAsync();
        }
    }

    private async ValueTask<bool> TakeIdleAsync() => _stop.IsCancellationRequested || !_frames.TakeIdle(out var message) || await AppendAsync(message, isTooLong: false);

    private async ValueTask<bool> TakeAsync(ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsEmpty) return true;
        Moved();
        foreach (var piece in buffer)
        {
            for (var start = 0; start < piece.Length;)
            {
                var found = Next(piece, ref start, out var message);
                if (found is MllpEvent.NeedsMore) break;
                if (found is not MllpEvent.Message) _owner.Seen.BadFrame();
                // Its sender hears of it, and goes on with the next one; one that never ends runs out of its time.
                if (found is MllpEvent.Message or MllpEvent.TooLong && !await AppendAsync(message, isTooLong: found is MllpEvent.TooLong)) return false;
            }
        }

        return Hold();
    }

    private MllpEvent Next(ReadOnlyMemory<byte> piece, ref int start, out ReadOnlyMemory<byte> message)
    {
        var rest = piece.Span[start..];
        var found = _frames.Read(ref rest, out message);
        start = piece.Length - rest.Length;
        return found;
    }

    private bool Hold()
    {
        var held = _frames.HeldBytes;
        var total = _owner.Seen.Hold(held - Interlocked.Exchange(ref _heldBytes, held));
        if (!_frames.IsInFrame) Volatile.Write(ref _frameStartedAt, 0);
        else if (_frameStartedAt == 0) Volatile.Write(ref _frameStartedAt, _owner.Clock.GetTimestamp());
        return total <= _owner.Options.MostHeldBytes || held <= BufferBytes;
    }

    private async ValueTask<bool> AppendAsync(ReadOnlyMemory<byte> message, bool isTooLong)
    {
        // The next frame has its own time, however the bytes are cut.
        Volatile.Write(ref _frameStartedAt, 0);
        var at = _owner.Clock.GetUtcNow();
        var incoming = isTooLong ? _owner.Intake.ReadTooLong(message, at) : _owner.Intake.Read(message, at);
        // In the order of the connection; durable later, and answered then.
        var stored = _owner.Log.AppendAsync(incoming.Event, CancellationToken.None);
        try
        {
            await _pending.Writer.WriteAsync(new Pending(incoming, stored), CancellationToken.None);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    private async Task AnswerAsync(Stream stream)
    {
        var output = new ArrayBufferWriter<byte>();
        try
        {
            while (await _pending.Reader.WaitToReadAsync())
            {
                while (_pending.Reader.TryRead(out var pending))
                {
                    if (!pending.Stored.IsCompleted) await FlushAsync(stream, output);
                    foreach (var answer in await AnswersAsync(pending)) Hl7v2.Mllp.Write(answer.Original.Span, output);
                }

                await FlushAsync(stream, output);
            }
        }
        finally
        {
            // Without answers there is no use in reading on.
            _pending.Writer.TryComplete();
            while (_pending.Reader.TryRead(out var pending)) await AnswersAsync(pending);
            _socket.Close();
        }
    }

    private async ValueTask<IReadOnlyList<Hl7Message>> AnswersAsync(Pending pending)
    {
        try
        {
            var appended = await pending.Stored;
            _owner.Seen.Stored(appended.IsDuplicate, !pending.Incoming.Errors.IsEmpty);
            return _owner.Intake.Stored(pending.Incoming, _owner.Clock.GetUtcNow());
        }
        catch (Exception exception) when (exception is CarelakeException or ObjectDisposedException)
        {
            _owner.Seen.NotStored();
            return _owner.Intake.NotStored(pending.Incoming, _owner.Clock.GetUtcNow());
        }
    }

    private async ValueTask FlushAsync(Stream stream, ArrayBufferWriter<byte> output)
    {
        if (output.WrittenCount == 0) return;
        Volatile.Write(ref _writeStartedAt, _owner.Clock.GetTimestamp());
        await stream.WriteAsync(output.WrittenMemory, CancellationToken.None);
        Volatile.Write(ref _writeStartedAt, 0);
        Moved();
        output.ResetWrittenCount();
    }
}
