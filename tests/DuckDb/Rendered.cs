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
        IDictionary map => "{" + string.Join(", ", map.Cast<DictionaryEntry>().Select(e => $"{Of(e.Key)}: {Of(e.Value)}")) + "}",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Of)) + "]",
        DateTime moment => $"{moment:O}",
        DateTimeOffset moment => $"{moment:O}",
        TimeOnly time => $"{time:O}",
        double number => $"{number:R} Double",
        _ => $"{value} {value.GetType().Name}",
    };
}
