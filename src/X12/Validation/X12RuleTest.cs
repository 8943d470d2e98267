namespace Carelake.X12;

/// <summary>One condition of a rule: something is there, is one of some values, or starts like one.</summary>
internal sealed record X12RuleTest(X12RuleReference Reference, X12CodeList? Codes, IReadOnlyList<byte[]> Prefixes)
{
    /// <summary>Reads <c>CLM05-3 in 7 8</c>, <c>SV101-2 starts 00</c>, <c>CR1</c> or <c>SV501 given</c>; null when it is none of these.</summary>
    public static X12RuleTest? Of(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || X12RuleReference.Of(words[0]) is not { } reference) return null;
        if (words.Length == 1 || (words.Length == 2 && words[1] == "given")) return new(reference, null, []);
        if (words.Length < 3 || words[1] is not ("in" or "starts") || reference.Element == 0) return null;
        return words[1] == "in" ? new(reference, new(words[2..]), []) : new(reference, null, [.. words[2..].Select(System.Text.Encoding.UTF8.GetBytes)]);
    }

    public bool Holds(in X12Segment segment)
    {
        if (!Reference.TryFind(segment, out var value)) return false;
        if (Codes is not null) return Codes.Contains(value);
        if (Prefixes.Count == 0) return true;
        foreach (var prefix in Prefixes)
            if (value.StartsWith(prefix))
                return true;
        return false;
    }
}
