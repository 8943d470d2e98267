namespace Carelake.X12;

/// <summary>One condition of a rule: something is there, is one of some values, starts like one, or has the form of one.</summary>
/// <param name="Reference">Where to look.</param>
/// <param name="Codes">The values; null when they are not listed.</param>
/// <param name="Patterns">Beginnings, or whole forms; empty when anything will do.</param>
/// <param name="IsWhole">The patterns are whole values, in which <c>#</c> is any digit.</param>
internal sealed record X12RuleTest(X12RuleReference Reference, X12CodeList? Codes, IReadOnlyList<byte[]> Patterns, bool IsWhole)
{
    /// <summary>Reads <c>CLM05-3 in 7 8</c>, <c>SV101-2 starts 00</c>, <c>SV101-2 like 00###</c>, <c>CR1</c> or <c>SV501 given</c>; null when it is none of these.</summary>
    public static X12RuleTest? Of(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || X12RuleReference.Of(words[0]) is not { } reference) return null;
        if (words.Length == 1 || (words.Length == 2 && words[1] == "given")) return new(reference, null, [], IsWhole: false);
        if (words.Length < 3 || words[1] is not ("in" or "starts" or "like") || reference.Element == 0) return null;
        return words[1] == "in"
            ? new(reference, new(words[2..]), [], IsWhole: true)
            : new(reference, null, [.. words[2..].Select(System.Text.Encoding.UTF8.GetBytes)], IsWhole: words[1] == "like");
    }

    public bool Holds(in X12Segment segment)
    {
        if (!Reference.TryFind(segment, out var value)) return false;
        if (Codes is not null) return Codes.Contains(value);
        if (Patterns.Count == 0) return true;
        foreach (var pattern in Patterns)
            if (IsWhole ? IsLike(value, pattern) : value.StartsWith(pattern))
                return true;
        return false;
    }

    private static bool IsLike(ReadOnlySpan<byte> value, byte[] pattern)
    {
        if (value.Length != pattern.Length) return false;
        for (var at = 0; at < pattern.Length; at++)
            if (pattern[at] == (byte)'#' ? !char.IsAsciiDigit((char)value[at]) : value[at] != pattern[at])
                return false;
        return true;
    }
}
