using Carelake.Delta.Schema;
using Carelake.DuckDb;

namespace Carelake.Delta.Scans;

/// <summary>Partition values, which the log keeps as text, as typed SQL. See "Partition Value Serialization" in the Delta protocol.</summary>
internal static class PartitionValue
{
    /// <summary>The value as an expression of the column's type.</summary>
    /// <param name="text">As the log has it; nothing or empty is NULL, for every type.</param>
    /// <param name="type">Type of the column.</param>
    public static string Sql(string? text, DeltaType type)
    {
        var target = DuckDbTypes.Of(type);
        if (string.IsNullOrEmpty(text)) return $"CAST(NULL AS {target})";

        // Written without a zone, a moment is in UTC whatever the session's zone is.
        if (type == PrimitiveType.Timestamp && ComparableValue.OfText(text, type) is DateTimeOffset moment)
            return DuckDbSql.Literal(moment);
        return type == PrimitiveType.Binary ? $"encode({DuckDbSql.Literal(text)})" : $"CAST({DuckDbSql.Literal(text)} AS {target})";
    }
}
