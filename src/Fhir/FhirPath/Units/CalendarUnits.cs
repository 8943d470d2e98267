using System.Collections.Frozen;

namespace Carelake.Fhir.FhirPath.Units;

/// <summary>The calendar durations of FHIRPath (N1, section 4.1.8.1) and their UCUM counterparts.</summary>
internal static class CalendarUnits
{
    private static readonly FrozenDictionary<string, string> Singular = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["year"] = "year", ["years"] = "year", ["month"] = "month", ["months"] = "month", ["week"] = "week", ["weeks"] = "week",
        ["day"] = "day", ["days"] = "day", ["hour"] = "hour", ["hours"] = "hour", ["minute"] = "minute", ["minutes"] = "minute",
        ["second"] = "second", ["seconds"] = "second", ["millisecond"] = "millisecond", ["milliseconds"] = "millisecond",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The singular of a calendar keyword; null for any other word.</summary>
    public static string? Keyword(string word) => Singular.GetValueOrDefault(word);

    /// <summary>The UCUM code of a calendar keyword in the singular.</summary>
    public static string Code(string keyword) => keyword switch
    {
        "year" => "a",
        "month" => "mo",
        "week" => "wk",
        "day" => "d",
        "hour" => "h",
        "minute" => "min",
        "second" => "s",
        _ => "ms",
    };

    /// <summary>Years and months have no fixed length; from weeks down the calendar and UCUM agree.</summary>
    public static bool IsVariable(string keyword) => keyword is "year" or "month";
}
