namespace Carelake.Tests.Fhir.FromHl7v2;

/// <summary>
/// Why our bundles differ from the other converters': <c>pair-differences.tsv</c>. A line holds the set, the element (a resource type and one of its
/// elements, or a path further down; <c>whole:</c> before a type for resources that one side lacks; the longest that fits is taken), the kinds (M they say it and we do not, E we say it and they do not, O
/// both say something else) and the name of a reason.
/// </summary>
internal sealed class DifferenceRules
{
    private readonly Dictionary<(string Set, string Element, char Kind), string> _reasons = [];
    private readonly HashSet<(string Set, string Element, char Kind)> _used = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    public static DifferenceRules Read()
    {
        var rules = new DifferenceRules();
        foreach (var line in File.ReadLines(Repository.Path("tests", "Fhir", "FromHl7v2", "pair-differences.tsv")))
        {
            var cells = line.Split('\t');
            if (cells is ["reason", var name, var text]) rules._texts[name] = text;
            else if (cells is [var set, var element, var kinds, var reason]) rules.Add(set, element, kinds, reason);
            else if (line.Length > 0) throw new InvalidDataException(line);
        }
        return rules;
    }

    /// <summary>Reasons by name.</summary>
    public IReadOnlyDictionary<string, string> Reasons => _texts;

    /// <summary>Lines that no difference needs any more.</summary>
    public IEnumerable<string> Unused => _reasons.Keys.Where(key => !_used.Contains(key)).Select(key => $"{key.Set}\t{key.Element}\t{key.Kind}").Order(StringComparer.Ordinal);

    /// <summary>The difference is listed.</summary>
    /// <returns>The name of its reason; <see langword="null"/> when it is not.</returns>
    public string? ReasonOf(string set, Difference difference)
    {
        foreach (var element in Prefixes(difference.Element))
        {
            var key = (set, element, KindOf(difference.Kind));
            if (!_reasons.TryGetValue(key, out var reason)) continue;
            _used.Add(key);
            return reason;
        }
        return null;
    }

    // The whole path, then less and less of it, down to what every line names.
    private static IEnumerable<string> Prefixes(string element)
    {
        var shortest = ElementOf(element);
        for (var path = element; path.Length > shortest.Length; path = path[..Math.Max(0, path.LastIndexOfAny(['.', '(']))])
            yield return path;
        yield return shortest;
    }

    public static string ElementOf(string element)
    {
        var path = element.Split('(')[0].Split('.');
        return element.StartsWith("whole:", StringComparison.Ordinal) ? path[0] : string.Join('.', path.Take(2));
    }

    public static char KindOf(DifferenceKind kind) => kind switch { DifferenceKind.Missing => 'M', DifferenceKind.Extra => 'E', _ => 'O' };

    private void Add(string set, string element, string kinds, string reason)
    {
        _texts.ContainsKey(reason).ShouldBeTrue($"{element}: {reason} is explained nowhere");
        foreach (var kind in kinds)
            _reasons.Add((set, element, kind), reason);
    }
}
