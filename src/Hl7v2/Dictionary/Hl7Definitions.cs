using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Carelake.Hl7v2;

/// <summary>
/// The names that the standard gives: segments and their fields, data types and their components, message structures, tables. Version 2.5.1, with what 2.7.1
/// added behind it.
/// </summary>
public static class Hl7Definitions
{
    private static readonly Lazy<FrozenDictionary<string, SegmentDefinition>> Segments = new(() => ReadDefinitions("segments.tsv"));
    private static readonly Lazy<FrozenDictionary<string, SegmentDefinition>> DataTypes = new(() => ReadDefinitions("datatypes.tsv"));
    private static readonly Lazy<FrozenDictionary<string, string>> Grammars = new(() => Rows("structures.tsv").ToFrozenDictionary(row => row[0], row => row[1]));
    private static readonly Lazy<FrozenDictionary<string, FrozenDictionary<string, string>>> Tables = new(ReadTables);

    /// <summary>Ids of the segments that the standard knows.</summary>
    public static IEnumerable<string> SegmentIds => Segments.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>Codes of the data types that the standard knows.</summary>
    public static IEnumerable<string> DataTypeCodes => DataTypes.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>Names of the message structures that the standard knows, such as <c>ADT_A01</c>; one for each trigger event.</summary>
    public static IEnumerable<string> StructureNames => Grammars.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>A segment by its id; <see langword="null"/> for a local or unknown one.</summary>
    public static SegmentDefinition? Segment(string id) => Segments.Value.GetValueOrDefault(id);

    /// <summary>A data type by its code; <see langword="null"/> for one without components.</summary>
    public static SegmentDefinition? DataType(string code) => DataTypes.Value.GetValueOrDefault(code);

    /// <summary>A message structure by its name; <see langword="null"/> for an unknown one.</summary>
    public static ImmutableArray<StructureNode>? Structure(string name) =>
        Grammars.Value.TryGetValue(name, out var grammar) ? StructureNode.Parse(grammar) : null;

    /// <summary>The codes of a table and what they stand for; <see langword="null"/> for one without suggested values.</summary>
    /// <param name="number">Four digits, such as <c>0001</c>.</param>
    public static IReadOnlyDictionary<string, string>? Table(string number) => Tables.Value.GetValueOrDefault(number);

    private static FrozenDictionary<string, SegmentDefinition> ReadDefinitions(string file) =>
        Rows(file).GroupBy(row => row[0]).ToFrozenDictionary(
            rows => rows.Key,
            rows => new SegmentDefinition(rows.Key, rows.First()[2], [.. rows.Skip(1).Select(ReadField)]));

    private static FieldDefinition ReadField(string[] row) => new(
        int.Parse(row[1], CultureInfo.InvariantCulture), row[2], row[3], row[4] == "R", row[5] == "*",
        row[6].Length > 0 ? int.Parse(row[6], CultureInfo.InvariantCulture) : null, row[7]);

    private static FrozenDictionary<string, FrozenDictionary<string, string>> ReadTables() =>
        Rows("tables.tsv").GroupBy(row => row[0]).ToFrozenDictionary(
            rows => rows.Key,
            rows => rows.DistinctBy(row => row[1]).ToFrozenDictionary(row => row[1], row => row[2]));

    private static IEnumerable<string[]> Rows(string file)
    {
        using var stream = typeof(Hl7Definitions).Assembly.GetManifestResourceStream(file)
            ?? throw new System.Diagnostics.UnreachableException($"{file} is built into the assembly.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return line.Split('\t');
    }
}
