using System.Collections;
using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Carelake.DuckDb.Native;
using Carelake.DuckDb.Vectors;

namespace Carelake.DuckDb;

/// <summary>
/// Reads rows forward, one chunk of up to 2048 rows in memory at a time. For bulk work the spans of
/// <see cref="DuckDbChunkReader"/> are faster.
/// </summary>
public sealed partial class DuckDbDataReader : DbDataReader, IDbColumnSchemaGenerator
{
    private readonly StatementRun _run;
    private readonly bool _streaming;
    private readonly CommandBehavior _behavior;
    private readonly DuckDbConnection? _connection;
    private ResultStream? _result;
    private ChunkHandle? _chunk;
    private DuckDbField[] _columns = [];
    private VectorView[] _views = [];
    private int _row = -1;
    private int _count;
    private bool _hasRows;
    private bool _isEnd;
    private bool _isClosed;

    internal DuckDbDataReader(StatementRun run, bool streaming, CommandBehavior behavior, DuckDbConnection? connection)
    {
        _run = run;
        _streaming = streaming;
        _behavior = behavior;
        _connection = connection;
        try
        {
            NextResult();
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public override int FieldCount => _columns.Length;

    /// <inheritdoc/>
    public override bool HasRows => _hasRows;

    /// <inheritdoc/>
    public override bool IsClosed => _isClosed;

    /// <inheritdoc/>
    public override int Depth => 0;

    /// <summary>Rows changed by the statements run so far; -1 when none changes rows.</summary>
    public override int RecordsAffected => (int)Math.Min(int.MaxValue, _run.RowsChanged);

    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <summary>Name and type of each column.</summary>
    public IReadOnlyList<DuckDbField> Columns => _columns;

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="DuckDbException">The query failed on the way; a streaming query may do so after many rows.</exception>
    public override bool Read()
    {
        if (_isClosed) throw new InvalidOperationException("The reader is closed.");
        if (++_row < _count) return true;
        return !_isEnd && NextChunk() && Advance();
    }

    /// <summary>Goes to the next row; waits for the engine off the caller's thread, and the token interrupts the query.</summary>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<bool>(cancellationToken);
        return _row + 1 < _count || _isEnd || _isClosed ? Task.FromResult(Read()) : Task.Run(() => ReadInterruptibly(cancellationToken), cancellationToken);
    }

    /// <summary>Runs on to the next statement that gives rows.</summary>
    public override bool NextResult()
    {
        if (_isClosed) throw new InvalidOperationException("The reader is closed.");
        EndResult();
        _result = _run.Next(_streaming);
        if (_result is null) return false;
        _columns = _result.Columns;
        _views = [.. _columns.Select(column => new VectorView(column.Type))];
        _isEnd = false;
        _hasRows = NextChunk();
        return true;
    }

    /// <summary>Runs on to the next statement that gives rows, off the caller's thread.</summary>
    public override Task<bool> NextResultAsync(CancellationToken cancellationToken) => Task.Run(NextResult, cancellationToken);

    /// <summary>Runs the statements that remain and lets go of the result. Rows not read are not computed.</summary>
    public override void Close()
    {
        if (_isClosed) return;
        try
        {
            EndResult();
            while (_run.Next(streaming: false) is { } rest) rest.Dispose();
        }
        finally
        {
            _isClosed = true;
            _run.Dispose();
            if (_behavior.HasFlag(CommandBehavior.CloseConnection)) _connection?.Close();
        }
    }

    /// <inheritdoc/>
    public override string GetName(int ordinal) => _columns[ordinal].Name;

    /// <summary>The column of a name: as written, or else without regard to case.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public override int GetOrdinal(string name)
    {
        var index = Array.FindIndex(_columns, column => column.Name.Equals(name, StringComparison.Ordinal));
        if (index < 0) index = Array.FindIndex(_columns, column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
#pragma warning disable CA2201, MA0012 // The exception that ADO.NET documents for this member.
        return index >= 0 ? index : throw new IndexOutOfRangeException($"The result has no column {name}.");
#pragma warning restore CA2201, MA0012
    }

    /// <inheritdoc/>
    public override string GetDataTypeName(int ordinal) => _columns[ordinal].Type.ToString();

    /// <inheritdoc/>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => _columns[ordinal].Type.ClrType;

    /// <summary>The value in the .NET type of its column; <see cref="DBNull"/> for NULL.</summary>
    public override object GetValue(int ordinal) => View(ordinal).Value(_row) ?? DBNull.Value;

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++) values[i] = GetValue(i);
        return count;
    }

    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => View(ordinal).IsNull(_row);

    /// <inheritdoc/>
    public override Task<bool> IsDBNullAsync(int ordinal, CancellationToken cancellationToken) => Task.FromResult(IsDBNull(ordinal));

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    /// <inheritdoc/>
    public override DataTable GetSchemaTable() => ResultSchema.Table(_columns);

    /// <inheritdoc/>
    public ReadOnlyCollection<DbColumn> GetColumnSchema() => ResultSchema.Columns(_columns);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }

    private bool ReadInterruptibly(CancellationToken cancellationToken)
    {
        try
        {
            using var registration = cancellationToken.UnsafeRegister(static run => ((StatementRun)run!).Interruption.Cancel(), _run); // ! passed here
            return Read();
        }
        catch (DuckDbException e) when (e.ErrorType == DuckDbErrorType.Interrupt && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The query was cancelled.", e, cancellationToken);
        }
    }

    private bool Advance()
    {
        _row = 0;
        return true;
    }

    // The first chunk is taken with the result, so that HasRows is known; Read then steps onto its first row.
    private bool NextChunk()
    {
        _chunk?.Dispose();
        _chunk = _result?.Next();
        _row = -1;
        _count = _chunk is null ? 0 : (int)Api.duckdb_data_chunk_get_size(_chunk);
        _isEnd = _chunk is null;
        if (_chunk is null) return false;
        for (var i = 0; i < _views.Length; i++) _views[i].Attach(Api.duckdb_data_chunk_get_vector(_chunk, (ulong)i));
        return true;
    }

    private void EndResult()
    {
        _chunk?.Dispose();
        _chunk = null;
        _result?.Dispose();
        _result = null;
        (_columns, _views, _row, _count, _hasRows, _isEnd) = ([], [], -1, 0, false, true);
    }

    private VectorView View(int ordinal)
    {
        if ((uint)_row >= (uint)_count) throw new InvalidOperationException("There is no current row: call Read first.");
        return _views[ordinal];
    }
}
