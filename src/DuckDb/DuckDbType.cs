using System.Collections.Immutable;
using System.Numerics;

namespace Carelake.DuckDb;

/// <summary>A type of the engine with all its parts. <see cref="ToString"/> is its SQL name.</summary>
public sealed class DuckDbType : IEquatable<DuckDbType>
{
    /// <summary>Makes a type without parts, such as INTEGER.</summary>
    /// <param name="id">Not one that needs parts: DECIMAL, ENUM and the nested types have their own makers.</param>
    public DuckDbType(DuckDbTypeId id) => Id = id;

    /// <summary>Which type.</summary>
    public DuckDbTypeId Id { get; }

    /// <summary>Digits of a DECIMAL, 1 to 38; otherwise 0.</summary>
    public byte Precision { get; private init; }

    /// <summary>Digits after the point of a DECIMAL; otherwise 0.</summary>
    public byte Scale { get; private init; }

    /// <summary>Elements of an ARRAY; otherwise 0.</summary>
    public int ArraySize { get; private init; }

    /// <summary>
    /// Fields of a STRUCT, members of a UNION, the element of a LIST or ARRAY, key and value of a MAP; otherwise empty.
    /// </summary>
    public ImmutableArray<DuckDbField> Children { get; private init; } = [];

    /// <summary>Names of an ENUM in their order; otherwise empty.</summary>
    public ImmutableArray<string> EnumNames { get; private init; } = [];

    /// <summary>A name given on top, such as <c>JSON</c> for a VARCHAR; otherwise empty.</summary>
    public string Alias { get; private init; } = "";

    /// <summary>DECIMAL of the given digits.</summary>
    public static DuckDbType Decimal(int precision, int scale) =>
        new(DuckDbTypeId.Decimal) { Precision = (byte)precision, Scale = (byte)scale };

    /// <summary>List of an element type.</summary>
    public static DuckDbType List(DuckDbType element) => new(DuckDbTypeId.List) { Children = [new("element", element)] };

    /// <summary>Array of a fixed number of elements.</summary>
    public static DuckDbType Array(DuckDbType element, int size) =>
        new(DuckDbTypeId.Array) { Children = [new("element", element)], ArraySize = size };

    /// <summary>Map of keys to values.</summary>
    public static DuckDbType Map(DuckDbType key, DuckDbType value) =>
        new(DuckDbTypeId.Map) { Children = [new("key", key), new("value", value)] };

    /// <summary>Struct of named fields.</summary>
    public static DuckDbType Struct(params ReadOnlySpan<DuckDbField> fields) => new(DuckDbTypeId.Struct) { Children = [.. fields] };

    /// <summary>Union of named members.</summary>
    public static DuckDbType Union(params ReadOnlySpan<DuckDbField> members) => new(DuckDbTypeId.Union) { Children = [.. members] };

    /// <summary>Enumeration of names.</summary>
    public static DuckDbType Enum(params ReadOnlySpan<string> names) => new(DuckDbTypeId.Enum) { EnumNames = [.. names] };

    /// <summary>The .NET type that reading gives for a value that is not NULL.</summary>
    public Type ClrType => Id switch
    {
        DuckDbTypeId.Boolean => typeof(bool),
        DuckDbTypeId.TinyInt => typeof(sbyte),
        DuckDbTypeId.SmallInt => typeof(short),
        DuckDbTypeId.Integer => typeof(int),
        DuckDbTypeId.BigInt => typeof(long),
        DuckDbTypeId.UTinyInt => typeof(byte),
        DuckDbTypeId.USmallInt => typeof(ushort),
        DuckDbTypeId.UInteger => typeof(uint),
        DuckDbTypeId.UBigInt => typeof(ulong),
        DuckDbTypeId.Float => typeof(float),
        DuckDbTypeId.Double => typeof(double),
        DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt or DuckDbTypeId.BigNum => typeof(BigInteger),
        DuckDbTypeId.Decimal => typeof(decimal),
        DuckDbTypeId.Date => typeof(DateOnly),
        DuckDbTypeId.Time or DuckDbTypeId.TimeNs => typeof(TimeOnly),
        DuckDbTypeId.TimeTz => typeof(DuckDbTimeTz),
        DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampS or DuckDbTypeId.TimestampMs or DuckDbTypeId.TimestampNs => typeof(DateTime),
        DuckDbTypeId.TimestampTz => typeof(DateTimeOffset),
        DuckDbTypeId.Interval => typeof(DuckDbInterval),
        DuckDbTypeId.Varchar or DuckDbTypeId.Enum or DuckDbTypeId.Bit => typeof(string),
        DuckDbTypeId.Blob or DuckDbTypeId.Geometry => typeof(byte[]),
        DuckDbTypeId.Uuid => typeof(Guid),
        DuckDbTypeId.List or DuckDbTypeId.Array => typeof(List<object?>),
        DuckDbTypeId.Struct => typeof(Dictionary<string, object?>),
        DuckDbTypeId.Map => typeof(Dictionary<object, object?>),
        _ => typeof(object),
    };

    internal DuckDbType WithAlias(string alias) => new(Id)
    {
        Precision = Precision, Scale = Scale, ArraySize = ArraySize, Children = Children, EnumNames = EnumNames, Alias = alias,
    };

    /// <inheritdoc/>
    public bool Equals(DuckDbType? other) => other is not null && (ReferenceEquals(this, other) ||
        (Id == other.Id && Precision == other.Precision && Scale == other.Scale && ArraySize == other.ArraySize &&
         Alias == other.Alias && Children.SequenceEqual(other.Children) && EnumNames.SequenceEqual(other.EnumNames)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DuckDbType);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Precision, Scale, ArraySize, Children.Length, EnumNames.Length);

    /// <summary>The SQL name, such as <c>DECIMAL(18,2)</c> or <c>STRUCT("a" INTEGER)[]</c>.</summary>
    public override string ToString() => Alias.Length > 0 ? Alias : Id switch
    {
        DuckDbTypeId.Decimal => $"DECIMAL({Precision},{Scale})",
        DuckDbTypeId.List => $"{Children[0].Type}[]",
        DuckDbTypeId.Array => $"{Children[0].Type}[{ArraySize}]",
        DuckDbTypeId.Map => $"MAP({Children[0].Type}, {Children[1].Type})",
        DuckDbTypeId.Struct => $"STRUCT({Parts()})",
        DuckDbTypeId.Union => $"UNION({Parts()})",
        DuckDbTypeId.Enum => $"ENUM({string.Join(", ", EnumNames.Select(name => DuckDbSql.Literal(name)))})",
        DuckDbTypeId.TimestampS => "TIMESTAMP_S",
        DuckDbTypeId.TimestampMs => "TIMESTAMP_MS",
        DuckDbTypeId.TimestampNs => "TIMESTAMP_NS",
        DuckDbTypeId.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDbTypeId.TimeTz => "TIME WITH TIME ZONE",
        DuckDbTypeId.TimeNs => "TIME_NS",
        DuckDbTypeId.Null => "\"NULL\"",
        _ => Id.ToString().ToUpperInvariant(),
    };

    private string Parts() => string.Join(", ", Children.Select(field => $"{DuckDbSql.Identifier(field.Name)} {field.Type}"));
}
