using System.Text.RegularExpressions;

namespace Carelake.Lake.Models;

/// <summary>
/// The types a model's column may have, in Spark's words, and what DuckDB calls them. A <c>timestamp</c> is a UTC moment without a
/// zone (DuckDB TIMESTAMP, Delta timestamp_ntz), since that is what both engines compute once the session's zone is UTC.
/// </summary>
public static partial class ColumnTypes
{
    private static readonly Dictionary<string, string> Simple = new(StringComparer.Ordinal)
    {
        ["string"] = "VARCHAR",
        ["boolean"] = "BOOLEAN",
        ["tinyint"] = "TINYINT",
        ["smallint"] = "SMALLINT",
        ["int"] = "INTEGER",
        ["bigint"] = "BIGINT",
        ["float"] = "FLOAT",
        ["double"] = "DOUBLE",
        ["date"] = "DATE",
        ["timestamp"] = "TIMESTAMP",
        ["binary"] = "BLOB",
    };

    /// <summary>The words without parameters.</summary>
    public static IReadOnlyCollection<string> Names => Simple.Keys;

    /// <summary>The DuckDB type of a model type.</summary>
    /// <returns>Such as <c>DECIMAL(18,2)</c>; <see langword="null"/> when the word is not a type that models may use.</returns>
    public static string? TryToDuckDb(string type)
    {
        if (Simple.TryGetValue(type, out var name)) return name;
        if (DecimalType().Match(type) is { Success: true } match)
        {
            var (precision, scale) = (int.Parse(match.Groups["precision"].ValueSpan), int.Parse(match.Groups["scale"].ValueSpan));
            return precision is >= 1 and <= 38 && scale <= precision ? $"DECIMAL({precision},{scale})" : null;
        }
        return ArrayType().Match(type) is { Success: true } array && TryToDuckDb(array.Groups["element"].Value) is { } element
            ? $"{element}[]"
            : null;
    }

    /// <summary>The DuckDB type of a column of a checked model.</summary>
    /// <exception cref="ArgumentException">The type is not one that models may use.</exception>
    public static string ToDuckDb(string type) =>
        TryToDuckDb(type) ?? throw new ArgumentException($"'{type}' is not a type that models may use.", nameof(type));

    /// <summary>A whole number or a decimal: what is added and taken off again comes out as it was.</summary>
    public static bool IsExact(string type) => type is "tinyint" or "smallint" or "int" or "bigint" || type.StartsWith("decimal(", StringComparison.Ordinal);

    [GeneratedRegex(@"^decimal\((?<precision>\d{1,2}), ?(?<scale>\d{1,2})\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DecimalType();

    [GeneratedRegex(@"^array<(?<element>.+)>$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ArrayType();
}
