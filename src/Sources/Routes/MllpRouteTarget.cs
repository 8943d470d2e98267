using System.Collections.Concurrent;
using System.Net.Security;
using Carelake.Sources.Mllp;

namespace Carelake.Sources.Routes;

/// <summary>A receiver of HL7 v2 over MLLP; a connection for each message that is on the way, kept open.</summary>
/// <param name="host">Name or address.</param>
/// <param name="port">1 to 65535.</param>
/// <param name="isSecure">TLS.</param>
internal sealed class MllpRouteTarget(string host, int port, bool isSecure) : IRouteTarget
{
    private readonly ConcurrentBag<MllpClient> _idle = [];

    public async Task<Delivery> SendAsync(RoutedMessage message, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var isKept = _idle.TryTake(out var client);
        client ??= await ConnectAsync(cancellationToken);
        try
        {
            Hl7v2.Hl7Message answer;
            try
            {
                answer = await client.SendAsync(bytes, cancellationToken);
            }
            catch (IOException) when (isKept)
            {
                // A connection that rested may have ended meanwhile; a receiver knows a message it has by its control id.
                await client.DisposeAsync();
                client = await ConnectAsync(cancellationToken);
                answer = await client.SendAsync(bytes, cancellationToken);
            }
            _idle.Add(client);
            return DeliveryOf(answer);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var client)) await client.DisposeAsync();
    }

    private Task<MllpClient> ConnectAsync(CancellationToken cancellationToken) =>
        MllpClient.ConnectAsync(host, port, isSecure ? new SslClientAuthenticationOptions { TargetHost = host } : null, cancellationToken);

    // HL7 table 0008; table 0357 says with 206 and 207 that it is the receiver that fails, and not the message.
    private static Delivery DeliveryOf(Hl7v2.Hl7Message answer)
    {
        var code = answer.Get("MSA-1").Text;
        if (code is "AA" or "CA") return new(DeliveryOutcome.Taken, code);
        if (code is not ("AE" or "AR" or "CE" or "CR")) throw new IOException("The answer is no acknowledgement.");
        var error = answer.Get("ERR-3.1").Text;
        return new(error is "206" or "207" ? DeliveryOutcome.Later : DeliveryOutcome.Refused, error is { Length: 3 } && error.All(char.IsAsciiDigit) ? $"{code} {error}" : code);
    }
}
