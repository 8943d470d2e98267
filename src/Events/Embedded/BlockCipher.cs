using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Carelake.Events.Embedded;

/// <summary>
/// AES-256-GCM over blocks. A key is used by one process only, which counts the blocks it seals and never gives a number twice, also when a write failed and
/// the same offsets are written again: that is why every start of the log makes a key of its own. The place of a block is bound to it.
/// </summary>
internal sealed class BlockCipher(byte[] dataKey) : IDisposable
{
    private const int TagBytes = 16;
    private readonly AesGcm _cipher = new(dataKey, TagBytes);

    /// <summary>Encrypts a block.</summary>
    /// <param name="plain">The block.</param>
    /// <param name="number">Never given before with this key.</param>
    /// <param name="place">Bound to the block.</param>
    public byte[] Seal(ReadOnlySpan<byte> plain, long number, long place)
    {
        var sealedBlock = new byte[plain.Length + TagBytes];
        _cipher.Encrypt(Nonce(number), plain, sealedBlock.AsSpan(0, plain.Length), sealedBlock.AsSpan(plain.Length), Bound(place));
        return sealedBlock;
    }

    /// <summary>Decrypts a block.</summary>
    /// <exception cref="AuthenticationTagMismatchException">It was changed or moved.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBlock, long number, long place)
    {
        var plain = new byte[Math.Max(0, sealedBlock.Length - TagBytes)];
        if (sealedBlock.Length < TagBytes) throw new AuthenticationTagMismatchException();
        _cipher.Decrypt(Nonce(number), sealedBlock[..plain.Length], sealedBlock[plain.Length..], plain, Bound(place));
        return plain;
    }

    public void Dispose() => _cipher.Dispose();

    private static byte[] Nonce(long number) => [0, 0, 0, 0, .. Bound(number)];

    private static byte[] Bound(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
