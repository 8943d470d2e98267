using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Carelake.Lake.Configuration;

/// <summary>
/// When something is due, as five cron fields in UTC: minute (0-59), hour (0-23), day of the month (1-31), month (1-12 or JAN-DEC) and day
/// of the week (0-7 or SUN-SAT; 0 and 7 are Sunday). A field is <c>*</c>, a number, a range <c>a-b</c>, either with a step <c>/n</c>, or a
/// list of these. As in every cron since Vixie's: where both day fields are restricted, either one makes a day due.
/// </summary>
public sealed class CronSchedule
{
    // Over the century's missing leap day, the 29th of February comes at least once in eight years.
    private const int MostDaysAhead = (8 * 366) + 1;

    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;
    private readonly bool _eitherDay;

    private CronSchedule(ulong minutes, ulong hours, ulong days, ulong months, ulong weekdays, bool eitherDay)
    {
        _minutes = minutes;
        _hours = hours;
        _days = days;
        _months = months;
        _weekdays = weekdays;
        _eitherDay = eitherDay;
    }

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">Five fields, separated by spaces.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="problem">What is wrong with the text, as the end of a sentence that begins with "schedule"; empty when nothing is.</param>
    /// <returns>False when the text is none, or names a day that never comes, as the 30th of February.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronSchedule? schedule, out string problem)
    {
        schedule = null;
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length != 5)
        {
            problem = "is five cron fields, such as \"0 2 * * *\"";
            return false;
        }

        problem = "";
        var minutes = Field(fields[0], "minute", 0, 59, [], 0, ref problem);
        var hours = Field(fields[1], "hour", 0, 23, [], 0, ref problem);
        var days = Field(fields[2], "day of the month", 1, 31, [], 0, ref problem);
        var months = Field(fields[3], "month", 1, 12, Months, 1, ref problem);
        var weekdays = Field(fields[4], "day of the week", 0, 7, Weekdays, 0, ref problem);
        if (problem.Length > 0) return false;
        if ((weekdays & (1UL << 7)) != 0) weekdays |= 1;
        var read = new CronSchedule(minutes, hours, days, months, weekdays, eitherDay: fields[2][0] != '*' && fields[4][0] != '*');
        if (read.NextAfter(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)) is null)
        {
            problem = "names a day that never comes";
            return false;
        }

        schedule = read;
        return true;
    }

    /// <summary>The first time that is due after a moment.</summary>
    /// <param name="moment">The moment; itself is not looked at.</param>
    /// <returns>A whole minute, UTC; null when there is none in the eight years after.</returns>
    public DateTimeOffset? NextAfter(DateTimeOffset moment)
    {
        var first = moment.UtcDateTime.AddTicks(TimeSpan.TicksPerMinute - (moment.UtcDateTime.Ticks % TimeSpan.TicksPerMinute));
        for (var day = 0; day <= MostDaysAhead; day++)
        {
            var start = day == 0 ? first : first.Date.AddDays(day);
            if (IsDueOn(start) && FirstTime(start) is { } due) return new DateTimeOffset(due, TimeSpan.Zero);
        }

        return null;
    }

    private bool IsDueOn(DateTime day)
    {
        if (!Has(_months, day.Month)) return false;
        var byDay = Has(_days, day.Day);
        var byWeekday = Has(_weekdays, (int)day.DayOfWeek);
        return _eitherDay ? byDay || byWeekday : byDay && byWeekday;
    }

    private DateTime? FirstTime(DateTime start)
    {
        for (var hour = start.Hour; hour < 24; hour++)
        {
            if (!Has(_hours, hour)) continue;
            for (var minute = hour == start.Hour ? start.Minute : 0; minute < 60; minute++)
                if (Has(_minutes, minute)) return start.Date.AddHours(hour).AddMinutes(minute);
        }

        return null;
    }

    private static bool Has(ulong set, int number) => (set >> number & 1) != 0;

    private static ulong Field(string text, string name, int first, int last, string[] words, int wordsFrom, ref string problem)
    {
        var set = 0UL;
        foreach (var part in text.Split(','))
        {
            if (Part(part) is not var (from, to, step))
            {
                if (problem.Length == 0) problem = $"has a {name} that is not {first} to {last}, a range, a step or a list of them";
                return 0;
            }

            for (var number = from; number <= to; number += step) set |= 1UL << number;
        }

        return set;

        (int From, int To, int Step)? Part(string part)
        {
            var pieces = part.Split('/');
            var step = 1;
            if (pieces.Length > 2 || (pieces.Length == 2 && (Number(pieces[1]) is not { } given || (step = Math.Min(given, last + 1)) < 1))) return null;
            if (pieces[0] == "*") return (first, last, step);
            var ends = pieces[0].Split('-');
            if (ends.Length > 2 || Value(ends[0]) is not { } from) return null;
            // "5/15" counts on from 5, "5" is 5 alone.
            var to = ends.Length == 2 ? Value(ends[1]) : pieces.Length == 2 ? last : from;
            return to >= from ? (from, to.Value, step) : null;
        }

        int? Value(string text)
        {
            var word = Array.FindIndex(words, one => one.Equals(text, StringComparison.OrdinalIgnoreCase));
            var number = word >= 0 ? word + wordsFrom : Number(text);
            return number >= first && number <= last ? number : null;
        }

        static int? Number(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
