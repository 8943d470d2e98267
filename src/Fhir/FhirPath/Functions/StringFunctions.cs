using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Carelake.Fhir.FhirPath.Evaluation;
using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>Strings (N1, section 5.6, and FHIRPath 3.0, section 5.6, for <c>matchesFull</c>, <c>split</c>, <c>join</c> and <c>trim</c>).</summary>
internal static class StringFunctions
{
    private const int MostPatterns = 1024;
    private const int LongestPattern = 1 << 12;
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(250);
    private static readonly ConcurrentDictionary<string, Regex?> Patterns = new(StringComparer.Ordinal);

    public static IEnumerable<Function> All { get; } =
    [
        new("indexOf", 1, 1, call => call.Return(Whole(call, (text, part) => text.IndexOf(part, StringComparison.Ordinal)))),
        new("lastIndexOf", 1, 1, call => call.Return(Whole(call, (text, part) => text.LastIndexOf(part, StringComparison.Ordinal)))),
        new("substring", 1, 2, Substring),
        new("startsWith", 1, 1, null, call => Test(call, (text, part) => text.StartsWith(part, StringComparison.Ordinal))),
        new("endsWith", 1, 1, null, call => Test(call, (text, part) => text.EndsWith(part, StringComparison.Ordinal))),
        new("contains", 1, 1, null, call => Test(call, (text, part) => text.Contains(part, StringComparison.Ordinal))),
        new("upper", 0, 0, call => call.Return(call.Text()?.ToUpperInvariant())),
        new("lower", 0, 0, call => call.Return(call.Text()?.ToLowerInvariant())),
        new("trim", 0, 0, call => call.Return(call.Text()?.Trim())),
        new("length", 0, 0, call => call.Return(call.Text() is { } text ? new IntegerValue(text.Length) : null)),
        new("toChars", 0, 0, ToChars),
        new("split", 1, 1, Split),
        new("join", 0, 1, Join),
        new("replace", 2, 2, Replace),
        new("matches", 1, 1, null, call => Matches(call, isWhole: false)),
        new("matchesFull", 1, 1, null, call => Matches(call, isWhole: true)),
        new("replaceMatches", 2, 2, ReplaceMatches),
    ];

    private static IntegerValue? Whole(Call call, Func<string, string, int> find) =>
        call.Text() is { } text && call.TextArgument(0) is { } part ? new IntegerValue(find(text, part)) : null;

    private static Truth Test(Call call, Func<string, string, bool> test) =>
        call.Text() is { } text && call.TextArgument(0) is { } part ? Truths.Of(test(text, part)) : Truth.Empty;

    private static void Substring(Call call)
    {
        var (text, start) = (call.Text(), call.WholeArgument(0));
        var length = call.Arguments.Length > 1 ? call.WholeArgument(1) ?? int.MaxValue : int.MaxValue;
        var isInside = text is not null && start is >= 0 && start < text.Length;
        call.Return(isInside ? text!.Substring(start!.Value, Math.Clamp(length, 0, text.Length - start.Value)) : null);
    }

    private static void ToChars(Call call)
    {
        var text = call.Text();
        call.Machine.Truncate(call.Start);
        foreach (var letter in text ?? "")
            call.Machine.Push(new StringValue(letter.ToString()));
    }

    private static void Split(Call call)
    {
        var (text, separator) = (call.Text(), call.TextArgument(0));
        call.Machine.Truncate(call.Start);
        if (text is null || separator is null) return;
        if (separator.Length == 0)
        {
            foreach (var letter in text) call.Machine.Push(new StringValue(letter.ToString()));
            return;
        }
        for (var rest = text.AsSpan(); call.Machine.Spend(1);)
        {
            var end = rest.IndexOf(separator);
            call.Machine.Push(new StringValue((end < 0 ? rest : rest[..end]).ToString()));
            if (end < 0) return;
            rest = rest[(end + separator.Length)..];
        }
    }

    private static void Join(Call call)
    {
        var separator = call.Arguments.Length > 0 ? call.TextArgument(0) ?? "" : "";
        var parts = new List<string>(call.Count);
        var length = 0L;
        for (var index = call.Start; index < call.End; index++)
            if (call.Machine[index].Text is { } text && call.Machine.SpendText(length += text.Length + separator.Length))
                parts.Add(text);
        call.Return(call.Count == 0 || call.Machine.Error is not null ? null : string.Join(separator, parts));
    }

    // N1, section 5.6.8: an empty pattern stands around and between all characters.
    private static void Replace(Call call)
    {
        var (text, pattern, with) = (call.Text(), call.TextArgument(0), call.TextArgument(1));
        if (text is null || pattern is null || with is null)
        {
            call.Return((SystemValue?)null);
            return;
        }
        long places = pattern.Length > 0 ? text.AsSpan().Count(pattern) : text.Length + 1;
        if (!call.Machine.SpendText(text.Length + (places * with.Length))) return;
        call.Return(pattern.Length > 0
            ? text.Replace(pattern, with, StringComparison.Ordinal)
            : with + string.Concat(text.Select(letter => letter + with)));
    }

    private static Truth Matches(Call call, bool isWhole)
    {
        var (text, pattern) = (call.Text(), call.TextArgument(0));
        if (text is null || pattern is null || Pattern(call, isWhole ? $"^(?:{pattern})$" : pattern) is not { } regex) return Truth.Empty;
        return Truths.Of(Guard(call, text, () => (bool?)regex.IsMatch(text)));
    }

    private static void ReplaceMatches(Call call)
    {
        var (text, pattern, with) = (call.Text(), call.TextArgument(0), call.TextArgument(1));
        if (text is null || pattern is null || with is null)
        {
            call.Return((SystemValue?)null);
            return;
        }
        call.Return(pattern.Length == 0 ? text : Pattern(call, pattern) is { } regex ? Guard(call, text, () => Replaced(call, regex, text, with)) : null);
    }

    // As Regex.Replace does, but looked at while it grows: a substitution such as $_ is as long as the text, at each of its matches.
    private static string? Replaced(Call call, Regex regex, string text, string with)
    {
        var longest = with.Length + ((long)with.AsSpan().Count('$') * text.Length);
        var result = new StringBuilder();
        var end = 0;
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            if (!call.Machine.SpendText(result.Length + longest)) return null;
            result.Append(text, end, match.Index - end).Append(match.Result(with));
            end = match.Index + match.Length;
        }
        return result.Append(text, end, text.Length - end).ToString();
    }

    // Single line mode (the point matches a line end), case sensitive. Linear time where the pattern allows it.
    private static Regex? Pattern(Call call, string pattern)
    {
        if (!Patterns.TryGetValue(pattern, out var regex))
        {
            regex = pattern.Length > LongestPattern ? null : Compile(pattern);
            if (Patterns.Count < MostPatterns) Patterns.TryAdd(pattern, regex);
        }
        if (regex is null) call.Machine.Fail("FHIR-0615", "This is no regular expression.");
        return regex;
    }

    private static Regex? Compile(string pattern)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Singleline;
        try
        {
            return new Regex(pattern, Options | RegexOptions.NonBacktracking, LongestMatch);
        }
        catch (NotSupportedException)
        {
            return Backtracking(pattern, Options);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Regex? Backtracking(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options, LongestMatch);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static T? Guard<T>(Call call, string text, Func<T> match)
    {
        try
        {
            return call.Machine.SpendText(text.Length) ? match() : default;
        }
        catch (RegexMatchTimeoutException)
        {
            call.Machine.Fail("FHIR-0615", "The regular expression took too long.");
            return default;
        }
        catch (ArgumentException)
        {
            call.Machine.Fail("FHIR-0615", "This is no substitution of a regular expression.");
            return default;
        }
    }
}
