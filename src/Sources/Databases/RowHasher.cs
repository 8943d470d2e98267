using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Carelake.Sources.Databases;

/// <summary>Hashes a row's values: 96 bits of SHA-256, with lengths and nulls marked, so that no two different rows look alike.</summary>
internal sealed class RowHasher : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _length = new byte[4];

    public string Hash(ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
            Add(value);
        return Convert.ToBase64String(_hash.GetHashAndReset().AsSpan(0, 12));
    }

    public void Dispose() => _hash.Dispose();

    private void Add(object? value)
    {
        var bytes = value switch
        {
            null => null,
            byte[] blob => blob,
            string text => Encoding.UTF8.GetBytes(text),
            DateTime time => BitConverter.GetBytes(time.Ticks),
            DateTimeOffset moment => BitConverter.GetBytes(moment.UtcTicks),
            double number => BitConverter.GetBytes(number),
            _ => Encoding.UTF8.GetBytes(Convert.ToString(value, null) ?? ""),
        };
        BinaryPrimitives.WriteInt32LittleEndian(_length, bytes?.Length ?? -1);
        _hash.AppendData(_length);
        if (bytes is not null)
            _hash.AppendData(bytes);
    }
}
