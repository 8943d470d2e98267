using Carelake.DuckDb;
using Carelake.Lake.Models;

namespace Carelake.Lake.Quality;

/// <summary>
/// The condition under which one row breaks one rule, as SQL over the relation <c>m</c>. Never NULL: an unknown outcome passes, so
/// that only <c>not_null</c> speaks about absence and no row is counted twice for one gap.
/// </summary>
internal static class RowCheck
{
    /// <summary>The condition; <see langword="null"/> for rules about the whole table.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="model">Its model, for the types of columns.</param>
    /// <param name="side">The alias of the rule's joined relation, for unique and relationship.</param>
    public static string? Broken(RuleSpec rule, ModelSpec model, string side) => rule.Type switch
    {
        RuleType.NotNull => Any(rule, column => $"{RuleSql.Column("m", column)} is null"),
        RuleType.AcceptedValues => Any(rule, column =>
            $"{RuleSql.Column("m", column)} not in ({string.Join(", ", rule.Values.Select(value => RuleSql.Typed(model, column, value)))})"),
        RuleType.Range => Any(rule, column => OutOfRange(rule, model, column)),
        RuleType.Pattern => Any(rule, column =>
            $"not regexp_full_match(cast({RuleSql.Column("m", column)} as varchar), {DuckDbSql.Literal(rule.Pattern)})"),
        RuleType.Row => $"coalesce(not ({rule.Expression}), false)",
        RuleType.Unique => $"{side}._found is not null",
        RuleType.Relationship => $"({AllPresent(rule)} and {side}._found is null)",
        _ => null,
    };

    /// <summary>Every column of the rule has a value.</summary>
    public static string AllPresent(RuleSpec rule) =>
        string.Join(" and ", rule.Columns.Select(column => $"{RuleSql.Column("m", column)} is not null"));

    private static string Any(RuleSpec rule, Func<string, string> condition) =>
        $"coalesce({string.Join(" or ", rule.Columns.Select(condition))}, false)";

    private static string OutOfRange(RuleSpec rule, ModelSpec model, string column)
    {
        var below = rule.Minimum is { } minimum ? $"{RuleSql.Column("m", column)} < {RuleSql.Typed(model, column, minimum)}" : "false";
        var above = rule.Maximum is { } maximum ? $"{RuleSql.Column("m", column)} > {RuleSql.Typed(model, column, maximum)}" : "false";
        return $"({below} or {above})";
    }
}
