using System.Buffers;
using System.Security.Cryptography;

namespace Carelake.Lake.Landing;

/// <summary>The name of bytes in landing: their SHA-256 (FIPS 180-4) in lower-case hexadecimal.</summary>
public static class ContentHash
{
    // The framework's own way reads 4 KiB at a time, and each piece has a price of its own.
    private const int PieceBytes = 1 << 20;

    /// <summary>Of a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="cancellationToken">Stops between pieces.</param>
    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        return await OfAsync(file, cancellationToken);
    }

    /// <summary>Of what is left of a stream.</summary>
    /// <param name="stream">Left at its end.</param>
    /// <param name="cancellationToken">Stops between pieces.</param>
    public static async Task<string> OfAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            int count;
            while ((count = await stream.ReadAsync(piece.AsMemory(0, PieceBytes), cancellationToken)) > 0) hash.AppendData(piece, 0, count);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            // The pieces are of patients' files.
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
        }
    }
}
