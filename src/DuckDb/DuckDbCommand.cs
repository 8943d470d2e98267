using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Carelake.DuckDb;

/// <summary>
/// One or more SQL statements with parameters. Rows of a SELECT are streamed: computed as they are read, however many there are.
/// </summary>
public sealed class DuckDbCommand : DbCommand
{
    private DuckDbConnection? _connection;
    private Interruption? _running;

    /// <summary>Makes an empty command.</summary>
    public DuckDbCommand()
    {
    }

    /// <summary>Makes a command.</summary>
    public DuckDbCommand(string sql, DuckDbConnection connection)
    {
        CommandText = sql;
        _connection = connection;
    }

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText { get; set => field = value ?? ""; } = "";

    /// <summary>Longest wait for the engine in seconds, to the first row and for each further chunk; 0, the default, is no limit.</summary>
    public override int CommandTimeout { get; set; }

    /// <summary>Text; the engine has no procedures.</summary>
    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text) throw new NotSupportedException("DuckDB has no stored procedures.");
        }
    }

    /// <summary>Rows are computed as they are read. When false, the whole result is held in memory first; for a result that must not
    /// keep its snapshot open. True by default.</summary>
    public bool UseStreaming { get; set; } = true;

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc cref="DbCommand.Parameters"/>
    public new DuckDbParameterCollection Parameters { get; } = [];

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => _connection;
        set => _connection = (DuckDbConnection?)value;
    }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => Parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction { get; set; }

    /// <summary>Interrupts this command, running or being read; it throws. Any thread may call it.</summary>
    public override void Cancel() => Volatile.Read(ref _running)?.Cancel();

    /// <summary>Nothing: statements of one text may depend on each other, so each is prepared as its turn comes.</summary>
    public override void Prepare()
    {
    }

    /// <summary>Runs all statements.</summary>
    /// <returns>Rows changed by all of them; -1 when none changes rows. No more than 2,147,483,647 are reported.</returns>
    public override int ExecuteNonQuery() => (int)Math.Min(int.MaxValue, Run(CancellationToken.None));

    /// <inheritdoc/>
    public override object? ExecuteScalar()
    {
        using var reader = Read(CommandBehavior.Default, CancellationToken.None);
        return reader.Read() ? reader.GetValue(0) : null;
    }

    /// <inheritdoc cref="DbCommand.ExecuteReader()"/>
    public new DuckDbDataReader ExecuteReader() => Read(CommandBehavior.Default, CancellationToken.None);

    /// <summary>Runs the command and reads its result chunk by chunk, in spans.</summary>
    /// <param name="cancellationToken">Interrupts the query at any time until the reader is disposed.</param>
    public DuckDbChunkReader ExecuteChunks(CancellationToken cancellationToken = default) => new(Start(cancellationToken), UseStreaming);

    /// <summary>Runs off the caller's thread; the token interrupts the query.</summary>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        Task.Run(() => (int)Math.Min(int.MaxValue, Run(cancellationToken)), cancellationToken);

    /// <summary>Runs off the caller's thread; the token interrupts the query.</summary>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var reader = Read(CommandBehavior.Default, cancellationToken);
            return reader.Read() ? reader.GetValue(0) : null;
        },
        cancellationToken);

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new DuckDbParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Read(behavior, CancellationToken.None);

    /// <summary>Runs off the caller's thread; the token interrupts the query and the reading of its result.</summary>
    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        Task.Run<DbDataReader>(() => Read(behavior, cancellationToken), cancellationToken);

    /// <summary>Runs all statements and throws their rows away.</summary>
    internal long Run(CancellationToken cancellationToken)
    {
        using var run = Start(cancellationToken);
        while (run.Next(streaming: false) is { } result) result.Dispose();
        return run.RowsChanged;
    }

    internal DuckDbDataReader Read(CommandBehavior behavior, CancellationToken cancellationToken) =>
        new(Start(cancellationToken), UseStreaming, behavior, _connection);

    internal StatementRun Start(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connection = _connection ?? throw new InvalidOperationException("The command has no connection.");
        var interruption = new Interruption(connection.Handle, TimeSpan.FromSeconds(CommandTimeout), cancellationToken);
        try
        {
            var run = new StatementRun(connection, CommandText, Parameters, interruption);
            Volatile.Write(ref _running, interruption);
            return run;
        }
        catch
        {
            interruption.Dispose();
            throw;
        }
    }
}
