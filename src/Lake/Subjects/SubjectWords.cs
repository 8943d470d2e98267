using System.Text.RegularExpressions;

namespace Carelake.Lake.Subjects;

/// <summary>Numbers of a person as they stand in a text: whole, not as a part of a longer number, which may be another person's.</summary>
public static class SubjectWords
{
    /// <summary>A shorter number is part of too many others to be looked for in a text.</summary>
    public const int ShortestInText = 5;

    /// <summary>A pattern that finds any of the numbers, in the words that .NET and the engine share.</summary>
    /// <param name="numbers">The numbers; those that are too short are left out.</param>
    /// <returns><see langword="null"/> when none is long enough.</returns>
    public static string? Pattern(IEnumerable<string> numbers)
    {
        var words = numbers.Where(number => number.Length >= ShortestInText).Select(Regex.Escape).ToList();
        return words.Count == 0 ? null : $"(^|[^A-Za-z0-9_-])({string.Join('|', words)})($|[^A-Za-z0-9_-])";
    }

    /// <summary>The pattern for texts of this process.</summary>
    /// <inheritdoc cref="Pattern"/>
    public static Regex? Finder(IEnumerable<string> numbers) =>
        Pattern(numbers) is { } pattern ? new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase) : null;
}
