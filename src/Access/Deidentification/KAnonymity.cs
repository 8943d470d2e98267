using System.Collections.Immutable;

namespace Carelake.Access.Deidentification;

/// <summary>How many people share each combination of what could name a person together: the fewer, the easier one is found.</summary>
/// <param name="SmallestGroup">People in the smallest group; 0 when there is nobody.</param>
/// <param name="Groups">Groups there are.</param>
/// <param name="PeopleAtRisk">People in groups smaller than asked.</param>
/// <param name="LargestRisk">Chance that someone who knows a person's values picks the right row: 0 to 1.</param>
/// <param name="MeanRisk">Mean of that chance over all people: 0 to 1.</param>
/// <param name="TooSmall">Rows in groups smaller than asked, by their place from 0, in order: to be left out or made coarser.</param>
public sealed record KAnonymity(int SmallestGroup, int Groups, int PeopleAtRisk, double LargestRisk, double MeanRisk, ImmutableArray<int> TooSmall)
{
    /// <summary>Measures.</summary>
    /// <param name="rows">One a person: the values of the columns that could name a person together.</param>
    /// <param name="k">Smallest group that is accepted; at least 2 for any protection.</param>
    public static KAnonymity Measure(IReadOnlyList<ImmutableArray<string?>> rows, int k)
    {
        // A length before each value keeps two rows apart whose values only look alike when joined.
        var groups = rows.Select((row, index) => (Key: string.Concat(row.Select(value => value is null ? "-" : $"{value.Length}:{value}")), Index: index))
            .GroupBy(item => item.Key, item => item.Index, StringComparer.Ordinal).Select(group => group.ToList()).ToList();
        if (groups.Count == 0) return new(0, 0, 0, 0, 0, []);
        var tooSmall = groups.Where(group => group.Count < k).SelectMany(group => group).Order().ToImmutableArray();
        var smallest = groups.Min(group => group.Count);
        return new(smallest, groups.Count, tooSmall.Length, 1.0 / smallest, (double)groups.Count / rows.Count, tooSmall);
    }
}
