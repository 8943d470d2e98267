using System.Buffers;
using System.Net.Sockets;
using Carelake.Core;
using Carelake.Hl7v2;

namespace Carelake.Simulator;

/// <summary>A receiver of the live group's messages over MLLP: one connection, each message sent when the one before is answered.</summary>
public sealed class MllpTarget : IAsyncDisposable
{
    private const int LongestAnswer = 1 << 20;

    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private readonly MllpReader _reader = new(LongestAnswer);
    private readonly byte[] _buffer = new byte[8192];
    private readonly string _place;
    private readonly TimeSpan _patience;

    private MllpTarget(TcpClient client, string place, TimeSpan patience) => (_client, _stream, _place, _patience) = (client, client.GetStream(), place, patience);

    /// <summary>Messages answered with AA or CA.</summary>
    public long AcceptedCount { get; private set; }

    /// <summary>Messages answered otherwise.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Connects.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="patience">How long to wait for a connection or an answer.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="CarelakeException">SIM-0005: nobody listens there.</exception>
    public static async Task<MllpTarget> ConnectAsync(string host, int port, TimeSpan patience, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await client.ConnectAsync(host, port, limit.Token);
            return new(client, $"{host}:{port}", patience);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            client.Dispose();
            throw new CarelakeException("SIM-0005", "The receiver of the messages cannot be reached.", $"{host}:{port}", "Start it, or correct the address.", exception, isTransient: true);
        }
    }

    /// <summary>Sends a message and waits for its answer.</summary>
    /// <exception cref="CarelakeException">SIM-0006: the connection broke, or no answer came in time.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var frame = new ArrayBufferWriter<byte>(message.Length + 3);
        Mllp.Write(message.Span, frame);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        try
        {
            await _stream.WriteAsync(frame.WrittenMemory, limit.Token);
            var answer = Hl7Message.Parse(await AnswerAsync(limit.Token)).Value;
            if (answer.Get("MSA-1").Text is "AA" or "CA") AcceptedCount++;
            else RefusedCount++;
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CarelakeException("SIM-0006", "The receiver closed the connection or did not answer in time.", _place, "Look at the receiver, then send again: a receiver knows what it has by its control id.", exception, isTransient: true);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _client.Dispose();
    }

    private async Task<ReadOnlyMemory<byte>> AnswerAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var count = await _stream.ReadAsync(_buffer, cancellationToken);
            if (count == 0) throw new IOException("The connection was closed.");
            if (Take(count) is { } answer) return answer;
        }
    }

    // One message is under way at a time, so one answer is all that can come.
    private ReadOnlyMemory<byte>? Take(int count)
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, count);
        while (true)
            switch (_reader.Read(ref bytes, out var message))
            {
                case MllpEvent.Message: return message;
                case MllpEvent.NeedsMore: return null;
            }
    }
}
