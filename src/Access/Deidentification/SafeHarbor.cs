using System.Collections.Frozen;
using System.Globalization;

namespace Carelake.Access.Deidentification;

/// <summary>
/// What HIPAA's Safe Harbor (45 CFR 164.514(b)(2)) leaves of dates, ages and places; every other identifier of its list is left out or replaced by a pseudonym.
/// </summary>
public static class SafeHarbor
{
    /// <summary>Ages above this are one group.</summary>
    public const int OldestSingleAge = 89;

    // Areas of 20,000 people or fewer in the census of 2000, as the Office for Civil Rights lists them.
    private static readonly FrozenSet<string> SmallAreas = FrozenSet.ToFrozenSet(
        ["036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878", "879", "884", "890", "893"], StringComparer.Ordinal);

    /// <summary>The year of a date, which is all that may stay.</summary>
    /// <param name="date">A date of the patient's.</param>
    /// <param name="birthDate">Birth date of the patient: a year that tells an age above 89 must not stay; <see langword="null"/> when not known.</param>
    /// <param name="asOf">Day on which the extract is made.</param>
    /// <returns><see langword="null"/> when the year would tell an age above 89.</returns>
    public static int? Year(DateOnly date, DateOnly? birthDate, DateOnly asOf) =>
        birthDate is { } born && Years(born, asOf) > OldestSingleAge && date.Year <= born.Year + 1 ? null : date.Year;

    /// <summary>An age in years, those above 89 as <c>90+</c>.</summary>
    /// <returns>Empty when the birth date is after the day asked about.</returns>
    public static string Age(DateOnly birthDate, DateOnly asOf)
    {
        var years = Years(birthDate, asOf);
        return years < 0 ? "" : years > OldestSingleAge ? "90+" : years.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The first three digits of a ZIP code, or <c>000</c> where so few live that they would tell.</summary>
    /// <returns>Empty when it is no ZIP code.</returns>
    public static string ZipArea(string zip)
    {
        var digits = zip.Trim();
        if (digits.Length < 5 || digits.AsSpan(0, 5).ContainsAnyExceptInRange('0', '9')) return "";
        var area = digits[..3];
        return SmallAreas.Contains(area) ? "000" : area;
    }

    private static int Years(DateOnly birthDate, DateOnly asOf) =>
        asOf.Year - birthDate.Year - ((asOf.Month, asOf.Day).CompareTo((birthDate.Month, birthDate.Day)) < 0 ? 1 : 0);
}
