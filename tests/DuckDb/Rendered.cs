using System.Collections;

namespace Carelake.Tests.DuckDb;

/// <summary>A value, nested or not, as text with its types, so that two compare by content.</summary>
internal static class Rendered
{
    internal static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        byte[] bytes => Convert.ToHexString(bytes),
        IDictionary map => "{" + string.Join(", ", map.Keys.Cast<object>().Select(key => $"{Of(key)}: {Of(map[key])}")) + "}",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Of)) + "]",
        DateTime moment => $"{moment:O}",
        DateTimeOffset moment => $"{moment:O}",
        TimeOnly time => $"{time:O}",
        decimal number => $"{number:G29} Decimal",
        double number => $"{number:R} Double",
        _ => $"{value} {value.GetType().Name}",
    };
}
