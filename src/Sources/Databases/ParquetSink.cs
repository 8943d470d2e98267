using Carelake.DuckDb;

namespace Carelake.Sources.Databases;

/// <summary>
/// Gathers rows in a temporary engine database on disk and writes them as one typed Parquet file. Memory stays bounded whatever the
/// number of rows; the same rows in the same order give the same bytes. What is not finished leaves no file.
/// </summary>
internal sealed class ParquetSink : IAsyncDisposable
{
    private const string MemoryLimit = "512MB";
    private readonly string _databasePath;
    private readonly string _parquetPath;
    private readonly DuckDbConnection _connection;
    private readonly DuckDbTransaction _transaction;
    private readonly DuckDbAppender _appender;
    private bool _isFinished;

    public ParquetSink(string scratchFolder, IReadOnlyList<SourceColumn> columns)
    {
        Directory.CreateDirectory(scratchFolder);
        var name = Path.Combine(scratchFolder, Guid.NewGuid().ToString("n"));
        (_databasePath, _parquetPath) = (name + ".duckdb", name + ".parquet");
        // One thread keeps the rows' order and the bytes the same, and leaves the machine to the transformations.
        _connection = new DuckDbConnection($"Data Source={_databasePath};memory_limit={MemoryLimit};threads=1");
        _connection.Open();
        _connection.Execute(
            $"CREATE TABLE extract ({string.Join(", ", columns.Select(column => $"{DuckDbSql.Identifier(column.Name)} {column.Type}"))})");
        _transaction = _connection.BeginTransaction();
        _appender = _connection.CreateAppender("extract");
    }

    public long RowCount { get; private set; }

    public void Append(ReadOnlySpan<object?> values)
    {
        _appender.AppendRow(values);
        RowCount++;
    }

    /// <summary>Writes the file; it stays when the sink goes.</summary>
    public string Finish(CancellationToken cancellationToken)
    {
        _appender.Close();
        _connection.Execute(
            $"COPY extract TO {DuckDbSql.Literal(_parquetPath)} (FORMAT parquet, COMPRESSION zstd)", cancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_parquetPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _isFinished = true;
        return _parquetPath;
    }

    public async ValueTask DisposeAsync()
    {
        DisposeAppender();
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
        File.Delete(_databasePath);
        File.Delete(_databasePath + ".wal");
        if (!_isFinished)
            File.Delete(_parquetPath);
    }

    // Closing flushes what a failed pull no longer needs; that this may fail in its turn must not hide the first failure.
    private void DisposeAppender()
    {
        try
        {
            _appender.Dispose();
        }
        catch (Exception exception) when (exception is DuckDbException or InvalidOperationException && !_isFinished)
        {
            _isFinished = false;
        }
    }
}
