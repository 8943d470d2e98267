using System.Security.Cryptography;
using System.Text;

namespace Carelake.Fhir.Model;

/// <summary>Name-based UUIDs (RFC 9562 section 5.5): the same name in the same space gives the same id, in any run on any machine.</summary>
internal static class NameUuid
{
    /// <summary>The space of every id made from a v2 message; never changes, or every resource would be made anew.</summary>
    public static readonly Guid Hl7v2 = new("7c1b6e0a-5d2f-4c3e-9a81-57f0d3b4e6c2");

    /// <summary>The space of every id made from a C-CDA document; never changes either.</summary>
    public static readonly Guid Ccda = new("6b1f6a1e-8f0f-4e7a-9a53-0c3f6f5b7d21");

    private const int GuidSize = 16;
    private const int Short = 512;

    /// <summary>The version 5 UUID of a name, in lower case with hyphens.</summary>
    public static string Of(Guid space, string name)
    {
        var size = Encoding.UTF8.GetMaxByteCount(name.Length) + GuidSize;
        var bytes = size <= Short ? stackalloc byte[Short] : new byte[size];
        space.TryWriteBytes(bytes, bigEndian: true, out _);
        var length = GuidSize + Encoding.UTF8.GetBytes(name, bytes[GuidSize..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 9562 makes version 5 with SHA-1; nothing secret depends on it.
        SHA1.HashData(bytes[..length], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..GuidSize], bigEndian: true).ToString("d");
    }
}
