using System.Security.Cryptography;
using System.Text;

namespace Carelake.Lake.Landing;

/// <summary>A 256-bit key that wraps data keys.</summary>
public sealed class MasterKey
{
    /// <summary>Bytes in a key.</summary>
    public const int SizeBytes = 32;

    private readonly byte[] _bytes;

    /// <summary>Makes the key; the bytes are copied.</summary>
    /// <param name="id">Names the key in the objects it wraps: 1 to 200 ASCII characters.</param>
    /// <param name="bytes">32 bytes.</param>
    public MasterKey(string id, ReadOnlySpan<byte> bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (id.Length > 200)
            throw new ArgumentException("A key id has at most 200 characters.", nameof(id));
        if (bytes.Length != SizeBytes)
            throw new ArgumentException("A master key has 32 bytes.", nameof(bytes));
        Id = id;
        _bytes = bytes.ToArray();
    }

    /// <summary>Names the key.</summary>
    public string Id { get; }

    /// <summary>A key for another use, from which this one cannot be found (HKDF-SHA256, RFC 5869).</summary>
    /// <param name="purpose">Names the use; another use gets another key.</param>
    /// <returns>32 bytes.</returns>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, SizeBytes, info: Encoding.UTF8.GetBytes(purpose));

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The id; never the key.</summary>
    public override string ToString() => Id;
}
