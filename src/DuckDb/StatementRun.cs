using Carelake.DuckDb.Native;

namespace Carelake.DuckDb;

/// <summary>The statements of one command, run one after another; each is prepared when its turn comes.</summary>
internal sealed class StatementRun : IDisposable
{
    private const int SelectStatement = 1;
    private const int ReturnsChangedRows = 1;
    private const int ReturnsRows = 3;
    private const int PendingReady = 0;
    private const int PendingError = 2;
    private const int PendingNoTasks = 3;

    private readonly DuckDbConnection _connection;
    private readonly DuckDbParameterCollection _parameters;
    private readonly Interruption _interruption;
    private readonly ExtractedHandle _statements;
    private readonly ulong _count;
    private ulong _next;

    /// <summary>Parses the text.</summary>
    /// <exception cref="DuckDbException">It is not SQL, or no statement at all.</exception>
    internal unsafe StatementRun(
        DuckDbConnection connection, string sql, DuckDbParameterCollection parameters, Interruption interruption)
    {
        _connection = connection;
        _parameters = parameters;
        _interruption = interruption;
        connection.BeginQuery(interruption);
        fixed (byte* text = Utf8Text.Terminated(sql))
        {
            _count = Api.duckdb_extract_statements(connection.Handle, text, out var address);
            _statements = new ExtractedHandle(address);
        }

        if (_count > 0) return;
        var message = Utf8Text.Borrowed(Api.duckdb_extract_statements_error(_statements));
        _statements.Dispose();
        throw message.Length > 0
            ? new DuckDbException(DuckDbErrorType.Parser, message)
            : new InvalidOperationException("The command has no statement.");
    }

    /// <summary>Rows changed so far; -1 when no statement changes rows.</summary>
    internal long RowsChanged { get; private set; } = -1;

    internal Interruption Interruption => _interruption;

    /// <summary>Runs on to the next statement that gives rows; <see langword="null"/> after the last.</summary>
    /// <param name="streaming">Rows of a SELECT are computed as they are read.</param>
    internal unsafe ResultStream? Next(bool streaming)
    {
        while (_next < _count)
        {
            var (result, isStreaming) = Execute(_next++, streaming);
            switch (Api.duckdb_result_return_type(result.Value))
            {
                case ReturnsRows:
                    var stream = new ResultStream(_connection, result, _interruption, isStreaming);
                    if (isStreaming) _connection.Remember(stream);
                    return stream;
                case ReturnsChangedRows:
                    RowsChanged = Math.Max(0, RowsChanged) + (long)Api.duckdb_rows_changed(result.Address);
                    break;
            }

            result.Dispose();
        }

        return null;
    }

    public void Dispose()
    {
        _statements.Dispose();
        _interruption.Dispose();
        _connection.Forget(_interruption);
    }

    private (ResultHandle Result, bool IsStreaming) Execute(ulong index, bool streaming)
    {
        _connection.BeginQuery(_interruption);
        using var statement = Prepare(index);
        Bind(statement);

        // Only a SELECT is streamed: what changes data must be done when the call returns, read or not.
        var isStreaming = streaming && Api.duckdb_prepared_statement_type(statement) == SelectStatement;
        return (Execute(statement, isStreaming), isStreaming);
    }

    private StatementHandle Prepare(ulong index)
    {
        _interruption.Enter();
        try
        {
            var state = Api.duckdb_prepare_extracted_statement(_connection.Handle, _statements, index, out var address);
            var statement = new StatementHandle(address);
            if (state == 0) return statement;
            using (statement) throw Failure(Utf8Text.Borrowed(Api.duckdb_prepare_error(statement)));
        }
        finally
        {
            _interruption.Leave();
        }
    }

    private void Bind(StatementHandle statement)
    {
        var count = Api.duckdb_nparams(statement);
        for (var number = 1UL; number <= count; number++)
        {
            var name = Utf8Text.Owned(Api.duckdb_parameter_name(statement, number));
            var parameter = _parameters.Resolve(name)
                ?? throw new InvalidOperationException($"The statement has a parameter ${name}, and the command no value for it.");
            using var value = Values.Create(parameter.Value, parameter.DuckDbType);
            if (Api.duckdb_bind_value(statement, number, value) != 0)
                throw Failure(Utf8Text.Borrowed(Api.duckdb_prepare_error(statement)));
        }
    }

    private unsafe ResultHandle Execute(StatementHandle statement, bool streaming)
    {
        _interruption.Enter();
        try
        {
            var state = streaming
                ? Api.duckdb_pending_prepared_streaming(statement, out var address)
                : Api.duckdb_pending_prepared(statement, out address);
            using var pending = new PendingHandle(address);
            if (state != 0 || !RunTasks(pending)) throw Failure(Utf8Text.Borrowed(Api.duckdb_pending_error(pending)));
            var result = new ResultHandle();
            if (Api.duckdb_execute_pending(pending, result.Address) == 0) return result;
            using (result)
            {
                throw _interruption.Explain(
                    (DuckDbErrorType)Api.duckdb_result_error_type(result.Address),
                    Utf8Text.Borrowed(Api.duckdb_result_error(result.Address)));
            }
        }
        finally
        {
            _interruption.Leave();
        }
    }

    // The engine's own wait for its worker threads asks for work without a pause, which takes a core from those that have some. Here the
    // pauses grow to a millisecond.
    private static bool RunTasks(PendingHandle pending)
    {
        var wait = new SpinWait();
        while (true)
        {
            switch (Api.duckdb_pending_execute_task(pending))
            {
                case PendingReady: return true;
                case PendingError: return false;
                case PendingNoTasks: wait.SpinOnce(); break;
                default: wait.Reset(); break;
            }
        }
    }

    private Exception Failure(string message) => _interruption.Explain(ErrorTypes.FromMessage(message), message);
}
