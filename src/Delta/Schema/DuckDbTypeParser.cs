using System.Globalization;
using System.Text;
using Carelake.Core;

namespace Carelake.Delta.Schema;

/// <summary>Reads DuckDB's notation of a type, such as <c>STRUCT(a INTEGER, "b c" VARCHAR[])</c>, by recursive descent.</summary>
internal sealed class DuckDbTypeParser(string text)
{
    private int position;

    private char Next => position < text.Length ? text[position] : '\0';

    public DeltaType Parse()
    {
        var type = ReadType();
        return position == text.Length ? type : throw Unsupported();
    }

    private DeltaType ReadType()
    {
        var type = ReadUnit();
        while (Next == '[')
        {
            position = text.IndexOf(']', position) + 1;
            if (position == 0) throw Unsupported();
            type = new ArrayType(type);
        }

        return type;
    }

    private DeltaType ReadUnit()
    {
        var name = ReadName();
        switch (name)
        {
            case "STRUCT":
                return new StructType([.. ReadList(() => new StructField(ReadFieldName(), ReadType()))]);
            case "MAP":
                var parts = ReadList(ReadType);
                return parts.Count == 2 ? new MapType(parts[0], parts[1]) : throw Unsupported();
            case "DECIMAL" or "NUMERIC":
                var digits = Next == '(' ? ReadList(ReadNumber) : new List<int> { 18, 3 };
                return new DecimalType(digits[0], digits.Count > 1 ? digits[1] : 0);
            case "ENUM":
                SkipParentheses();
                return PrimitiveType.String;
            default:
                return Simple(name);
        }
    }

    private DeltaType Simple(string name) => name switch
    {
        "VARCHAR" or "UUID" or "JSON" => PrimitiveType.String,
        "BIGINT" or "UINTEGER" => PrimitiveType.Long,
        "INTEGER" or "USMALLINT" => PrimitiveType.Integer,
        "SMALLINT" or "UTINYINT" => PrimitiveType.Short,
        "TINYINT" => PrimitiveType.Byte,
        "UBIGINT" => new DecimalType(20, 0),
        "HUGEINT" => new DecimalType(38, 0),
        "FLOAT" => PrimitiveType.Float,
        "DOUBLE" => PrimitiveType.Double,
        "BOOLEAN" => PrimitiveType.Boolean,
        "BLOB" => PrimitiveType.Binary,
        "DATE" => PrimitiveType.Date,
        "TIMESTAMP WITH TIME ZONE" or "TIMESTAMPTZ" => PrimitiveType.Timestamp,
        "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" => PrimitiveType.TimestampNtz,
        _ => throw Unsupported(),
    };

    // A type's name may hold blanks: TIMESTAMP WITH TIME ZONE.
    private string ReadName()
    {
        var start = position;
        while (char.IsAsciiLetterOrDigit(Next) || Next is '_' or ' ') position++;
        return text[start..position].Trim();
    }

    private string ReadFieldName()
    {
        if (Next != '"')
        {
            var start = position;
            while (Next is not (' ' or '\0')) position++;
            var plain = text[start..position];
            SkipBlanks();
            return plain;
        }

        var name = new StringBuilder();
        for (position++; ; position++)
        {
            if (Next == '\0') throw Unsupported();
            if (Next == '"')
            {
                position++;
                if (Next != '"') break;
            }

            name.Append(Next);
        }

        SkipBlanks();
        return name.ToString();
    }

    private int ReadNumber()
    {
        var start = position;
        while (char.IsAsciiDigit(Next)) position++;
        return int.Parse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private List<T> ReadList<T>(Func<T> readOne)
    {
        var items = new List<T>();
        if (Next != '(') throw Unsupported();
        do
        {
            position++;
            SkipBlanks();
            items.Add(readOne());
        }
        while (Next == ',');
        if (Next != ')') throw Unsupported();
        position++;
        return items;
    }

    // The values of an enum are quoted with ' and may hold anything.
    private void SkipParentheses()
    {
        var quoted = false;
        while (Next != '\0' && (quoted || Next != ')'))
        {
            if (Next == '\'') quoted = !quoted;
            position++;
        }

        position++;
    }

    private void SkipBlanks()
    {
        while (Next == ' ') position++;
    }

    private CarelakeException Unsupported() => new(
        "DELTA-0207", $"No Delta type holds values of DuckDB's type {text}.", "",
        "Cast the column to a type that Delta tables have, such as VARCHAR or TIMESTAMP.");
}
