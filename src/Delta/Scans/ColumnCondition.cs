using Carelake.DuckDb;

namespace Carelake.Delta.Scans;

/// <summary>A column of the table compared with a value.</summary>
/// <param name="Column">Name, in any case. A column of its own, not a part of a struct.</param>
/// <param name="Comparison">How.</param>
/// <param name="Value">Of the column's type as <c>DuckDb</c> reads it; nothing for the two null tests.</param>
public sealed record ColumnCondition(string Column, Comparison Comparison, object? Value = null)
{
    /// <summary>The condition as SQL, over a relation that has the column.</summary>
    internal string Sql => Comparison switch
    {
        Comparison.IsNull => $"{DuckDbSql.Identifier(Column)} IS NULL",
        Comparison.IsNotNull => $"{DuckDbSql.Identifier(Column)} IS NOT NULL",
        _ => $"{DuckDbSql.Identifier(Column)} {Operator} {DuckDbSql.Literal(Value)}",
    };

    private string Operator => Comparison switch
    {
        Comparison.Equal => "=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };
}
