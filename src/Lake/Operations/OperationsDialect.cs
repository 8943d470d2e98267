using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Carelake.Lake.Operations;

/// <summary>
/// What differs between the two databases that can hold operational state: how to connect. The schema and every statement are
/// the same text in both; see <c>docs/decisions/0006-operational-state.md</c>.
/// </summary>
public abstract record OperationsDialect
{
    private OperationsDialect() { }

    /// <summary>Opens a connection.</summary>
    /// <param name="ct">Cancels the attempt.</param>
    public abstract Task<DbConnection> OpenAsync(CancellationToken ct);

    /// <summary>Chooses by the shape of the setting: a PostgreSQL connection string or URL-free key=value text names a <c>Host</c>.</summary>
    /// <param name="setting">Empty or null for SQLite in <paramref name="defaultFile"/>; <c>sqlite:FILE</c>; else PostgreSQL.</param>
    /// <param name="defaultFile">The lake's own database file.</param>
    public static OperationsDialect Parse(string? setting, string defaultFile) => setting switch
    {
        null or "" => new SqliteFile(defaultFile),
        _ when setting.StartsWith("sqlite:", StringComparison.Ordinal) => new SqliteFile(setting["sqlite:".Length..]),
        _ => new Postgres(setting),
    };

    /// <summary>A file beside the lake: the default, needs no service.</summary>
    /// <param name="Path">The file; made with its folder when missing.</param>
    public sealed record SqliteFile(string Path) : OperationsDialect
    {
        /// <inheritdoc/>
        public override async Task<DbConnection> OpenAsync(CancellationToken ct)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!); // A file has a folder.
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, DefaultTimeout = 60 }.ToString());
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            // Readers never wait for the writer; a commit is on disk before the next step relies on it.
            command.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 60000;";
            await command.ExecuteNonQueryAsync(ct);
            return connection;
        }
    }

    /// <summary>A database of the group's own PostgreSQL.</summary>
    /// <param name="ConnectionString">Npgsql's; holds a secret, so it is never printed.</param>
    public sealed record Postgres(string ConnectionString) : OperationsDialect
    {
        /// <inheritdoc/>
        public override async Task<DbConnection> OpenAsync(CancellationToken ct)
        {
            var connection = new NpgsqlConnection(ConnectionString);
            await connection.OpenAsync(ct);
            return connection;
        }

        /// <summary>Does not print the connection string.</summary>
        public override string ToString() => "PostgreSQL";
    }
}
