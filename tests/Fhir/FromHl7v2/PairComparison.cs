using System.Text.Json.Nodes;

namespace Carelake.Tests.Fhir.FromHl7v2;

/// <summary>How an element of what we make differs from what another converter makes of the same message.</summary>
internal enum DifferenceKind
{
    /// <summary>They say it, we do not.</summary>
    Missing,

    /// <summary>We say it, they do not.</summary>
    Extra,

    /// <summary>Both say something else.</summary>
    Other,
}

/// <summary>One difference of one pair.</summary>
internal sealed record Difference(DifferenceKind Kind, string Element, string Theirs, string Ours);

/// <summary>Compares two bundles resource by resource: those of a type are paired so that most facts agree.</summary>
internal sealed class PairComparison
{
    private readonly Dictionary<string, (int Theirs, int Equal)> _scores = new(StringComparer.Ordinal);

    public List<Difference> Differences { get; } = [];

    /// <summary>For every element that they say: how often, and how often we say the same.</summary>
    public IReadOnlyDictionary<string, (int Theirs, int Equal)> Scores => _scores;

    public static PairComparison Of(JsonObject theirs, JsonObject ours)
    {
        var comparison = new PairComparison();
        var (expected, actual) = (BundleFacts.Of(theirs), BundleFacts.Of(ours));
        foreach (var type in expected.Select(group => group.Key).Union(actual.Select(group => group.Key)).Order(StringComparer.Ordinal))
            comparison.AddType(expected[type].ToList(), actual[type].ToList());
        return comparison;
    }

    private void AddType(List<IReadOnlyList<Fact>> theirs, List<IReadOnlyList<Fact>> ours)
    {
        var candidates = (
            from left in Enumerable.Range(0, theirs.Count)
            from right in Enumerable.Range(0, ours.Count)
            let common = Common(theirs[left], ours[right])
            where common > 0
            orderby common descending, left, right
            select (left, right)).ToList();
        var (leftDone, rightDone) = (new HashSet<int>(), new HashSet<int>());
        foreach (var (left, right) in candidates)
        {
            if (leftDone.Contains(left) || rightDone.Contains(right)) continue;
            leftDone.Add(left);
            rightDone.Add(right);
            AddPair(theirs[left], ours[right]);
        }
        for (var left = 0; left < theirs.Count; left++)
            if (!leftDone.Contains(left)) AddPair(theirs[left], []);
        for (var right = 0; right < ours.Count; right++)
            if (!rightDone.Contains(right)) AddPair([], ours[right]);
    }

    private static int Common(IReadOnlyList<Fact> theirs, IReadOnlyList<Fact> ours)
    {
        var left = theirs.GroupBy(fact => fact).ToDictionary(group => group.Key, group => group.Count());
        return ours.GroupBy(fact => fact).Sum(group => Math.Min(group.Count(), left.GetValueOrDefault(group.Key)));
    }

    private void AddPair(IReadOnlyList<Fact> theirs, IReadOnlyList<Fact> ours)
    {
        var (expected, actual) = (theirs.ToLookup(fact => fact.Element, fact => fact.Value), ours.ToLookup(fact => fact.Element, fact => fact.Value));
        foreach (var element in theirs.Concat(ours).Select(fact => fact.Element).Distinct(StringComparer.Ordinal))
            AddElement(element, [.. expected[element]], [.. actual[element]], theirs.Count > 0 && ours.Count > 0);
    }

    private void AddElement(string element, List<string> theirs, List<string> ours, bool paired)
    {
        var total = theirs.Count;
        var equal = 0;
        foreach (var value in theirs.ToArray())
        {
            if (!ours.Remove(value)) continue;
            theirs.Remove(value);
            equal++;
        }
        if (total > 0)
        {
            var (sum, same) = _scores.GetValueOrDefault(element);
            _scores[element] = (sum + total, same + equal);
        }
        // Of two lists without order what is left over on both sides is paired as it stands.
        theirs.Sort(StringComparer.Ordinal);
        ours.Sort(StringComparer.Ordinal);
        for (var index = 0; index < Math.Max(theirs.Count, ours.Count); index++)
        {
            var left = index < theirs.Count ? theirs[index] : "";
            var right = index < ours.Count ? ours[index] : "";
            var name = paired ? element : $"whole:{element}";
            Differences.Add(new(index >= ours.Count ? DifferenceKind.Missing : index >= theirs.Count ? DifferenceKind.Extra : DifferenceKind.Other, name, left, right));
        }
    }
}
