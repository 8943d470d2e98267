using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Carelake.Hl7v2;

namespace Carelake.Sources.Mllp;

/// <summary>A connection to a receiver over MLLP: each message is sent when the one before is answered. For one caller at a time.</summary>
public sealed class MllpClient : IAsyncDisposable
{
    private const int LongestAnswer = 1 << 20;
    private readonly TcpClient _client;
    private readonly Stream _stream;
    private readonly MllpReader _reader = new(LongestAnswer);
    private readonly byte[] _buffer = new byte[8192];

    private MllpClient(TcpClient client, Stream stream) => (_client, _stream) = (client, stream);

    /// <summary>Connects.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="tls">TLS; <see langword="null"/> for a plain connection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="IOException">Nobody listens there, or not with the certificate that is asked for.</exception>
    public static async Task<MllpClient> ConnectAsync(string host, int port, SslClientAuthenticationOptions? tls, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(host, port, cancellationToken);
            if (tls is null) return new(client, client.GetStream());
            var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsClientAsync(tls, cancellationToken);
            return new(client, secure);
        }
        catch (Exception exception)
        {
            client.Dispose();
            if (exception is SocketException or AuthenticationException) throw new IOException("The receiver cannot be reached.", exception);
            throw;
        }
    }

    /// <summary>Sends a message and waits for its answer.</summary>
    /// <returns>The acknowledgement, as it came.</returns>
    /// <exception cref="IOException">The connection broke; whether the receiver has the message is not known.</exception>
    public async Task<Hl7Message> SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var frame = new ArrayBufferWriter<byte>(message.Length + 3);
        Hl7v2.Mllp.Write(message.Span, frame);
        try
        {
            await _stream.WriteAsync(frame.WrittenMemory, cancellationToken);
            while (true)
            {
                var count = await _stream.ReadAsync(_buffer, cancellationToken);
                if (count == 0) throw new IOException("The receiver closed the connection.");
                if (Take(count) is { } answer) return Hl7Message.Parse(answer).Value;
            }
        }
        catch (SocketException exception)
        {
            throw new IOException("The connection broke.", exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _client.Dispose();
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
