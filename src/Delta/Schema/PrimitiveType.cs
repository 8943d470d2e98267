using System.Collections.Frozen;

namespace Carelake.Delta.Schema;

/// <summary>A type without parts or parameters.</summary>
public sealed record PrimitiveType : DeltaType
{
    private PrimitiveType(string name, string sparkName, string duckDbName)
    {
        Name = name;
        SparkName = sparkName;
        DuckDbName = duckDbName;
    }

    /// <summary>UTF-8 text.</summary>
    public static PrimitiveType String { get; } = new("string", "string", "VARCHAR");

    /// <summary>8 bytes, signed.</summary>
    public static PrimitiveType Long { get; } = new("long", "bigint", "BIGINT");

    /// <summary>4 bytes, signed.</summary>
    public static PrimitiveType Integer { get; } = new("integer", "int", "INTEGER");

    /// <summary>2 bytes, signed.</summary>
    public static PrimitiveType Short { get; } = new("short", "smallint", "SMALLINT");

    /// <summary>1 byte, signed.</summary>
    public static PrimitiveType Byte { get; } = new("byte", "tinyint", "TINYINT");

    /// <summary>4 bytes, IEEE 754.</summary>
    public static PrimitiveType Float { get; } = new("float", "float", "FLOAT");

    /// <summary>8 bytes, IEEE 754.</summary>
    public static PrimitiveType Double { get; } = new("double", "double", "DOUBLE");

    /// <summary>True or false.</summary>
    public static PrimitiveType Boolean { get; } = new("boolean", "boolean", "BOOLEAN");

    /// <summary>Bytes.</summary>
    public static PrimitiveType Binary { get; } = new("binary", "binary", "BLOB");

    /// <summary>Day, without time or zone.</summary>
    public static PrimitiveType Date { get; } = new("date", "date", "DATE");

    /// <summary>Moment, in microseconds, UTC.</summary>
    public static PrimitiveType Timestamp { get; } = new("timestamp", "timestamp", "TIMESTAMP WITH TIME ZONE");

    /// <summary>Wall-clock time, in microseconds, of no zone.</summary>
    public static PrimitiveType TimestampNtz { get; } = new("timestamp_ntz", "timestamp_ntz", "TIMESTAMP");

    /// <summary>Nothing but nulls; never stored in a file.</summary>
    public static PrimitiveType Void { get; } = new("void", "void", "INTEGER");

    private static readonly FrozenDictionary<string, PrimitiveType> ByName = new[]
    {
        String, Long, Integer, Short, Byte, Float, Double, Boolean, Binary, Date, Timestamp, TimestampNtz, Void,
    }.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>As the schema's JSON spells it.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string SparkName { get; }

    /// <inheritdoc/>
    public override IEnumerable<DeltaType> Parts => [];

    /// <summary>As DuckDB spells it.</summary>
    internal string DuckDbName { get; }

    /// <summary>The type of a name in the schema's JSON; <see langword="null"/> when there is none.</summary>
    public static PrimitiveType? Of(string name) => ByName.GetValueOrDefault(name == "null" ? "void" : name);
}
