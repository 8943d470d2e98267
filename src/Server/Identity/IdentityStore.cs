using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Carelake.Core;
using Carelake.Lake.Operations;
using Dapper;

namespace Carelake.Server.Identity;

/// <summary>Accounts, sessions, API keys and failed attempts of one tenant, in SQLite or PostgreSQL. Every change is one statement, or one transaction.</summary>
public sealed partial class IdentityStore
{
    private readonly OperationsDialect _dialect;
    private readonly TimeProvider _time;

    private IdentityStore(OperationsDialect dialect, TimeProvider time)
    {
        _dialect = dialect;
        _time = time;
    }

    /// <summary>Opens the database and makes its tables when missing.</summary>
    /// <exception cref="CarelakeException">SRV-0100: it cannot be opened.</exception>
    public static async Task<IdentityStore> OpenAsync(OperationsDialect dialect, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = new IdentityStore(dialect, time);
        try
        {
            await store.ExecuteAsync(IdentitySchema.Create, new { }, cancellationToken);
        }
        catch (DbException exception)
        {
            throw new CarelakeException(
                "SRV-0100", $"The database of accounts cannot be opened ({exception.GetType().Name}).", dialect is OperationsDialect.SqliteFile file ? file.Path : "PostgreSQL",
                "Check that its folder is writable, or that the PostgreSQL of `operations:` in carelake.yaml answers.", exception, isTransient: true);
        }

        return store;
    }

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await _dialect.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    private async Task<List<T>> QueryAsync<T>(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await _dialect.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))];
    }

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string List(IEnumerable<string> items) => JsonSerializer.Serialize(items);

    private static System.Collections.Immutable.ImmutableArray<string> List(string json) => [.. JsonSerializer.Deserialize<string[]>(json) ?? []];
}
