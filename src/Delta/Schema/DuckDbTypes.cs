using Carelake.Core;
using Carelake.DuckDb;

namespace Carelake.Delta.Schema;

/// <summary>Delta types as DuckDB's, and back.</summary>
public static class DuckDbTypes
{
    /// <summary>DuckDB's spelling of a type, with the names that people use.</summary>
    public static string Of(DeltaType type) => Spell(type, field => field.Name);

    /// <summary>DuckDB's spelling of a type as data files have it, with physical names inside structs.</summary>
    public static string Physical(DeltaType type) => Spell(type, field => field.PhysicalName);

    /// <summary>The Delta type that holds every value of a DuckDB type.</summary>
    /// <param name="duckDbType">As <c>DESCRIBE</c> spells it.</param>
    /// <returns>
    /// Types that Delta lacks widen: unsigned numbers to the next signed type, HUGEINT to decimal(38,0), UUID, ENUM and JSON to
    /// string, timestamps of other units to microseconds. Cast to <see cref="Of"/> of the result when writing.
    /// </returns>
    /// <exception cref="CarelakeException">DELTA-0207: no Delta type holds its values (such as TIME or INTERVAL).</exception>
    public static DeltaType ToDelta(string duckDbType) => new DuckDbTypeParser(duckDbType).Parse();

    private static string Spell(DeltaType type, Func<StructField, string> name) => type switch
    {
        PrimitiveType primitive => primitive.DuckDbName,
        DecimalType exact => $"DECIMAL({exact.Precision},{exact.Scale})",
        ArrayType array => Spell(array.Element, name) + "[]",
        MapType map => $"MAP({Spell(map.Key, name)}, {Spell(map.Value, name)})",
        StructType fields =>
            $"STRUCT({string.Join(", ", fields.Fields.Select(f => $"{DuckDbSql.Identifier(name(f))} {Spell(f.Type, name)}"))})",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a Delta type."),
    };
}
