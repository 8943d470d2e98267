using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Carelake.Lake.Landing;

/// <summary>
/// The first <see cref="SizeBytes"/> bytes of a landed object: which master key wraps its data key, and what is needed to read on.
/// The wrapping is bound to the object's name, so that one object cannot be put in place of another.
/// </summary>
internal sealed record ObjectHeader(int ChunkSizeBytes, byte[] NoncePrefix, string KeyId, byte[] WrapNonce, byte[] Wrapped)
{
    public const int SizeBytes = BoundBytes + NonceBytes + MasterKey.SizeBytes + TagBytes;
    public const int NonceBytes = 12;
    public const int NoncePrefixBytes = 7;
    public const int TagBytes = 16;
    private const int KeyIdBytes = 200;
    private const int BoundBytes = 4 + 4 + NoncePrefixBytes + 1 + KeyIdBytes;

    private static ReadOnlySpan<byte> Magic => "CLK1"u8;

    /// <summary>Wraps a data key.</summary>
    public static ObjectHeader Wrap(MasterKey master, byte[] dataKey, int chunkSizeBytes, byte[] noncePrefix, string sha256)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var wrapped = new byte[MasterKey.SizeBytes + TagBytes];
        var header = new ObjectHeader(chunkSizeBytes, noncePrefix, master.Id, nonce, wrapped);
        using var cipher = new AesGcm(master.Bytes, TagBytes);
        cipher.Encrypt(
            nonce, dataKey, wrapped.AsSpan(0, MasterKey.SizeBytes), wrapped.AsSpan(MasterKey.SizeBytes), header.BoundTo(sha256));
        return header;
    }

    /// <summary>The data key.</summary>
    /// <exception cref="AuthenticationTagMismatchException">Another key, another object, or changed bytes.</exception>
    public byte[] Unwrap(MasterKey master, string sha256)
    {
        var dataKey = new byte[MasterKey.SizeBytes];
        using var cipher = new AesGcm(master.Bytes, TagBytes);
        cipher.Decrypt(
            WrapNonce, Wrapped.AsSpan(0, MasterKey.SizeBytes), Wrapped.AsSpan(MasterKey.SizeBytes), dataKey, BoundTo(sha256));
        return dataKey;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[SizeBytes];
        WriteBound(bytes);
        WrapNonce.CopyTo(bytes, BoundBytes);
        Wrapped.CopyTo(bytes, BoundBytes + NonceBytes);
        return bytes;
    }

    /// <summary>Reads a header; <see langword="null"/> when the bytes are none.</summary>
    public static ObjectHeader? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != SizeBytes || !bytes.StartsWith(Magic))
            return null;
        var chunkSize = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        var keyIdLength = bytes[8 + NoncePrefixBytes];
        if (chunkSize is <= 0 or > 64 << 20 || keyIdLength > KeyIdBytes)
            return null;
        return new ObjectHeader(
            chunkSize,
            bytes.Slice(8, NoncePrefixBytes).ToArray(),
            Encoding.ASCII.GetString(bytes.Slice(9 + NoncePrefixBytes, keyIdLength)),
            bytes.Slice(BoundBytes, NonceBytes).ToArray(),
            bytes[(BoundBytes + NonceBytes)..].ToArray());
    }

    // Everything but the wrapping itself, and the name of the object.
    private byte[] BoundTo(string sha256)
    {
        var bound = new byte[BoundBytes + sha256.Length];
        WriteBound(bound);
        Encoding.ASCII.GetBytes(sha256, bound.AsSpan(BoundBytes));
        return bound;
    }

    private void WriteBound(Span<byte> bytes)
    {
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], ChunkSizeBytes);
        NoncePrefix.CopyTo(bytes[8..]);
        bytes[8 + NoncePrefixBytes] = (byte)KeyId.Length;
        Encoding.ASCII.GetBytes(KeyId, bytes[(9 + NoncePrefixBytes)..]);
    }
}
