using System.Security.Cryptography;
using System.Text;

namespace Carelake.Fhir.FromHl7v2.Values;

/// <summary>Name-based UUIDs (RFC 9562 section 5.5): the same name always gives the same id.</summary>
internal static class UuidV5
{
    /// <summary>The namespace of every id made from a v2 message; never changes, or every resource would be made anew.</summary>
    private static readonly byte[] Namespace = Convert.FromHexString("7C1B6E0A5D2F4C3E9A8157F0D3B4E6C2");

    public static string Of(string name)
    {
        var size = Encoding.UTF8.GetMaxByteCount(name.Length) + 16;
        var bytes = size <= 512 ? stackalloc byte[512] : new byte[size];
        Namespace.CopyTo(bytes);
        var length = 16 + Encoding.UTF8.GetBytes(name, bytes[16..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 9562 says SHA-1; nothing secret depends on it.
        SHA1.HashData(bytes[..length], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString("d");
    }
}
