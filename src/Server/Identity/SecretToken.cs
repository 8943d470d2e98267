using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Carelake.Server.Identity;

/// <summary>
/// Secrets that this program makes: 256 random bits, so that a plain digest keeps them (nothing to guess), unlike passwords, which people choose.
/// </summary>
public static class SecretToken
{
    private const int Bytes = 32;
    private const int IdBytes = 9;
    private const string KeyPrefix = "clk_";

    /// <summary>A new secret, 43 characters of base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>A new public id, 18 hexadecimal digits.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <summary>What is kept of a secret.</summary>
    public static string Digest(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares a secret with what was kept, in a time that does not depend on either.</summary>
    public static bool Matches(string secret, string digest) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Digest(secret)), Encoding.ASCII.GetBytes(digest));

    /// <summary>An API key as its holder writes it: <c>clk_ID_SECRET</c>.</summary>
    public static string ApiKey(string id, string secret) => $"{KeyPrefix}{id}_{secret}";

    /// <summary>Takes an API key apart.</summary>
    /// <returns><see langword="null"/> for what is none.</returns>
    public static (string Id, string Secret)? ParseApiKey(string text)
    {
        if (!text.StartsWith(KeyPrefix, StringComparison.Ordinal)) return null;
        var rest = text.AsSpan(KeyPrefix.Length);
        var split = rest.IndexOf('_');
        return split == IdBytes * 2 && rest.Length > split + 1 ? (rest[..split].ToString(), rest[(split + 1)..].ToString()) : null;
    }
}
