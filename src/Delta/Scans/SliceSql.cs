using System.Collections.Immutable;
using System.Globalization;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Scans;

/// <summary>SQL over slices of data files. Pure: the text depends on nothing but what is given.</summary>
/// <param name="table">How files know the columns.</param>
/// <param name="columns">Columns read from the files.</param>
/// <param name="constants">Columns whose value is the same in all rows of a slice.</param>
internal sealed class SliceSql(TableColumns table, IReadOnlyList<StructField> columns, IReadOnlyList<StructField> constants)
{
    private const string FileIndex = "file_index";
    private const string RowNumber = "file_row_number";

    // A vector written into the filter is tested three times as fast as one looked up by a join; but each branch has a cost of its own.
    private const int MostBranches = 32;

    // Rows of a group in files of ours; a file of fewer is read by one thread, however it is asked for.
    private const long FewestShared = 122_880;

    /// <summary>Only rows that a relation names, by columns that are read from the files; null for all.</summary>
    public RowMatch? Match { get; init; }

    /// <summary>A row stands in the relation of a match.</summary>
    /// <param name="match">The match.</param>
    /// <param name="valueOf">The row's value of a column, as SQL.</param>
    public static string Matches(RowMatch match, Func<string, string> valueOf) => $"EXISTS (SELECT 1 FROM {match.Relation} AS k WHERE {Same(match, valueOf)})";

    private static string Same(RowMatch match, Func<string, string> valueOf) => string.Join(
        " AND ", match.Columns.Select(column => $"k.{DuckDbSql.Identifier(column)} IS NOT DISTINCT FROM {valueOf(column)}"));

    /// <summary>A SELECT of all columns, those of the files first.</summary>
    /// <param name="slices">In any order; may be empty.</param>
    /// <param name="withRowLocation">Adds <c>_file</c> and <c>_file_row</c>.</param>
    public string Select(IReadOnlyList<FileSlice> slices, bool withRowLocation)
    {
        var parts = slices.GroupBy(slice => slice.Rows.Kind)
            .SelectMany(group => group.Key != RowSelectionKind.All && group.Count() <= MostBranches && Match is null ? group.Chunk(1) : [[.. group]])
            .Select(group => Branch([.. group], withRowLocation)).ToList();
        return parts.Count > 0 ? string.Join("\nUNION ALL\n", parts) : Nothing(withRowLocation);
    }

    private string Branch(ImmutableArray<FileSlice> slices, bool withRowLocation)
    {
        // What all files of the branch share is written once; the rest is looked up by the file's index.
        var kind = slices[0].Rows.Kind;
        var shared = Enumerable.Range(0, constants.Count)
            .Select(i => slices.All(slice => slice.Constants[i] == slices[0].Constants[i])).ToArray();
        var varying = Enumerable.Range(0, constants.Count).Where(i => !shared[i]).ToList();

        var selected = columns.Select((column, i) => $"{FromFile(column, i)} AS {DuckDbSql.Identifier(column.Name)}")
            .Concat(constants.Select((column, i) =>
                $"{(shared[i] ? slices[0].Constants[i] : $"m.k{i}")} AS {DuckDbSql.Identifier(column.Name)}"));
        if (withRowLocation) selected = selected.Append($"f.filename AS _file, f.{RowNumber} AS _file_row");
        var hasBits = kind != RowSelectionKind.All;
        var files = $"{Files(slices)} AS f";
        var sql = $"SELECT {string.Join(", ", selected)}\nFROM {(hasBits && Match is not null ? "hit AS f" : files)}";
        var isAlone = slices.Length == 1;
        if (varying.Count > 0 || (hasBits && !isAlone)) sql += $"\nJOIN {Lookup(slices, varying)} ON f.{FileIndex} = m.i";
        var test = !hasBits ? "" : isAlone ? Test(slices[0].Rows.Bits(), BitCount(slices[0]), kind) : Test("m.bits", "m.n", kind);
        var once = IsListedTwice(slices) ? $"f.{FileIndex} = 0" : "";
        if (Match is not null)
        {
            // A join written out costs a third of a condition that says the same.
            var join = $"SEMI JOIN {Match.Relation} AS k ON {Same(Match, column => $"f.c{IndexOf(column)}")}";
            if (!hasBits) return $"{sql}\n{join}{Where(once)}";
            // Written apart, since the engine would put the vectors before the match and test every row of the files.
            sql = $"WITH hit AS MATERIALIZED (\nSELECT f.*, f.{FileIndex}, f.{RowNumber}, f.filename\nFROM {files}\n{join}{Where(once)})\n{sql}";
            return $"({sql}{Where(test)})";
        }

        return sql + Where(once, test);
    }

    private static string Where(params string[] conditions) =>
        conditions.Where(condition => condition.Length > 0).ToList() is { Count: > 0 } given ? $"\nWHERE {string.Join(" AND ", given)}" : "";

    // Of one file with a given schema the engine does not know in time that it has several groups of rows, and reads it with one thread while
    // the others wait. Of two files it does not ask; the second is the first again, and is passed over by its index before it is opened.
    private static bool IsListedTwice(ImmutableArray<FileSlice> slices) => slices is [{ FileRows: > FewestShared }];

    private int IndexOf(string name) => columns.Index().First(column => column.Item.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Index;

    // A row past the last bit is one that the vector does not name.
    private static string Test(string bits, string count, RowSelectionKind kind)
    {
        var (wanted, otherwise) = kind == RowSelectionKind.Only ? (1, "false") : (0, "true");
        return $"CASE WHEN f.{RowNumber} < {count} THEN get_bit({bits}, f.{RowNumber}::INTEGER) = {wanted} ELSE {otherwise} END";
    }

    private static string BitCount(FileSlice slice) => slice.Rows.BitCount.ToString(CultureInfo.InvariantCulture);

    private string FromFile(StructField column, int index) =>
        column.Type == PrimitiveType.Void ? $"CAST(NULL AS {DuckDbTypes.Of(column.Type)})"
        : table.IsMapped ? FieldNames.Restore($"f.c{index}", column.Type)
        : $"f.c{index}";

    // With a schema given, no file is opened to find out its columns: one that lacks a column gives NULL, one with a narrower type is cast.
    // Columns get names of our own, so that none can hide the engine's file_index and file_row_number.
    private string Files(ImmutableArray<FileSlice> slices)
    {
        var stored = columns.Select((column, i) => (column, i)).Where(c => c.column.Type != PrimitiveType.Void)
            .Select(c => $"{DuckDbSql.Literal(table.KeyInFile(c.column))}: "
                + $"{{name: 'c{c.i}', type: {DuckDbSql.Literal(table.TypeInFile(c.column))}, default_value: NULL}}").ToList();
        var schema = stored.Count == 0 ? "" : $", schema = MAP {{{string.Join(", ", stored)}}}";
        var listed = IsListedTwice(slices) ? slices.Add(slices[0]) : slices;
        var paths = string.Join(", ", listed.Select(slice => ParquetPath.Literal(slice.Path)));
        return $"read_parquet([{paths}], hive_partitioning = false{schema}{Cardinality(slices)})";
    }

    // A given schema keeps the engine from the files' own counts, and it would take every table for empty when it orders joins and
    // picks the side to hash.
    private static string Cardinality(ImmutableArray<FileSlice> slices)
    {
        var rows = slices.Aggregate((long?)0, (sum, slice) => sum + slice.FileRows);
        return rows > 0 ? string.Create(CultureInfo.InvariantCulture, $", explicit_cardinality = {rows}") : "";
    }

    private static string Lookup(ImmutableArray<FileSlice> slices, List<int> varying)
    {
        var hasBits = slices[0].Rows.Kind != RowSelectionKind.All;
        var rows = slices.Select((slice, i) =>
        {
            var values = varying.Select(k => slice.Constants[k]);
            if (hasBits) values = values.Prepend(slice.Rows.Bits()).Prepend(BitCount(slice));
            return $"({string.Join(", ", values.Prepend($"{i}::UBIGINT"))})";
        });
        var names = varying.Select(k => $"k{k}");
        if (hasBits) names = names.Prepend("bits").Prepend("n");
        return $"(VALUES {string.Join(", ", rows)}) AS m({string.Join(", ", names.Prepend("i"))})";
    }

    private string Nothing(bool withRowLocation)
    {
        var selected = columns.Concat(constants)
            .Select(column => $"CAST(NULL AS {DuckDbTypes.Of(column.Type)}) AS {DuckDbSql.Identifier(column.Name)}");
        if (withRowLocation) selected = selected.Append("CAST(NULL AS VARCHAR) AS _file, CAST(NULL AS BIGINT) AS _file_row");
        return $"SELECT {string.Join(", ", selected)} WHERE false";
    }
}
