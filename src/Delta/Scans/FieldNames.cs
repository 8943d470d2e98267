using Carelake.Delta.Schema;
using Carelake.DuckDb;

namespace Carelake.Delta.Scans;

/// <summary>Gives the parts of struct columns, which files know by physical names, the names that people use.</summary>
internal static class FieldNames
{
    /// <summary>SQL that turns a value as files have it into one as the schema has it.</summary>
    /// <param name="value">SQL of the value.</param>
    /// <param name="type">Its type.</param>
    /// <param name="depth">Lambdas around it, so that each has a variable of its own.</param>
    public static string Restore(string value, DeltaType type, int depth = 0)
    {
        if (!HasOtherNames(type)) return value;
        var item = $"x{depth}";
        return type switch
        {
            StructType fields => $"CASE WHEN {value} IS NOT NULL THEN struct_pack({Parts(value, fields, depth)}) END",
            ArrayType array => $"list_transform({value}, lambda {item}: {Restore(item, array.Element, depth + 1)})",
            MapType map => $"map_from_entries(list_transform(map_entries({value}), lambda {item}: struct_pack("
                + $"k := {Restore(item + ".key", map.Key, depth + 1)}, v := {Restore(item + ".value", map.Value, depth + 1)})))",
            _ => value,
        };
    }

    private static bool HasOtherNames(DeltaType type) =>
        type.All().OfType<StructType>().SelectMany(fields => fields.Fields).Any(part => part.PhysicalName != part.Name);

    private static string Parts(string value, StructType fields, int depth) => string.Join(", ", fields.Fields.Select(part =>
        $"{DuckDbSql.Identifier(part.Name)} := {Restore($"({value}).{DuckDbSql.Identifier(part.PhysicalName)}", part.Type, depth)}"));
}
