using Carelake.DuckDb.Native;

namespace Carelake.DuckDb;

/// <summary>
/// The chunks of one result, in order. A streaming one is computed as it is read and is tied to its connection; when the connection
/// must run something else first, <see cref="Buffer"/> takes the rest into memory, so that the reader never notices.
/// </summary>
internal sealed class ResultStream : IDisposable
{
    private readonly Lock _lock = new();
    private readonly DuckDbConnection _connection;
    private readonly ResultHandle _result;
    private readonly Interruption _interruption;
    private readonly Queue<ChunkHandle> _buffered = [];
    private Exception? _failure;
    private bool _isStreaming;
    private bool _isEnd;

    internal ResultStream(DuckDbConnection connection, ResultHandle result, Interruption interruption, bool isStreaming)
    {
        _connection = connection;
        _result = result;
        _interruption = interruption;
        _isStreaming = isStreaming;
        Columns = ReadColumns(result);
    }

    internal DuckDbField[] Columns { get; }

    /// <summary>The next chunk, which the caller owns; <see langword="null"/> at the end.</summary>
    internal ChunkHandle? Next()
    {
        lock (_lock)
        {
            if (_buffered.TryDequeue(out var chunk)) return chunk;
            if (_failure is { } failure) throw failure;
            return _isEnd || _result.IsClosed ? null : Fetch();
        }
    }

    /// <summary>Reads to the end, ahead of the reader. An error is kept until the reader gets there.</summary>
    internal void Buffer()
    {
        lock (_lock)
        {
            if (_isEnd || _result.IsClosed || !_isStreaming) return;
            try
            {
                while (Fetch() is { } chunk) _buffered.Enqueue(chunk);
            }
            catch (Exception e) when (e is DuckDbException or OperationCanceledException)
            {
                _failure = e;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            while (_buffered.TryDequeue(out var chunk)) chunk.Dispose();
            if (_result.IsClosed) return;
            var isUnfinished = _isStreaming;
            _result.Dispose();
            Finish();
            if (isUnfinished) _connection.AbandonQuery();
        }
    }

    private unsafe ChunkHandle? Fetch()
    {
        nint address;
        _interruption.Enter();
        try
        {
            address = Api.duckdb_fetch_chunk(_result.Value);
        }
        finally
        {
            _interruption.Leave();
        }

        if (address != 0)
        {
            var chunk = new ChunkHandle(address);
            if (Api.duckdb_data_chunk_get_size(chunk) > 0) return chunk;
            chunk.Dispose();
        }

        // Both the end and an error come as no chunk.
        var message = Utf8Text.Borrowed(Api.duckdb_result_error(_result.Address));
        var type = (DuckDbErrorType)Api.duckdb_result_error_type(_result.Address);
        _isEnd = true;
        Finish();
        return message.Length == 0 ? null : throw _interruption.Explain(type, message);
    }

    private void Finish()
    {
        if (!_isStreaming) return;
        _isStreaming = false;
        _connection.Forget(this);
    }

    private static unsafe DuckDbField[] ReadColumns(ResultHandle result)
    {
        var columns = new DuckDbField[Api.duckdb_column_count(result.Address)];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new(
                Utf8Text.Borrowed(Api.duckdb_column_name(result.Address, (ulong)i)),
                LogicalTypes.Take(Api.duckdb_column_logical_type(result.Address, (ulong)i)));
        }

        return columns;
    }
}
