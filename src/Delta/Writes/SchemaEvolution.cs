using Carelake.Delta.Schema;

namespace Carelake.Delta.Writes;

/// <summary>How rows of one schema go into a table of another.</summary>
/// <param name="Schema">The table's schema after the write.</param>
/// <param name="IsWider">A column changed its type.</param>
/// <param name="IsChanged">The schema is not the one before.</param>
internal sealed record SchemaEvolution(StructType Schema, bool IsChanged, bool IsWider)
{
    /// <summary>Fits rows to a table.</summary>
    /// <param name="table">The table's schema.</param>
    /// <param name="rows">The rows' columns.</param>
    /// <param name="evolve">New columns and wider types change the table; otherwise they are an error.</param>
    /// <param name="place">The table, for the error.</param>
    /// <exception cref="Core.CarelakeException">DELTA-0120: a column does not fit.</exception>
    public static SchemaEvolution Fit(StructType table, StructType rows, bool evolve, string place)
    {
        var fields = table.Fields.ToBuilder();
        var isWider = false;
        foreach (var column in rows.Fields)
        {
            var index = fields.ToList().FindIndex(field => field.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                if (!evolve) throw WriteErrors.Columns(place, $"the column {column.Name} is not in the table");
                fields.Add(column with { Nullable = true });
            }
            else if (!Holds(fields[index].Type, column.Type))
            {
                if (!evolve || !TypeWidening.IsAllowed(fields[index].Type, column.Type)) throw Mismatch(fields[index], column, place);
                fields[index] = fields[index] with { Type = column.Type };
                isWider = true;
            }
        }

        var isChanged = isWider || fields.Count != table.Fields.Length;
        return new SchemaEvolution(isChanged ? new StructType(fields.DrainToImmutable()) : table, isChanged, isWider);
    }

    /// <summary>The columns of the rows alone, with what the table knew of those of the same name and type.</summary>
    public static StructType Replace(StructType table, StructType rows) => new(
        [.. rows.Fields.Select(column => table.Find(column.Name) is { } field && field.Type.SparkName == column.Type.SparkName ? field : column)]);

    /// <summary>Every value of the one type can be cast to the other without loss.</summary>
    private static bool Holds(DeltaType table, DeltaType rows)
    {
        if (table.SparkName == rows.SparkName || rows == PrimitiveType.Void) return true;
        if (TypeWidening.IsAllowed(rows, table)) return true;
        return (table, rows) switch
        {
            // Zones: DuckDB's TIMESTAMP is wall-clock time in UTC throughout this program.
            (PrimitiveType t, PrimitiveType r) when t == PrimitiveType.Timestamp && r == PrimitiveType.TimestampNtz => true,
            (ArrayType t, ArrayType r) => Holds(t.Element, r.Element),
            (MapType t, MapType r) => Holds(t.Key, r.Key) && Holds(t.Value, r.Value),
            (StructType t, StructType r) => r.Fields.All(part => t.Find(part.Name) is { } field && Holds(field.Type, part.Type)),
            _ => false,
        };
    }

    private static Core.CarelakeException Mismatch(StructField field, StructField column, string place) =>
        WriteErrors.Columns(place, $"the column {field.Name} is {field.Type.SparkName}, the rows have {column.Type.SparkName}");
}
