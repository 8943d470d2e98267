using System.Globalization;

namespace Carelake.Fhir.Flatten;

/// <summary>Moments, as FHIR and the common data model write them.</summary>
internal static class FlatTime
{
    private const int MostHours = 12;

    /// <summary>A dateTime or instant with its zone; null for a date without a time.</summary>
    public static DateTimeOffset? Moment(string text) =>
        text.Length > 10 && text[10] == 'T'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;

    /// <summary>In UTC, with as many digits after the second as are needed.</summary>
    public static string Utc(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// A moment in a zone where its day is the one given: a row keeps the day where it was and the moment in UTC, and both must come back. UTC when
    /// no zone of the earth has them together.
    /// </summary>
    public static string OnDay(DateTimeOffset moment, string day)
    {
        for (var hours = 0; hours <= MostHours; hours++)
            foreach (var offset in new[] { hours, -hours })
                if (moment.ToOffset(TimeSpan.FromHours(offset)) is var local && local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == day)
                    return offset == 0 ? Utc(moment) : local.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
        return Utc(moment);
    }
}
