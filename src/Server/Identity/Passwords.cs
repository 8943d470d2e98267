using System.Text;
using Carelake.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Carelake.Server.Identity;

/// <summary>Keeps and checks passwords: PBKDF2 with HMAC-SHA512, as many rounds as OWASP asks for (Password Storage Cheat Sheet, 2023).</summary>
public sealed class Passwords
{
    /// <summary>Rounds of PBKDF2-HMAC-SHA512.</summary>
    public const int Rounds = 210_000;

    private const int Shortest = 12;
    private const int Longest = 256;
    private readonly PasswordHasher<UserAccount> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));

    // Stands for those who have none.
    private static readonly string Nobodys = new Passwords().Hash(SecretToken.New());

    /// <summary>What is kept of a password.</summary>
    public string Hash(string password) => _hasher.HashPassword(null!, Normalised(password)); // The hasher has no use for the user.

    /// <summary>Checks a password. Takes as long for a user who is not there or has no password as for others.</summary>
    /// <param name="kept">What was kept; <see langword="null"/> when there is none.</param>
    /// <param name="password">What was given.</param>
    /// <param name="isOutdated">It fits, and should be kept anew with more rounds.</param>
    public bool Fits(string? kept, string password, out bool isOutdated)
    {
        var result = _hasher.VerifyHashedPassword(null!, kept ?? Nobodys, Normalised(password)); // The hasher has no use for the user.
        isOutdated = result == PasswordVerificationResult.SuccessRehashNeeded;
        return kept is not null && result != PasswordVerificationResult.Failed;
    }

    /// <summary>What is wrong with a new password (NIST SP 800-63B, 5.1.1.2: length counts, composition does not); <see langword="null"/> when nothing is.</summary>
    public static Issue? Problem(string password, string userName)
    {
        if (password.Length is < Shortest or > Longest) return Wrong($"A password has {Shortest} to {Longest} characters.");
        if (password.Contains(userName, StringComparison.OrdinalIgnoreCase)) return Wrong("A password does not contain the user name.");
        return password.Distinct().Count() < 5 ? Wrong("A password has at least five different characters.") : null;

        static Issue Wrong(string message) => new("SRV-0110", Severity.Error, "password", message);
    }

    // The same word typed on two keyboards can be other code points; and nobody gets to have a megabyte hashed.
    private static string Normalised(string password)
    {
        var shortened = password.Length > Longest ? password[..Longest] : password;
        try
        {
            return shortened.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair: no text, but still something to compare.
            return shortened;
        }
    }
}
