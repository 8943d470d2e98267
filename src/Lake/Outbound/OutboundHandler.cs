using System.Net;
using System.Net.Sockets;
using Carelake.Core;

namespace Carelake.Lake.Outbound;

/// <summary>
/// Connections that the program makes to addresses of its configuration. An address is looked at when it is connected to, after its name was looked up, so that
/// no name leads where it should not. Addresses of the link, behind which clouds keep the credentials of a machine, are never connected to.
/// </summary>
public static class OutboundHandler
{
    /// <summary>Code of the refusal.</summary>
    public const string RefusedCode = "LAKE-0211";

    /// <summary>A transport.</summary>
    /// <param name="allowsPrivate">Addresses of the organisation's own networks, and of this machine, may be connected to.</param>
    public static SocketsHttpHandler Create(bool allowsPrivate) => new()
    {
        AutomaticDecompression = DecompressionMethods.All,
        AllowAutoRedirect = false,
        // A proxy would connect in our place, and look at nothing.
        UseProxy = allowsPrivate,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, allowsPrivate, cancellationToken),
    };

    /// <summary>An address is not connected to.</summary>
    /// <param name="address">The address.</param>
    /// <param name="allowsPrivate">As in <see cref="Create"/>.</param>
    public static bool IsRefused(IPAddress address, bool allowsPrivate)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IsOfLink(address)) return true;
        return !allowsPrivate && (IPAddress.IsLoopback(address) || IsPrivate(address));
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool allowsPrivate, CancellationToken cancellationToken)
    {
        var found = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var allowed = found.Where(address => !IsRefused(address, allowsPrivate)).ToArray();
        if (found.Length > 0 && allowed.Length == 0)
        {
            throw new CarelakeException(
                RefusedCode, "The address is of a network that this program does not connect to.", $"{target.Host}:{target.Port}",
                "Correct the address, or allow the organisation's own networks with outbound: {private_addresses: true}.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // RFC 3927 and RFC 4291, section 2.5.6; and the unspecified address, which is this machine on some systems.
    private static bool IsOfLink(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6LinkLocal
        || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..]);

    // RFC 1918, RFC 6598 and RFC 4193.
    private static bool IsPrivate(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [100, >= 64 and <= 127, ..] or [0, ..]
        : address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal;
}
