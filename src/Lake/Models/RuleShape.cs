using System.Text.RegularExpressions;

namespace Carelake.Lake.Models;

/// <summary>Which settings each type of rule needs.</summary>
internal static class RuleShape
{
    /// <summary>What is missing or out of place, as sentences; none when the rule can be run.</summary>
    public static IEnumerable<string> Check(RuleSpec rule)
    {
        if (rule.Columns.Count == 0 && rule.Type is not (RuleType.Row or RuleType.Volume))
            yield return "it needs columns.";
        if (rule.Severity == RuleSeverity.Error && IsAboutTable(rule.Type))
            yield return "it is about the whole table, which cannot go to quarantine: give it severity warn.";
        if (Needs(rule) is { } message) yield return message;
        if (rule.Pattern is { } pattern && !IsPattern(pattern)) yield return "its pattern is not a regular expression.";
        if (rule.ReferenceColumns.Count > 0 && rule.ReferenceColumns.Count != rule.Columns.Count)
            yield return "reference_columns must be as many as columns.";
    }

    /// <summary>The rule is about all rows together: it has no row to send to quarantine.</summary>
    public static bool IsAboutTable(RuleType type) => type is RuleType.Freshness or RuleType.Volume or RuleType.Distribution;

    private static string? Needs(RuleSpec rule) => rule.Type switch
    {
        RuleType.Row when rule.Expression is null => "it needs an expression.",
        not RuleType.Row when rule.Expression is not null => "only a row rule has an expression.",
        RuleType.AcceptedValues when rule.Values.Count == 0 => "it needs values.",
        RuleType.Range when rule.Minimum is null && rule.Maximum is null => "it needs a minimum or a maximum.",
        RuleType.Pattern when rule.Pattern is null => "it needs a pattern.",
        RuleType.Relationship when rule.References is null => "it needs references: the table that holds the values.",
        RuleType.Freshness when rule.MaximumAge is null => "it needs a maximum_age.",
        _ => null,
    };

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
