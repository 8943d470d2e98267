using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Carelake.Lake.Landing;

/// <summary>
/// AES-256-GCM over chunks of one size (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár): the nonce of a chunk
/// holds its number and whether it is the last, so that chunks cannot be reordered, repeated, dropped or cut off unnoticed. The last
/// chunk is the only one shorter than the rest, and may be empty.
/// </summary>
internal sealed class ChunkCipher(byte[] dataKey, byte[] noncePrefix) : IDisposable
{
    private readonly AesGcm _cipher = new(dataKey, ObjectHeader.TagBytes);
    private readonly byte[] _nonce = [.. noncePrefix, 0, 0, 0, 0, 0];
    private uint _number;

    /// <summary>Encrypts the next chunk; <paramref name="sealedChunk"/> is longer by the tag.</summary>
    public void Seal(ReadOnlySpan<byte> plain, Span<byte> sealedChunk, bool isLast) =>
        _cipher.Encrypt(NextNonce(isLast), plain, sealedChunk[..plain.Length], sealedChunk[plain.Length..]);

    /// <summary>Decrypts the next chunk.</summary>
    /// <exception cref="AuthenticationTagMismatchException">The chunk was changed, moved or cut.</exception>
    public void Open(ReadOnlySpan<byte> sealedChunk, Span<byte> plain, bool isLast) =>
        _cipher.Decrypt(NextNonce(isLast), sealedChunk[..plain.Length], sealedChunk[plain.Length..], plain);

    public void Dispose() => _cipher.Dispose();

    private byte[] NextNonce(bool isLast)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_nonce.AsSpan(ObjectHeader.NoncePrefixBytes), _number);
        _nonce[^1] = isLast ? (byte)1 : (byte)0;
        // A second chunk under one nonce would give the key away: 4 PB is more than any object.
        _number = checked(_number + 1);
        return _nonce;
    }
}
