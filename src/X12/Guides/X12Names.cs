using System.Collections.Frozen;
using System.Reflection;

namespace Carelake.X12;

/// <summary>Segments and elements by name, in our own words: for tables and messages that a biller reads.</summary>
public static class X12Names
{
    private static readonly Lazy<FrozenDictionary<string, string[]>> Names = new(Read);

    /// <summary>What a segment is: <c>claim</c> for <c>CLM</c>; empty when there is no name.</summary>
    public static string Segment(string id) => Names.Value.TryGetValue(id, out var names) ? names[0] : "";

    /// <summary>What an element is: <c>total charge</c> for <c>CLM</c> 2; empty when there is no name.</summary>
    /// <param name="id">The segment.</param>
    /// <param name="element">From 1.</param>
    public static string Element(string id, int element) =>
        Names.Value.TryGetValue(id, out var names) && element > 0 && element < names.Length ? names[element] : "";

    /// <summary>An element by number and name: <c>CLM02 (total charge)</c>.</summary>
    /// <param name="id">The segment.</param>
    /// <param name="element">From 1.</param>
    /// <param name="component">From 1; 0 for the element as a whole.</param>
    public static string Reference(string id, int element, int component = 0)
    {
        var number = component == 0 ? $"{id}{element:00}" : $"{id}{element:00}-{component}";
        return Element(id, element) is { Length: > 0 } name ? $"{number} ({name})" : number;
    }

    private static FrozenDictionary<string, string[]> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("x12/Names.txt")!;
        using var reader = new StreamReader(stream);
        var names = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split('|');
            names[parts[0]] = parts[1..];
        }
        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
