namespace Carelake.Access.Rows;

/// <summary>
/// An expression of a policy as SQL. A policy's expression is true, false or an error, and an error hides the policy; SQL's NULL behaves otherwise. So
/// there are two conditions, neither of which is ever NULL: when it is true, and when it is false.
/// </summary>
/// <param name="True">When the expression is true.</param>
/// <param name="False">When it is false.</param>
/// <param name="IsTotal">It is always one of both: no error can be.</param>
internal readonly record struct SqlPredicate(string True, string False, bool IsTotal)
{
    public const string Always = "TRUE";
    public const string Never = "FALSE";

    /// <summary>Always an error.</summary>
    public static SqlPredicate Error { get; } = new(Never, Never, false);

    public static SqlPredicate Constant(bool value) => value ? new(Always, Never, true) : new(Never, Always, true);

    /// <summary>A condition over cells that must all be there.</summary>
    /// <param name="condition">SQL that is not NULL when they are.</param>
    /// <param name="columns">The quoted columns that may be empty.</param>
    public static SqlPredicate Over(string condition, IEnumerable<string> columns)
    {
        var present = columns.Distinct(StringComparer.Ordinal).Select(column => $"{column} IS NOT NULL").Aggregate("", (left, right) => left.Length == 0 ? right : $"{left} AND {right}");
        return present.Length == 0
            ? new($"({condition})", $"(NOT ({condition}))", true)
            : new($"({present} AND ({condition}))", $"({present} AND NOT ({condition}))", false);
    }

    public SqlPredicate Not() => new(False, True, IsTotal);

    public SqlPredicate And(SqlPredicate right) => new(Both(True, right.True), Either(False, Both(True, right.False)), IsTotal && right.IsTotal);

    // A left side that cannot fail needs no look at when it is false.
    public SqlPredicate Or(SqlPredicate right) => new(
        Either(True, IsTotal ? right.True : Both(False, right.True)), Both(False, right.False), IsTotal && right.IsTotal);

    public static SqlPredicate If(SqlPredicate condition, SqlPredicate then, SqlPredicate otherwise) => new(
        Either(Both(condition.True, then.True), Both(condition.False, otherwise.True)),
        Either(Both(condition.True, then.False), Both(condition.False, otherwise.False)),
        condition.IsTotal && then.IsTotal && otherwise.IsTotal);

    public static string Both(string left, string right) =>
        left == Never || right == Never ? Never : left == Always ? right : right == Always ? left : $"({left} AND {right})";

    public static string Either(string left, string right) =>
        left == Always || right == Always ? Always : left == Never ? right : right == Never ? left : $"({left} OR {right})";
}
