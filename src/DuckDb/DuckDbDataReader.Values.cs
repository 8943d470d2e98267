using System.Numerics;
using System.Text;
using Carelake.DuckDb.Vectors;

namespace Carelake.DuckDb;

/// <content>Values by type. Every number converts to every other number type that holds it exactly.</content>
public sealed partial class DuckDbDataReader
{
    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => GetFieldValue<bool>(ordinal);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => checked((byte)GetInt64(ordinal));

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => checked((short)GetInt64(ordinal));

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => checked((int)GetInt64(ordinal));

    /// <inheritdoc/>
    public override long GetInt64(int ordinal)
    {
        var view = ViewOfValue(ordinal);
        return view.Type.Id switch
        {
            DuckDbTypeId.BigInt => view.At<long>(_row),
            DuckDbTypeId.Integer => view.At<int>(_row),
            DuckDbTypeId.SmallInt => view.At<short>(_row),
            DuckDbTypeId.TinyInt => view.At<sbyte>(_row),
            DuckDbTypeId.UTinyInt => view.At<byte>(_row),
            DuckDbTypeId.USmallInt => view.At<ushort>(_row),
            DuckDbTypeId.UInteger => view.At<uint>(_row),
            DuckDbTypeId.UBigInt => checked((long)view.At<ulong>(_row)),
            DuckDbTypeId.HugeInt => checked((long)view.At<Int128>(_row)),
            _ => Converted<long>(view),
        };
    }

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => GetFieldValue<float>(ordinal);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal)
    {
        var view = ViewOfValue(ordinal);
        return view.Type.Id == DuckDbTypeId.Double ? view.At<double>(_row) : Converted<double>(view);
    }

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal)
    {
        var view = ViewOfValue(ordinal);
        return view.Type.Id == DuckDbTypeId.Decimal ? view.Decimal(_row) : Converted<decimal>(view);
    }

    /// <inheritdoc/>
    public override string GetString(int ordinal)
    {
        var view = ViewOfValue(ordinal);
        return view.Type.Id == DuckDbTypeId.Varchar ? Encoding.UTF8.GetString(view.Bytes(_row)) : Converted<string>(view);
    }

    /// <summary>The bytes of a text or BLOB where they lie; gone with the next <see cref="Read()"/>.</summary>
    public ReadOnlySpan<byte> GetUtf8(int ordinal)
    {
        var view = ViewOfValue(ordinal);
        return view.Type.Id is DuckDbTypeId.Varchar or DuckDbTypeId.Blob
            ? view.Bytes(_row)
            : throw new InvalidCastException($"A column of type {view.Type} has no bytes.");
    }

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => GetFieldValue<char>(ordinal);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => GetFieldValue<Guid>(ordinal);

    /// <summary>Of kind unspecified; a TIMESTAMPTZ gives UTC's clock.</summary>
    public override DateTime GetDateTime(int ordinal) => GetFieldValue<DateTime>(ordinal);

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        var bytes = GetUtf8(ordinal);
        if (buffer is null) return bytes.Length;
        var part = bytes[(int)Math.Min(dataOffset, bytes.Length)..];
        part = part[..Math.Min(length, part.Length)];
        part.CopyTo(buffer.AsSpan(bufferOffset));
        return part.Length;
    }

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length)
    {
        var text = GetString(ordinal);
        if (buffer is null) return text.Length;
        var part = text.AsSpan((int)Math.Min(dataOffset, text.Length));
        part = part[..Math.Min(length, part.Length)];
        part.CopyTo(buffer.AsSpan(bufferOffset));
        return part.Length;
    }

    /// <summary>
    /// The value as a type: the column's own, any that holds it exactly, <c>List&lt;T&gt;</c>, <c>T[]</c> and <c>Dictionary&lt;K,V&gt;</c> of
    /// nested ones, and the raw forms that do not lose: a DECIMAL as BigInteger or Int128 (unscaled), a TIMESTAMP, TIME or DATE as its count
    /// (long, int).
    /// </summary>
    /// <exception cref="InvalidCastException">NULL for a type without null, or a value of another kind.</exception>
    public override T GetFieldValue<T>(int ordinal)
    {
        var view = View(ordinal);
        if (!view.IsNull(_row)) return Converted<T>(view);
        return typeof(T) == typeof(object) ? (T)(object)DBNull.Value : Nulls.Default<T>();
    }

    /// <inheritdoc/>
    public override Task<T> GetFieldValueAsync<T>(int ordinal, CancellationToken cancellationToken) =>
        Task.FromResult(GetFieldValue<T>(ordinal));

    /// <summary>As <see cref="GetFieldValue{T}"/>, but null for NULL also when an object is asked for.</summary>
    internal T GetFieldValueOrDefault<T>(int ordinal) => View(ordinal).IsNull(_row) ? Nulls.Default<T>() : GetFieldValue<T>(ordinal);

    private T Converted<T>(VectorView view)
    {
        object? raw = view.Type.Id switch
        {
            DuckDbTypeId.Decimal when typeof(T) == typeof(BigInteger) => (BigInteger)view.Unscaled(_row),
            DuckDbTypeId.Decimal when typeof(T) == typeof(Int128) => view.Unscaled(_row),
            DuckDbTypeId.HugeInt when typeof(T) == typeof(Int128) => view.At<Int128>(_row),
            DuckDbTypeId.UHugeInt when typeof(T) == typeof(UInt128) => view.At<UInt128>(_row),
            DuckDbTypeId.Date when typeof(T) == typeof(int) => view.At<int>(_row),
            DuckDbTypeId.Time when typeof(T) == typeof(TimeSpan) => TimeSpan.FromMicroseconds(view.At<long>(_row)),
            DuckDbTypeId.TimeNs when typeof(T) == typeof(TimeSpan) => TimeSpan.FromTicks(view.At<long>(_row) / 100),
            DuckDbTypeId.Time or DuckDbTypeId.TimeNs or DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampS or DuckDbTypeId.TimestampMs or
                DuckDbTypeId.TimestampNs or DuckDbTypeId.TimestampTz when typeof(T) == typeof(long) => view.At<long>(_row),
            _ => view.Value(_row),
        };
        return raw is null ? Nulls.Default<T>() : ClrValues.To<T>(raw);
    }

    private VectorView ViewOfValue(int ordinal)
    {
        var view = View(ordinal);
        return view.IsNull(_row) ? throw new InvalidCastException($"Column {GetName(ordinal)} is NULL in this row.") : view;
    }
}
