using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Carelake.Events;

/// <summary>What makes two events the same: an event whose key the log has already is not stored again. 128 bits of SHA-256, so that no two events share one by chance.</summary>
/// <param name="Value">The bits.</param>
public readonly record struct EventKey(UInt128 Value)
{
    /// <summary>Bytes of a key.</summary>
    public const int SizeBytes = 16;

    /// <summary>The key of some bytes within a feed: the same bytes to the same feed are the same event.</summary>
    /// <param name="feed">The feed; two feeds may get the same bytes.</param>
    /// <param name="bytes">What identifies the event: its bytes, or a key that its sender chose.</param>
    public static EventKey Of(string feed, ReadOnlySpan<byte> bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(feed + "\0"));
        hash.AppendData(bytes);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return Read(digest);
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">At least 16.</param>
    public static EventKey Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>The key in 16 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[SizeBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }
}
