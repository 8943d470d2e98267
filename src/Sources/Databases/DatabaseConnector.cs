using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Sources.Databases;

/// <summary>
/// Reads tables through ADO.NET into typed Parquet, row by row: memory does not grow with the table. Everything of one pull is read
/// in one transaction that sees one moment, as far as the system can.
/// </summary>
public abstract class DatabaseConnector : ISnapshotConnector
{
    private const int RowsBetweenReports = 10_000;
    private readonly SqlDialect _dialect;

    private protected DatabaseConnector(SqlDialect dialect) => _dialect = dialect;

    /// <inheritdoc/>
    public string Name => _dialect.Name;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Extract> ReadAsync(TablePull pull, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await PullAsync(pull, cancellationToken) is { } extract)
            yield return extract;
    }

    /// <inheritdoc/>
    public async Task<SourceSnapshot> OpenSnapshotAsync(TablePull pull, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(pull, cancellationToken);
        try
        {
            var transaction = await _dialect.BeginAsync(connection, pull, cancellationToken);
            return new DatabaseSnapshot(
                connection, transaction, await _dialect.ExportSnapshotAsync(connection, cancellationToken));
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync();
            if (DatabaseFault.Is(exception))
                throw DatabaseFault.Connecting(_dialect, pull, exception);
            throw;
        }
    }

    private async Task<Extract?> PullAsync(TablePull pull, CancellationToken cancellationToken)
    {
        if (pull.Snapshot is not DatabaseSnapshot snapshot)
        {
            await using var own = await ConnectAsync(pull, cancellationToken);
            return await InTransactionAsync(pull, own, exported: null, cancellationToken);
        }

        if (snapshot.Exported is not null)
        {
            await using var own = await ConnectAsync(pull, cancellationToken);
            return await InTransactionAsync(pull, own, snapshot.Exported, cancellationToken);
        }

        await snapshot.TakeTurnAsync(cancellationToken);
        try
        {
            return await GuardedAsync(pull, () => ReadTableAsync(pull, snapshot.Connection, snapshot.Transaction, cancellationToken), cancellationToken);
        }
        finally
        {
            snapshot.EndTurn();
        }
    }

    private async Task<DbConnection> ConnectAsync(TablePull pull, CancellationToken cancellationToken)
    {
        DbConnection? connection = null;
        try
        {
            connection = _dialect.Connect(pull);
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (Exception exception)
        {
            if (connection is not null)
                await connection.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (DatabaseFault.Is(exception) || exception is ArgumentException)
                throw DatabaseFault.Connecting(_dialect, pull, exception);
            throw;
        }
    }

    private Task<Extract?> InTransactionAsync(
        TablePull pull, DbConnection connection, string? exported, CancellationToken cancellationToken) =>
        GuardedAsync(
            pull,
            async () =>
            {
                await using var transaction = await _dialect.BeginAsync(connection, pull, cancellationToken);
                if (exported is not null)
                    await _dialect.ImportSnapshotAsync(connection, exported, cancellationToken);
                return await ReadTableAsync(pull, connection, transaction, cancellationToken);
            },
            cancellationToken);

    private async Task<Extract?> GuardedAsync(TablePull pull, Func<Task<Extract?>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (IsDiskFull(exception))
        {
            throw new CarelakeException(
                "SRC-0007", "The disk is full; nothing was taken.", pull.ScratchFolder, "Free some space and run again.", exception);
        }
        catch (Exception exception) when (DatabaseFault.Is(exception) && exception is not DuckDb.DuckDbException)
        {
            // Drivers report a cancelled command as a failure of their own.
            cancellationToken.ThrowIfCancellationRequested();
            throw DatabaseFault.Reading(_dialect, pull, exception);
        }
    }

    private static bool IsDiskFull(Exception exception) => exception switch
    {
        DuckDb.DuckDbException => exception.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase),
        IOException io => DiskFull.Is(io),
        _ => false,
    };

    private async Task<Extract?> ReadTableAsync(
        TablePull pull, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var options = DatabaseOptions.From(pull);
        var before = WatermarkState.FromJson(pull.State);
        var columns = await DescribeAsync(pull, options, connection, transaction, cancellationToken);
        pull = WithActualNames(pull, columns);
        var tracker = pull.Load == LoadType.Full
            ? null
            : new WatermarkTracker(before, options.Lookback, pull.Clock.GetUtcNow() + TimeSpan.FromDays(1));

        await using var sink = new ParquetSink(pull.ScratchFolder, columns);
        await using (var command = Command(connection, transaction, pull))
        {
            command.CommandText = TableQuery.Rows(_dialect, options.Table, columns, pull, tracker?.Start is not null);
            if (tracker?.Start is { } start)
                AddParameter(command, start);
            // A stopped pull must not wait for the rest of a large table.
            await using var stop = cancellationToken.Register(command.Cancel);
            await CopyAsync(command, columns, tracker, WatermarkOrdinal(pull, columns), sink, pull, cancellationToken);
        }

        return await FinishAsync(pull, options, before, tracker, sink, cancellationToken);
    }

    private static async Task CopyAsync(
        DbCommand command, IReadOnlyList<SourceColumn> columns, WatermarkTracker? tracker, int watermark, ParquetSink sink,
        TablePull pull, CancellationToken cancellationToken)
    {
        using var hasher = new RowHasher();
        var values = new object?[columns.Count];
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var index = 0; index < values.Length; index++)
                values[index] = reader.GetValue(index) is var value and not DBNull ? columns[index].Convert(value) : null;
            if (tracker is not null && !tracker.IsNew(values[watermark], hasher.Hash(values)))
                continue;
            sink.Append(values);
            if (sink.RowCount % RowsBetweenReports == 0)
                pull.Rows?.Report(sink.RowCount);
        }

        pull.Rows?.Report(sink.RowCount);
    }

    private static async Task<Extract?> FinishAsync(
        TablePull pull, DatabaseOptions options, WatermarkState before, WatermarkTracker? tracker, ParquetSink sink,
        CancellationToken cancellationToken)
    {
        if (tracker is not null && sink.RowCount == 0)
            return null;
        var path = sink.Finish(cancellationToken);
        var sha256 = await ContentHash.OfFileAsync(path, cancellationToken);
        if (tracker is null && sha256 == before.Content)
        {
            File.Delete(path);
            return null;
        }

        return new Extract
        {
            Name = $"{pull.SourceId}.{options.Table}",
            Path = path,
            Format = ExtractFormat.Parquet,
            NextState = (tracker?.Next() ?? new WatermarkState { Content = sha256 }).ToJson(),
            RowCount = sink.RowCount,
            IsFullSnapshot = tracker is null,
            Sha256 = sha256,
            DeleteAfterLanding = true,
            Issues = tracker?.RowsWithoutWatermark > 0
                ? [new Issue("SRC-0008", Severity.Warning, pull.ToString(), $"{tracker.RowsWithoutWatermark} rows have no watermark; only a full load sees them change.")]
                : [],
        };
    }

    private async Task<IReadOnlyList<SourceColumn>> DescribeAsync(
        TablePull pull, DatabaseOptions options, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var declared = await _dialect.DeclaredTypesAsync(connection, transaction, options.Table, cancellationToken);
        await using var command = Command(connection, transaction, pull);
        command.CommandText = TableQuery.Describe(_dialect, options.Table);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancellationToken);
        return
        [
            .. reader.GetColumnSchema().Select((column, ordinal) => options.AsText.Contains(column.ColumnName)
                ? AsText(column.ColumnName)
                : _dialect.Describe(
                    column,
                    declared.GetValueOrDefault(column.ColumnName) ?? column.DataTypeName ?? reader.GetDataTypeName(ordinal))),
        ];
    }

    private SourceColumn AsText(string name) => new(name, _dialect.TextOf(_dialect.Quote(name)), "VARCHAR", ColumnTypes.Text);

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, TablePull pull)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = (int)Math.Clamp(Math.Ceiling(pull.Timeout.TotalSeconds), 1, int.MaxValue);
        return command;
    }

    private void AddParameter(DbCommand command, object start)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = TableQuery.Parameter;
        _dialect.Bind(parameter, start);
        command.Parameters.Add(parameter);
    }

    private static int WatermarkOrdinal(TablePull pull, IReadOnlyList<SourceColumn> columns) =>
        pull.Load == LoadType.Full ? -1 : columns.TakeWhile(column => column.Name != pull.Watermark).Count();

    // Settings may spell a column in another case than the source does; quoted SQL may not.
    private static TablePull WithActualNames(TablePull pull, IReadOnlyList<SourceColumn> columns)
    {
        string Actual(string name, string setting) =>
            columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase))?.Name
            ?? throw new CarelakeException(
                "SRC-0006", $"The column {name} of `{setting}` is not in the table.", pull.ToString(),
                $"Correct `{setting}` of this table in carelake.yaml.");

        return pull with
        {
            Watermark = pull.Load == LoadType.Full ? null : Actual(pull.Watermark!, "watermark"), // Checked by DatabaseOptions.
            Keys = [.. pull.Keys.Select(key => Actual(key, "keys"))],
        };
    }
}
