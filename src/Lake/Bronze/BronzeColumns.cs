using System.Buffers;
using Carelake.Delta.Schema;
using Carelake.DuckDb;

namespace Carelake.Lake.Bronze;

/// <summary>
/// Names of bronze columns: the source's own, except that the characters which Parquet readers of Delta refuse
/// (<c>space , ; { } ( ) = tab</c> and line ends) become underscores, and that a second column of a name gets a number.
/// </summary>
public static class BronzeColumns
{
    private static readonly SearchValues<char> Refused = SearchValues.Create(" ,;{}()=\t\n\r");

    /// <summary>Columns that tell where a row came from; every bronze table ends with them.</summary>
    public static IReadOnlyList<string> Origin { get; } = ["_source_id", "_batch_id", "_landing_file", "_position"];

    /// <summary>The names for a list of source columns, in the same order.</summary>
    public static IReadOnlyList<string> Names(IEnumerable<string> sourceNames)
    {
        var taken = new HashSet<string>(Origin, StringComparer.OrdinalIgnoreCase);
        return [.. sourceNames.Select((name, index) => Free(Clean(name, index), taken))];
    }

    /// <summary>The source's own columns of a bronze row as JSON text.</summary>
    /// <param name="bronze">The bronze table's schema.</param>
    public static string PayloadSql(StructType bronze) => Own(bronze).Any()
        ? $"to_json(struct_pack({string.Join(", ", Own(bronze).Select(field => $"{DuckDbSql.Identifier(field.Name)} := {DuckDbSql.Identifier(field.Name)}"))}))"
        : "'{}'";

    /// <summary>The columns of a payload, as <see cref="PayloadSql"/> wrote it or a person mended it, typed as in bronze.</summary>
    /// <param name="bronze">The bronze table's schema.</param>
    /// <param name="payload">SQL of the JSON text.</param>
    public static string FromPayloadSql(StructType bronze, string payload)
    {
        var columns = Own(bronze).Select(field =>
            $"try_cast(json_extract_string({payload}, {DuckDbSql.Literal($"$.\"{field.Name}\"")}) as {DuckDbTypes.Of(field.Type)}) as {DuckDbSql.Identifier(field.Name)}");
        return string.Join(", ", columns);
    }

    private static IEnumerable<StructField> Own(StructType bronze) =>
        bronze.Fields.Where(field => !Origin.Contains(field.Name, StringComparer.OrdinalIgnoreCase));

    private static string Clean(string name, int index)
    {
        var trimmed = name.Trim();
        return trimmed.Length == 0
            ? $"column{index + 1}"
            : string.Create(trimmed.Length, trimmed, (span, text) =>
            {
                for (var i = 0; i < text.Length; i++) span[i] = Refused.Contains(text[i]) || char.IsControl(text[i]) ? '_' : text[i];
            });
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var candidate = name;
        for (var number = 1; !taken.Add(candidate); number++) candidate = $"{name}_{number}";
        return candidate;
    }
}
