using System.Data.Common;

namespace Carelake.Sources.Databases;

/// <summary>The engine's types for what drivers give.</summary>
internal static class ColumnTypes
{
    /// <summary>A column by its CLR type; anything without a match is read as text.</summary>
    public static SourceColumn ByClrType(DbColumn column, string expression)
    {
        var (type, convert) = (Type.GetTypeCode(column.DataType), column.DataType?.Name) switch
        {
            (TypeCode.Boolean, _) => ("BOOLEAN", Same),
            (TypeCode.SByte or TypeCode.Int16 or TypeCode.Byte, _) => ("SMALLINT", value => Convert.ToInt16(value)),
            (TypeCode.UInt16 or TypeCode.Int32, _) => ("INTEGER", value => Convert.ToInt32(value)),
            (TypeCode.UInt32 or TypeCode.Int64, _) => ("BIGINT", value => Convert.ToInt64(value)),
            (TypeCode.UInt64, _) => ("DECIMAL(20,0)", value => Convert.ToDecimal(value)),
            (TypeCode.Single, _) => ("FLOAT", Same),
            (TypeCode.Double, _) => ("DOUBLE", Same),
            (TypeCode.Decimal, _) => (DecimalType(column.NumericPrecision, column.NumericScale) ?? "VARCHAR", Same),
            (TypeCode.DateTime, _) => ("TIMESTAMP", value => DateTime.SpecifyKind((DateTime)value, DateTimeKind.Unspecified)),
            (_, "DateOnly") => ("DATE", Same),
            (_, "TimeOnly") => ("TIME", Same),
            (_, "DateTimeOffset") => ("TIMESTAMPTZ", value => ((DateTimeOffset)value).ToUniversalTime()),
            (_, "Guid") => ("UUID", Same),
            (_, "Byte[]") => ("BLOB", Same),
            _ => ("VARCHAR", (Func<object, object?>)Text),
        };
        return new SourceColumn(column.ColumnName, expression, type, type == "VARCHAR" ? Text : convert);
    }

    /// <summary>The engine's decimal, when .NET's can carry every value of it; otherwise null.</summary>
    public static string? DecimalType(int? precision, int? scale) =>
        precision is > 0 and <= 28 && scale is >= 0 && scale <= precision ? $"DECIMAL({precision},{scale})" : null;

    public static object? Same(object value) => value;

    public static object? Text(object value) => value as string ?? Convert.ToString(value, null);
}
