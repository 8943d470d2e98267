using System.Security.Cryptography;
using System.Text;

namespace Carelake.Access.Deidentification;

/// <summary>Names and dates that stand for a patient's own, the same each time under one key, and not to be found without it.</summary>
/// <param name="key">Secret of the extract, 32 bytes: another key gives names that cannot be joined with these.</param>
public sealed class Pseudonyms(byte[] key)
{
    /// <summary>Digits of a pseudonym: 80 bits, so that two of a billion patients are alike with a chance below one in a million.</summary>
    private const int Digits = 20;

    /// <summary>The name that stands for an identifier.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="kind">What it identifies, such as <c>patient</c>: equal identifiers of two kinds get two names.</param>
    /// <returns>20 hexadecimal digits.</returns>
    public string Of(string identifier, string kind) => Convert.ToHexStringLower(Digest(identifier, kind))[..Digits];

    /// <summary>A patient's dates, all moved by as many days, so that the time between them stays.</summary>
    /// <param name="date">The date.</param>
    /// <param name="patient">Whose it is.</param>
    /// <param name="maximumDays">Farthest move to either side; never none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumDays"/> is below 1.</exception>
    public DateOnly Shift(DateOnly date, string patient, int maximumDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumDays, 1);
        var number = BitConverter.ToUInt32(Digest(patient, "date shift"), 0) % (uint)(2 * maximumDays);
        var days = (int)number - maximumDays;
        var moved = date.DayNumber + (days >= 0 ? days + 1 : days);
        return DateOnly.FromDayNumber(Math.Clamp(moved, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));
    }

    private byte[] Digest(string text, string kind) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}\0{text}"));
}
