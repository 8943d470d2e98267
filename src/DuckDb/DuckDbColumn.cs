using System.Text;
using Carelake.DuckDb.Vectors;

namespace Carelake.DuckDb;

/// <summary>One column of the current chunk, where it lies in the engine's memory: gone with the next chunk.</summary>
public readonly unsafe ref struct DuckDbColumn
{
    private readonly VectorView _view;
    private readonly int _count;

    internal DuckDbColumn(VectorView view, int count)
    {
        _view = view;
        _count = count;
    }

    /// <summary>The column's type.</summary>
    public DuckDbType Type => _view.Type;

    /// <summary>Rows, or for the element of a list all elements of the chunk's rows.</summary>
    public int Count => _count;

    /// <summary>One bit a row, lowest first, set where there is a value; empty when no row is NULL.</summary>
    public ReadOnlySpan<ulong> Validity => _view.Validity is null ? [] : new(_view.Validity, (_count + 63) / 64);

    /// <summary>
    /// The stored values; undefined where NULL. BOOLEAN is byte or bool, DATE int (days since 1970), TIME and the TIMESTAMPs long (in the unit of
    /// the type), DECIMAL of up to 4, 9, 18, 38 digits short, int, long, Int128 (unscaled), HUGEINT Int128, INTERVAL
    /// <see cref="DuckDbInterval"/>; numbers are themselves.
    /// </summary>
    /// <exception cref="InvalidCastException">The column is not stored as <typeparamref name="T"/>.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
    {
        var stored = Stored(_view);
        return typeof(T) == stored || (typeof(T) == typeof(bool) && _view.Type.Id == DuckDbTypeId.Boolean)
            ? new((void*)_view.Data, _count)
            : throw new InvalidCastException($"A column of type {Type} is stored as {stored?.Name ?? "another form"}, not {typeof(T).Name}.");
    }

    /// <summary>The row has no value.</summary>
    public bool IsNull(int row) => _view.IsNull(Checked(row));

    /// <summary>The bytes of a text or BLOB.</summary>
    public ReadOnlySpan<byte> Utf8(int row) => _view.Type.Id is DuckDbTypeId.Varchar or DuckDbTypeId.Blob
        ? _view.Bytes(Checked(row))
        : throw new InvalidCastException($"A column of type {Type} has no bytes.");

    /// <summary>The text, or an ENUM's name; <see langword="null"/> for NULL.</summary>
    public string? GetString(int row) => IsNull(row) ? null : _view.Type.Id switch
    {
        DuckDbTypeId.Varchar => Encoding.UTF8.GetString(_view.Bytes(row)),
        DuckDbTypeId.Enum => _view.EnumName(row),
        _ => throw new InvalidCastException($"A column of type {Type} has no text."),
    };

    /// <summary>The value in its .NET type, as a reader gives it; <see langword="null"/> for NULL.</summary>
    public object? GetValue(int row) => _view.Value(Checked(row));

    /// <summary>Where a LIST's, MAP's or ARRAY's elements lie in <see cref="Elements"/>.</summary>
    public (int Start, int Length) GetList(int row)
    {
        RequireList();
        var (offset, length) = _view.Entry(Checked(row));
        return ((int)offset, (int)length);
    }

    /// <summary>The elements of all rows' lists; for a MAP they are structs of key and value.</summary>
    public DuckDbColumn Elements
    {
        get
        {
            RequireList();
            return new(_view.Children[0], _view.ElementCount(_count));
        }
    }

    /// <summary>A field of a STRUCT.</summary>
    public DuckDbColumn Field(int index) => _view.Type.Id == DuckDbTypeId.Struct
        ? new(_view.Children[index], _count)
        : throw new InvalidCastException($"A column of type {Type} has no fields.");

    private void RequireList()
    {
        if (_view.Type.Id is not (DuckDbTypeId.List or DuckDbTypeId.Map or DuckDbTypeId.Array))
            throw new InvalidCastException($"A column of type {Type} has no elements.");
    }

    private int Checked(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_count, nameof(row));
        return row;
    }

    private static Type? Stored(VectorView view) => view.Type.Id switch
    {
        DuckDbTypeId.Boolean or DuckDbTypeId.UTinyInt => typeof(byte),
        DuckDbTypeId.TinyInt => typeof(sbyte),
        DuckDbTypeId.SmallInt => typeof(short),
        DuckDbTypeId.USmallInt => typeof(ushort),
        DuckDbTypeId.Integer or DuckDbTypeId.Date => typeof(int),
        DuckDbTypeId.UInteger => typeof(uint),
        DuckDbTypeId.BigInt or DuckDbTypeId.Time or DuckDbTypeId.TimeNs or DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampS or
            DuckDbTypeId.TimestampMs or DuckDbTypeId.TimestampNs or DuckDbTypeId.TimestampTz => typeof(long),
        DuckDbTypeId.UBigInt or DuckDbTypeId.TimeTz => typeof(ulong),
        DuckDbTypeId.Float => typeof(float),
        DuckDbTypeId.Double => typeof(double),
        DuckDbTypeId.HugeInt => typeof(Int128),
        DuckDbTypeId.UHugeInt or DuckDbTypeId.Uuid => typeof(UInt128),
        DuckDbTypeId.Interval => typeof(DuckDbInterval),
        DuckDbTypeId.Decimal => view.Type.Precision switch { <= 4 => typeof(short), <= 9 => typeof(int), <= 18 => typeof(long), _ => typeof(Int128) },
        DuckDbTypeId.Enum => view.EnumWidth switch { 1 => typeof(byte), 2 => typeof(ushort), _ => typeof(uint) },
        _ => null,
    };
}
