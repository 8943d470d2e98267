using System.Numerics;
using Carelake.DuckDb.Native;
using Carelake.DuckDb.Vectors;

namespace Carelake.DuckDb;

/// <summary>
/// Adds rows to a table, in chunks: the fastest way in. Every value of a row in column order, then <see cref="EndRow"/>. Rows reach the table
/// at the latest with <see cref="Close"/>, or before; inside a transaction they are there together or not at all.
/// </summary>
/// <remarks>
/// Disposing closes; but when appending failed, or a row is unfinished (an exception is on its way), what has not yet reached the
/// table is dropped.
/// </remarks>
public sealed class DuckDbAppender : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly AppenderHandle _handle;
    private readonly ChunkHandle _chunk;
    private readonly VectorWriter[] _writers;
    private readonly int _capacity = (int)Api.duckdb_vector_size();
    private int _column;
    private int _row;
    private bool _isFailed;
    private bool _isClosed;

    internal DuckDbAppender(DuckDbConnection connection, string? schema, string table)
    {
        _connection = connection;
        connection.SetStreamAside();
        var state = Api.duckdb_appender_create_ext(connection.Handle, catalog: null, schema, table, out var address);
        _handle = new AppenderHandle(address);
        try
        {
            if (state != 0) throw Failure();
            var types = ColumnTypes();
            _chunk = CreateChunk(types);
            _writers = [.. types.Select(type => new VectorWriter(type))];
            AttachWriters();
        }
        catch
        {
            _handle.Dispose();
            _chunk?.Dispose();
            throw;
        }
    }

    /// <summary>Rows ended so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>The types of the table's columns.</summary>
    public IEnumerable<DuckDbType> Types => _writers.Select(writer => writer.Type);

    /// <summary>Appends NULL.</summary>
    public DuckDbAppender AppendNull()
    {
        Next().SetNull(_row);
        return this;
    }

    /// <summary>Appends a value; it is stored as it is or, when the column is of another type, converted without loss.</summary>
    /// <exception cref="InvalidCastException">The column holds another kind of value.</exception>
    /// <exception cref="OverflowException">The value does not fit the column.</exception>
    public DuckDbAppender Append(bool value) => Put(DuckDbTypeId.Boolean, value ? (byte)1 : (byte)0, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(sbyte value) => Put(DuckDbTypeId.TinyInt, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(short value) => Put(DuckDbTypeId.SmallInt, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(int value) => Put(DuckDbTypeId.Integer, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(long value) => Put(DuckDbTypeId.BigInt, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(byte value) => Put(DuckDbTypeId.UTinyInt, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(ushort value) => Put(DuckDbTypeId.USmallInt, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(uint value) => Put(DuckDbTypeId.UInteger, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(ulong value) => Put(DuckDbTypeId.UBigInt, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(Int128 value) => Put(DuckDbTypeId.HugeInt, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(UInt128 value) => Put(DuckDbTypeId.UHugeInt, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(BigInteger value) => Append((object)value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(float value) => Put(DuckDbTypeId.Float, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(double value) => Put(DuckDbTypeId.Double, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(decimal value)
    {
        var writer = Next();
        var type = writer.Type;
        if (type.Id != DuckDbTypeId.Decimal) return Convert(writer, value);
        try
        {
            writer.SetUnscaled(_row, Decimals.ToUnscaled(value, type.Precision, type.Scale));
            return this;
        }
        catch (OverflowException e)
        {
            throw Fail(e);
        }
    }

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(DateOnly value) => Put(DuckDbTypeId.Date, Temporal.Days(value), value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(TimeOnly value) => Put(DuckDbTypeId.Time, Temporal.Micros(value), value);

    /// <summary>Appends a moment without a time zone; its kind does not matter. What is finer than a microsecond is cut off.</summary>
    public DuckDbAppender Append(DateTime value) => Put(DuckDbTypeId.Timestamp, Temporal.Micros(value), value);

    /// <summary>Appends a moment. What is finer than a microsecond is cut off.</summary>
    public DuckDbAppender Append(DateTimeOffset value) => Put(DuckDbTypeId.TimestampTz, Temporal.Micros(value), value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(TimeSpan value) => Append((object)value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(DuckDbInterval value) => Put(DuckDbTypeId.Interval, value, value);

    /// <inheritdoc cref="Append(bool)"/>
    public DuckDbAppender Append(Guid value)
    {
        var writer = Next();
        if (writer.Type.Id != DuckDbTypeId.Uuid) return Convert(writer, value);
        writer.SetGuid(_row, value);
        return this;
    }

    /// <summary>Appends text; null is NULL.</summary>
    public DuckDbAppender Append(string? value)
    {
        if (value is null) return AppendNull();
        var writer = Next();
        if (writer.Type.Id != DuckDbTypeId.Varchar) return Convert(writer, value);
        writer.SetText(_row, value);
        return this;
    }

    /// <summary>Appends text, or a BLOB's bytes, as they are.</summary>
    /// <exception cref="ArgumentException">The column is text and the bytes are not UTF-8.</exception>
    /// <exception cref="InvalidCastException">The column is neither text nor BLOB.</exception>
    public DuckDbAppender AppendUtf8(ReadOnlySpan<byte> value)
    {
        var writer = Next();
        if (writer.Type.Id is not (DuckDbTypeId.Varchar or DuckDbTypeId.Blob))
            throw Fail(new InvalidCastException($"A column of type {writer.Type} takes no bytes."));
        if (writer.Type.Id == DuckDbTypeId.Varchar && !System.Text.Unicode.Utf8.IsValid(value))
            throw Fail(new ArgumentException("The bytes are not UTF-8.", nameof(value)));
        writer.SetBytes(_row, value);
        return this;
    }

    /// <summary>Appends a value of any type: those above, byte[], lists and dictionaries for nested columns; null is NULL.</summary>
    public DuckDbAppender Append(object? value) => Convert(Next(), value);

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">It has too few values.</exception>
    /// <exception cref="DuckDbException">The engine refuses the rows, for a constraint or a conflict.</exception>
    public void EndRow()
    {
        if (_column != _writers.Length)
            throw Fail(new InvalidOperationException($"The row has {_column} values, the table {_writers.Length} columns."));
        _column = 0;
        RowCount++;
        if (++_row == _capacity) AppendChunk();
    }

    /// <summary>Appends a whole row.</summary>
    public void AppendRow(params ReadOnlySpan<object?> values)
    {
        foreach (var value in values) Append(value);
        EndRow();
    }

    /// <summary>Brings the rows so far to the table.</summary>
    /// <exception cref="DuckDbException">The engine refuses them; the appender is of no use afterwards.</exception>
    public void Flush()
    {
        if (_row > 0) AppendChunk();
        _connection.SetStreamAside();
        if (Api.duckdb_appender_flush(_handle) != 0) throw Fail(Failure());
    }

    /// <summary>Brings the last rows to the table. Called a second time, it does nothing.</summary>
    /// <exception cref="DuckDbException">The engine refuses them.</exception>
    public void Close()
    {
        if (_isClosed) return;
        try
        {
            if (_column != 0) throw Fail(new InvalidOperationException("The last row is unfinished."));
            if (_isFailed) throw new InvalidOperationException("Appending failed before.");
            Flush();
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Closes, or after a failure drops what has not reached the table.</summary>
    public void Dispose()
    {
        if (_isClosed) return;
        if (_isFailed || _column != 0) Release();
        else Close();
    }

    private DuckDbAppender Put<TStored, TValue>(DuckDbTypeId type, TStored stored, TValue value)
        where TStored : unmanaged
        where TValue : notnull
    {
        var writer = Next();
        if (writer.Type.Id == type)
        {
            writer.Set(_row, stored);
            return this;
        }

        return Convert(writer, value);
    }

    // A value half written makes the whole row worthless, and the row cannot be taken back.
    private DuckDbAppender Convert(VectorWriter writer, object? value)
    {
        try
        {
            writer.Write(_row, value);
            return this;
        }
        catch
        {
            _isFailed = true;
            throw;
        }
    }

    private VectorWriter Next()
    {
        if (_isClosed || _isFailed) throw new InvalidOperationException("The appender is closed, or appending failed before.");
        if (_column >= _writers.Length) throw Fail(new InvalidOperationException($"The table has only {_writers.Length} columns."));
        return _writers[_column++];
    }

    private void AppendChunk()
    {
        _connection.SetStreamAside();
        Api.duckdb_data_chunk_set_size(_chunk, (ulong)_row);
        if (Api.duckdb_append_data_chunk(_handle, _chunk) != 0) throw Fail(Failure());
        Api.duckdb_data_chunk_reset(_chunk);
        _row = 0;
        AttachWriters();
    }

    private void AttachWriters()
    {
        for (var i = 0; i < _writers.Length; i++) _writers[i].Attach(Api.duckdb_data_chunk_get_vector(_chunk, (ulong)i));
    }

    private void Release()
    {
        _isClosed = true;

        // Destroying an appender writes what it holds; after a failure nothing more may be written.
        if (_isFailed || _column != 0) _ = Api.duckdb_appender_clear(_handle);
        _handle.Dispose();
        _chunk.Dispose();
    }

    private Exception Fail(Exception exception)
    {
        _isFailed = true;
        return exception;
    }

    private DuckDbException Failure()
    {
        var error = Api.duckdb_appender_error_data(_handle);
        var exception = new DuckDbException(
            (DuckDbErrorType)Api.duckdb_error_data_error_type(error), Utf8Text.Borrowed(Api.duckdb_error_data_message(error)));
        Api.duckdb_destroy_error_data(ref error);
        return exception;
    }

    private DuckDbType[] ColumnTypes()
    {
        var types = new DuckDbType[Api.duckdb_appender_column_count(_handle)];
        for (var i = 0; i < types.Length; i++) types[i] = LogicalTypes.Take(Api.duckdb_appender_column_type(_handle, (ulong)i));
        return types;
    }

    private unsafe ChunkHandle CreateChunk(DuckDbType[] types)
    {
        var handles = new LogicalTypeHandle[types.Length];
        for (var i = 0; i < handles.Length; i++) handles[i] = new(Api.duckdb_appender_column_type(_handle, (ulong)i));
        try
        {
            fixed (nint* addresses = handles.Select(handle => handle.Address).ToArray())
                return new ChunkHandle(Api.duckdb_create_data_chunk(addresses, (ulong)handles.Length));
        }
        finally
        {
            foreach (var handle in handles) handle.Dispose();
        }
    }
}
