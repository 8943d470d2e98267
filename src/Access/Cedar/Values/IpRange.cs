using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Carelake.Access.Cedar;

/// <summary>The extension <c>ipaddr</c>: an address with a prefix length, of either version.</summary>
/// <param name="IsV4">Version 4.</param>
/// <param name="Address">The bits, right-aligned.</param>
/// <param name="Prefix">Leading bits that count: 0 to 32 or 128.</param>
internal sealed record IpRange(bool IsV4, UInt128 Address, int Prefix)
{
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789abcdefABCDEF:");

    private int Width => IsV4 ? 32 : 128;

    private UInt128 First => Prefix == 0 ? 0 : Address >> (Width - Prefix) << (Width - Prefix);

    private UInt128 Last => Prefix == Width ? Address : First | ((UInt128.One << (Width - Prefix)) - 1);

    public bool IsLoopback => IsV4 ? IsWithin(Loopback4) : IsWithin(Loopback6);

    public bool IsMulticast => IsV4 ? IsWithin(Multicast4) : IsWithin(Multicast6);

    private static readonly IpRange Loopback4 = new(true, (UInt128)127 << 24, 8);
    private static readonly IpRange Loopback6 = new(false, 1, 128);
    private static readonly IpRange Multicast4 = new(true, (UInt128)224 << 24, 4);
    private static readonly IpRange Multicast6 = new(false, (UInt128)255 << 120, 8);

    /// <summary>Every address of this range is in the other.</summary>
    public bool IsWithin(IpRange other) =>
        IsV4 == other.IsV4 && Prefix >= other.Prefix && First >= other.First && Last <= other.Last;

    /// <summary>Reads <c>10.0.0.0/8</c> or <c>::1</c>. No leading zeros, no zone, no version 4 within version 6.</summary>
    public static IpRange? Parse(string text)
    {
        // The longest is a full IPv6 address with "/128".
        if (text.Length > 43) return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text : text[..slash];
        var isV4 = !address.Contains(':', StringComparison.Ordinal);
        if (!(isV4 ? TryV4(address, out var bits) : TryV6(address, out bits))) return null;
        var width = isV4 ? 32 : 128;
        if (slash < 0) return new(isV4, bits, width);
        var prefix = text[(slash + 1)..];
        if (prefix.Length is < 1 or > 3 || prefix.AsSpan().ContainsAnyExceptInRange('0', '9') || (prefix.Length > 1 && prefix[0] == '0')) return null;
        var length = int.Parse(prefix, CultureInfo.InvariantCulture);
        return length > width ? null : new(isV4, bits, length);
    }

    public override string ToString()
    {
        var bytes = new byte[IsV4 ? 4 : 16];
        for (var index = 0; index < bytes.Length; index++) bytes[^(index + 1)] = (byte)(Address >> (8 * index));
        return Prefix == Width ? $"{new IPAddress(bytes)}" : $"{new IPAddress(bytes)}/{Prefix}";
    }

    private static bool TryV4(string text, out UInt128 bits)
    {
        bits = 0;
        var parts = text.Split('.');
        if (parts.Length != 4) return false;
        foreach (var part in parts)
        {
            if (part.Length is < 1 or > 3 || part.AsSpan().ContainsAnyExceptInRange('0', '9') || (part.Length > 1 && part[0] == '0')) return false;
            var value = int.Parse(part, CultureInfo.InvariantCulture);
            if (value > 255) return false;
            bits = (bits << 8) | (uint)value;
        }
        return true;
    }

    private static bool TryV6(string text, out UInt128 bits)
    {
        bits = 0;
        if (text.AsSpan().ContainsAnyExcept(Characters)) return false;
        if (!IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6) return false;
        foreach (var value in address.GetAddressBytes()) bits = (bits << 8) | value;
        return true;
    }
}
