namespace Carelake.Lake.Configuration;

/// <summary>The nearest known word to one that is not known.</summary>
internal static class Suggestion
{
    /// <summary>A sentence such as <c>Did you mean 'keys'?</c>, or the known words when none is near.</summary>
    public static string For(string word, IEnumerable<string> known)
    {
        var words = known.Order(StringComparer.Ordinal).ToList();
        if (words.Count == 0) return "None is known here.";
        var best = words.MinBy(candidate => Distance(word, candidate))!;
        return Distance(word, best) <= Math.Max(1, word.Length / 3)
            ? $"Did you mean '{best}'?"
            : $"Known: {string.Join(", ", words.Take(30))}{(words.Count > 30 ? ", ..." : "")}.";
    }

    // Levenshtein's distance, one row at a time; case does not count.
    internal static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
