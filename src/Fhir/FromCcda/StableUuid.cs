using System.Security.Cryptography;
using System.Text;

namespace Carelake.Fhir.FromCcda;

/// <summary>UUIDs made from names (RFC 9562, section 5.5): the same name gives the same id, in any run on any machine.</summary>
internal static class StableUuid
{
    // This converter's own namespace: a random UUID that never changes.
    private static readonly Guid Namespace = new("6b1f6a1e-8f0f-4e7a-9a53-0c3f6f5b7d21");

    /// <summary>Version 5 UUID of the parts, which are told apart by a character that no identifier holds.</summary>
    public static string Of(params IEnumerable<string> parts)
    {
        Span<byte> space = stackalloc byte[16];
        Namespace.TryWriteBytes(space, bigEndian: true, out _);
#pragma warning disable CA5350 // RFC 9562 makes version 5 with SHA-1; nothing is kept secret by it.
        var hash = SHA1.HashData([.. space, .. Encoding.UTF8.GetBytes(string.Join('\u001F', parts))]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString("D");
    }
}
