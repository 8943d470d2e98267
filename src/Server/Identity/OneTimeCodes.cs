using System.Security.Cryptography;
using System.Text;
using IKeyProvider = Carelake.Lake.Landing.IKeyProvider;
using OtpNet;

namespace Carelake.Server.Identity;

/// <summary>One-time codes by time (RFC 6238): six digits, thirty seconds, one step of clock difference either way. Their secrets are kept encrypted.</summary>
/// <param name="keys">The lake's master keys.</param>
public sealed class OneTimeCodes(IKeyProvider keys)
{
    private const int SecretBytes = 20;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int StepsOfDifference = 1;
    private const string Context = "one-time codes";

    /// <summary>A new secret in Base32, as authenticator programs take it (RFC 4226 asks for 160 bits).</summary>
    public static string NewSecret() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The address that authenticator programs read from a picture.</summary>
    public static string Address(string secret, string userName) =>
        $"otpauth://totp/Carelake:{Uri.EscapeDataString(userName)}?secret={secret}&issuer=Carelake&algorithm=SHA1&digits=6&period=30";

    /// <summary>The step a code belongs to, when it is right and later than the last one used: a code counts once.</summary>
    /// <param name="secret">In Base32.</param>
    /// <param name="code">As typed; blanks do not count.</param>
    /// <param name="lastStep">The step of the last code used; 0 for none.</param>
    /// <param name="now">The moment.</param>
    /// <returns><see langword="null"/> when the code is wrong, or used.</returns>
    public static long? StepOf(string secret, string code, long lastStep, DateTimeOffset now)
    {
        var generator = new Totp(Base32Encoding.ToBytes(secret));
        var isRight = generator.VerifyTotp(now.UtcDateTime, code.Replace(" ", "", StringComparison.Ordinal), out var step, new VerificationWindow(StepsOfDifference, StepsOfDifference));
        return isRight && step > lastStep ? step : null;
    }

    /// <summary>What is kept of a secret.</summary>
    public async Task<string> SealAsync(string secret, CancellationToken cancellationToken)
    {
        var key = await keys.CurrentAsync(cancellationToken);
        var plain = Encoding.ASCII.GetBytes(secret);
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key.Derive(Context), TagBytes);
        cipher.Encrypt(sealedBytes.AsSpan(0, NonceBytes), plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length));
        return $"{key.Id}:{Convert.ToBase64String(sealedBytes)}";
    }

    /// <summary>The secret that was kept.</summary>
    /// <exception cref="CryptographicException">It was changed.</exception>
    public async Task<string> OpenAsync(string kept, CancellationToken cancellationToken)
    {
        var split = kept.LastIndexOf(':');
        var key = await keys.FindAsync(kept[..split], cancellationToken);
        var bytes = Convert.FromBase64String(kept[(split + 1)..]);
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key.Derive(Context), TagBytes);
        cipher.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length), plain);
        return Encoding.ASCII.GetString(plain);
    }
}
