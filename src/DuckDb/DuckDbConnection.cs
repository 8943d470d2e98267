using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Carelake.DuckDb.Native;

namespace Carelake.DuckDb;

/// <summary>
/// A connection to an in-process DuckDB database. One thread at a time may use it, save for <see cref="Interrupt"/>,
/// <see cref="Progress"/> and <see cref="Duplicate"/>, which any thread may call; parallel work takes a duplicate each.
/// </summary>
/// <remarks>
/// Connection string: <c>Data Source</c> is a file or <c>:memory:</c> (the default), every other key is a setting of the engine, such as
/// <c>threads=2;memory_limit=2GB;temp_directory=/tmp/x;access_mode=READ_ONLY</c>. The engine never fetches extensions unless
/// <c>autoinstall_known_extensions=true</c> says so.
/// </remarks>
public sealed class DuckDbConnection : DbConnection
{
    private const string DefaultDataSource = ":memory:";

    private readonly Lock _lock = new();
    private DbConnectionStringBuilder _settings = [];
    private Engine? _engine;
    private ConnectionHandle? _handle;
    private ResultStream? _stream;
    private Interruption? _running;

    /// <summary>Makes a closed connection to a new in-memory database.</summary>
    public DuckDbConnection()
        : this("")
    {
    }

    /// <summary>Makes a closed connection.</summary>
    /// <param name="connectionString">See the remarks of the class; empty for an in-memory database.</param>
    public DuckDbConnection(string? connectionString) => ConnectionString = connectionString;

    private DuckDbConnection(DuckDbConnection original, Engine engine)
    {
        _settings = original._settings;
        Attach(engine);
    }

    /// <inheritdoc/>
    [AllowNull]
    public override string ConnectionString
    {
        get => _settings.ConnectionString;
        set
        {
            if (State != ConnectionState.Closed) throw new InvalidOperationException("The connection is open.");
            _settings = new DbConnectionStringBuilder { ConnectionString = value };
        }
    }

    /// <summary>The version of the engine, such as <c>v1.5.6</c>.</summary>
    public override string ServerVersion => Utf8Text.Borrowed(Api.duckdb_library_version());

    /// <summary>The file, or <c>:memory:</c>.</summary>
    public override string DataSource => Setting("Data Source") ?? Setting("DataSource") ?? DefaultDataSource;

    /// <summary>The current catalog's name.</summary>
    public override string Database => _handle is null ? "" : Scalar<string>("SELECT current_database()");

    /// <inheritdoc/>
    public override ConnectionState State => _handle is null ? ConnectionState.Closed : ConnectionState.Open;

    /// <summary>How far the running query is. Any thread may ask. Known only after <see cref="TrackProgress"/>.</summary>
    public DuckDbProgress Progress
    {
        get
        {
            var progress = Api.duckdb_query_progress(Handle);
            return new(progress.Percentage < 0 ? null : progress.Percentage, (long)progress.RowsProcessed, (long)progress.TotalRows);
        }
    }

    /// <inheritdoc/>
    protected override DbProviderFactory DbProviderFactory => DuckDbProviderFactory.Instance;

    internal ConnectionHandle Handle => _handle ?? throw new InvalidOperationException("The connection is closed.");

    internal DuckDbTransaction? CurrentTransaction { get; set; }

    /// <summary>Opens the database, making the file when there is none.</summary>
    /// <exception cref="Core.CarelakeException"><c>DUCK-0001</c>: the engine is not installed.</exception>
    /// <exception cref="DuckDbException">The file cannot be opened or a setting is wrong.</exception>
    public override void Open()
    {
        if (_handle is not null) throw new InvalidOperationException("The connection is open already.");
        Attach(Engine.Open(DataSource, EngineSettings()));

        // Else the machine's zone would decide what a cast between TIMESTAMP and TIMESTAMPTZ gives.
        Execute("SET GLOBAL TimeZone = 'UTC'");
        OnStateChange(new StateChangeEventArgs(ConnectionState.Closed, ConnectionState.Open));
    }

    /// <summary>Makes an open connection, in one call.</summary>
    /// <param name="connectionString">See the remarks of the class.</param>
    public static DuckDbConnection Connect(string connectionString = "")
    {
        var connection = new DuckDbConnection(connectionString);
        connection.Open();
        return connection;
    }

    /// <summary>
    /// Another open connection to the same database, also an in-memory one, with a transaction of its own. The database stays open until
    /// the last connection closes. Any thread may call it.
    /// </summary>
    public DuckDbConnection Duplicate() => new(this, _engine ?? throw new InvalidOperationException("The connection is closed."));

    /// <summary>Rolls back what is not committed and closes. An open reader ends with an error.</summary>
    public override void Close()
    {
        if (_handle is null) return;
        CurrentTransaction?.Dispose();
        _stream?.Dispose();
        _handle.Dispose();
        _handle = null;
        _engine?.Release();
        _engine = null;
        OnStateChange(new StateChangeEventArgs(ConnectionState.Open, ConnectionState.Closed));
    }

    /// <summary>Runs the statements of a text.</summary>
    /// <param name="sql">One or more statements.</param>
    /// <param name="cancellationToken">Interrupts the query.</param>
    /// <returns>Rows inserted, updated, deleted or copied by all of them together; 0 when none does so.</returns>
    /// <exception cref="DuckDbException">The engine refused or failed.</exception>
    public long Execute(string sql, CancellationToken cancellationToken = default)
    {
        using var command = new DuckDbCommand(sql, this);
        return Math.Max(0, command.Run(cancellationToken));
    }

    /// <summary>The first column of the first row of a query.</summary>
    /// <typeparam name="T">What it is read as; a nullable type when NULL or no row may come.</typeparam>
    /// <param name="sql">The query.</param>
    /// <param name="cancellationToken">Interrupts the query.</param>
    /// <returns>The value; <see langword="default"/> for NULL or no row, when <typeparamref name="T"/> can be null.</returns>
    /// <exception cref="InvalidCastException">NULL or no row for a type that cannot be null, or a value of another kind.</exception>
    public T Scalar<T>(string sql, CancellationToken cancellationToken = default)
    {
        using var command = new DuckDbCommand(sql, this);
        using var reader = command.Read(CommandBehavior.Default, cancellationToken);
        return reader.Read() ? reader.GetFieldValueOrDefault<T>(0) : Nulls.Default<T>();
    }

    /// <summary>Reads a query's result chunk by chunk, in spans.</summary>
    /// <param name="sql">A query; statements before it are run.</param>
    /// <param name="cancellationToken">Interrupts the query at any time until the reader is disposed.</param>
    public DuckDbChunkReader OpenChunks(string sql, CancellationToken cancellationToken = default)
    {
        using var command = new DuckDbCommand(sql, this);
        return command.ExecuteChunks(cancellationToken);
    }

    /// <summary>Adds rows to a table.</summary>
    /// <param name="table">The table.</param>
    /// <exception cref="DuckDbException">There is no such table.</exception>
    public DuckDbAppender CreateAppender(string table) => CreateAppender(schema: null, table);

    /// <summary>Adds rows to a table.</summary>
    /// <param name="schema">The table's schema; <see langword="null"/> for the current one.</param>
    /// <param name="table">The table.</param>
    /// <exception cref="DuckDbException">There is no such table.</exception>
    public DuckDbAppender CreateAppender(string? schema, string table) => new(this, schema, table);

    /// <inheritdoc cref="DbConnection.CreateCommand"/>
    public new DuckDbCommand CreateCommand() => new("", this);

    /// <summary>A command with its text.</summary>
    public DuckDbCommand CreateCommand(string sql) => new(sql, this);

    /// <inheritdoc cref="DbConnection.BeginTransaction()"/>
    public new DuckDbTransaction BeginTransaction() => (DuckDbTransaction)BeginDbTransaction(IsolationLevel.Unspecified);

    /// <summary>Makes a function known to all connections of the database; nothing happens where it is known already.</summary>
    /// <param name="name">Its name in SQL.</param>
    /// <param name="body">Runs on the engine's threads, on several at once.</param>
    /// <exception cref="DuckDbException">The engine refused it.</exception>
    public void Define(string name, TextFunction body) =>
        (_engine ?? throw new InvalidOperationException("The connection is closed.")).Define(Handle, name, body);

    /// <summary>Makes <see cref="Progress"/> known, for queries that start from now on.</summary>
    public void TrackProgress() =>
        Execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0");

    /// <summary>Stops the running command; it throws. Without one, nothing happens. Any thread may call it.</summary>
    public void Interrupt() => Volatile.Read(ref _running)?.Cancel();

    /// <summary>Makes another catalog the current one.</summary>
    public override void ChangeDatabase(string databaseName) => Execute($"USE {DuckDbSql.Identifier(databaseName)}");

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        if (isolationLevel is IsolationLevel.Serializable or IsolationLevel.Chaos)
            throw new NotSupportedException("DuckDB's transactions are snapshots.");
        if (CurrentTransaction is not null) throw new InvalidOperationException("The connection has an open transaction.");
        return CurrentTransaction = new DuckDbTransaction(this);
    }

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => CreateCommand();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }

    /// <summary>Before a statement runs.</summary>
    internal void BeginQuery(Interruption interruption)
    {
        SetStreamAside();
        Volatile.Write(ref _running, interruption);
    }

    /// <summary>Takes the rest of an open streaming result into memory, since what comes next would cut it off.</summary>
    internal void SetStreamAside()
    {
        ResultStream? stream;
        lock (_lock) stream = _stream;
        stream?.Buffer();
    }

    internal void Remember(ResultStream stream)
    {
        lock (_lock) _stream = stream;
    }

    internal void Forget(ResultStream stream)
    {
        lock (_lock)
        {
            if (_stream == stream) _stream = null;
        }
    }

    internal void Forget(Interruption interruption) => Interlocked.CompareExchange(ref _running, null, interruption);

    /// <summary>
    /// Ends a query that was not read to its end. The engine does so only when the connection takes up its next task, and until then holds
    /// the query's snapshot and files; preparing nothing is the least of tasks. Its error ("no statement") is what is expected.
    /// </summary>
    internal unsafe void AbandonQuery()
    {
        if (_handle is not { } handle) return;
        byte nothing = 0;
        _ = Api.duckdb_prepare(handle, &nothing, out var address);
        new StatementHandle(address).Dispose();
    }

    private void Attach(Engine engine)
    {
        _handle = engine.Connect();
        _engine = engine;
    }

    private string? Setting(string key) => _settings.TryGetValue(key, out var value) ? value.ToString() : null;

    private IEnumerable<KeyValuePair<string, string>> EngineSettings()
    {
        // Nothing is ever fetched from the network behind the user's back.
        if (!_settings.ContainsKey("autoinstall_known_extensions")) yield return new("autoinstall_known_extensions", "false");
        foreach (string key in _settings.Keys)
        {
            if (!key.Equals("Data Source", StringComparison.OrdinalIgnoreCase) && !key.Equals("DataSource", StringComparison.OrdinalIgnoreCase))
                yield return new(key, Setting(key) ?? "");
        }
    }
}
