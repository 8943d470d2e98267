using System.Data.Common;
using System.Globalization;
using Carelake.Core;
using Dapper;

namespace Carelake.Lake.Operations;

/// <summary>
/// Runs, batches, watermarks and audit, in SQLite or PostgreSQL. Written before bronze (a batch is landed) and after (it is
/// loaded); never the only proof that data was taken, since bronze itself says which batches it has.
/// </summary>
public sealed partial class OperationsStore
{
    private readonly OperationsDialect _dialect;
    private readonly TimeProvider _time;

    private OperationsStore(OperationsDialect dialect, TimeProvider time)
    {
        _dialect = dialect;
        _time = time;
    }

    /// <summary>Opens the database and makes its tables when missing.</summary>
    /// <param name="dialect">Which database.</param>
    /// <param name="time">Clock of ids and moments.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="CarelakeException">LAKE-0602: it cannot be opened; LAKE-0603: a newer program made it.</exception>
    public static async Task<OperationsStore> OpenAsync(OperationsDialect dialect, TimeProvider time, CancellationToken ct)
    {
        var store = new OperationsStore(dialect, time);
        try
        {
            await store.MigrateAsync(ct);
        }
        catch (DbException e)
        {
            throw new CarelakeException(
                "LAKE-0602", $"The operational database cannot be opened: {e.Message}", dialect.ToString(),
                "Check that its folder is writable, or that the PostgreSQL of `operations:` in carelake.yaml answers.", e, isTransient: true);
        }

        return store;
    }

    /// <summary>A new time-ordered id.</summary>
    public Guid NewId() => Guid.CreateVersion7(_time.GetUtcNow());

    private async Task MigrateAsync(CancellationToken ct)
    {
        await using var connection = await _dialect.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(OperationsSchema.Create, cancellationToken: ct));
        var version = await connection.QuerySingleOrDefaultAsync<long?>(
            new CommandDefinition("select max(version) from carelake_schema", cancellationToken: ct));
        if (version is > OperationsSchema.Version)
        {
            throw new CarelakeException(
                "LAKE-0603", $"The operational database has schema {version}; this program knows {OperationsSchema.Version}.",
                _dialect.ToString(), "Use the newer Carelake that made it.");
        }

        if (version == 1) await UpgradeAsync(connection, ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into carelake_schema (version) values (@Version) on conflict (version) do nothing",
            new { OperationsSchema.Version }, cancellationToken: ct));
    }

    // Another program may be at it too: within the transaction one looks again.
    private static async Task UpgradeAsync(DbConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var version = await connection.QuerySingleAsync<long>(
            new CommandDefinition("select max(version) from carelake_schema", transaction: transaction, cancellationToken: ct));
        if (version == 1)
        {
            await connection.ExecuteAsync(new CommandDefinition(OperationsSchema.From1, transaction: transaction, cancellationToken: ct));
            await connection.ExecuteAsync(new CommandDefinition(
                "insert into carelake_schema (version) values (2)", transaction: transaction, cancellationToken: ct));
        }

        await transaction.CommitAsync(ct);
    }

    private async Task ExecuteAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await _dialect.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }

    private async Task<List<T>> QueryAsync<T>(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await _dialect.OpenAsync(ct);
        return [.. await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct))];
    }

    private string Now() => Text(_time.GetUtcNow());

    private static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static string Text(Guid id) => id.ToString("D");

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Text<T>(T status)
        where T : struct, Enum => status.ToString().ToLowerInvariant();
}
