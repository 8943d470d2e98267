using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Carelake.Access.Audit;

/// <summary>What a log held at a moment, signed: whoever keeps one can later prove that nothing before it was touched.</summary>
/// <param name="Origin">Name of the log.</param>
/// <param name="Size">Records in it.</param>
/// <param name="Root">Root of their tree.</param>
/// <param name="At">When it was signed, in UTC.</param>
/// <param name="Signature">ECDSA over P-256 with SHA-256, in the fixed form of IEEE P1363.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root, DateTimeOffset At, byte[] Signature)
{
    /// <summary>Signs.</summary>
    public static Checkpoint Sign(string origin, long size, byte[] root, DateTimeOffset at, ECDsa key)
    {
        var unsigned = new Checkpoint(origin, size, root, at, []);
        return unsigned with { Signature = key.SignData(unsigned.Body(), HashAlgorithmName.SHA256) };
    }

    /// <summary>The signature is by this key, over just this.</summary>
    public bool IsSignedBy(ECDsa key) => key.VerifyData(Body(), Signature, HashAlgorithmName.SHA256);

    /// <summary>One line: origin, size, root, moment and signature, parted by spaces; bytes in base64.</summary>
    public override string ToString() => $"{Origin} {Size} {Convert.ToBase64String(Root)} {Moment()} {Convert.ToBase64String(Signature)}";

    /// <summary>Reads a line.</summary>
    /// <returns><see langword="null"/> when it is none.</returns>
    public static Checkpoint? Parse(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length != 5 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return null;
        if (!DateTimeOffset.TryParse(parts[3], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return null;
        var (root, signature) = (new byte[parts[2].Length], new byte[parts[4].Length]);
        if (!Convert.TryFromBase64String(parts[2], root, out var rootBytes) || rootBytes != MerkleTree.HashBytes) return null;
        return Convert.TryFromBase64String(parts[4], signature, out var signatureBytes) ? new(parts[0], size, root[..rootBytes], at, signature[..signatureBytes]) : null;
    }

    private byte[] Body() => Encoding.UTF8.GetBytes($"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n{Moment()}\n");

    private string Moment() => At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
