using Carelake.Core;
using Carelake.Lake.Landing;
using Microsoft.Data.Sqlite;

namespace Carelake.Sources.Sqlite;

/// <summary>Settings of an SQLite source.</summary>
/// <param name="ConnectionString"><c>connection</c> or <c>path</c>: a path from the project's folder, or <c>Data Source=path</c>.</param>
public sealed record SqliteOptions(string ConnectionString)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="CarelakeException"><c>SRC-0004</c> a setting is missing; <c>SRC-0009</c> there is no such file.</exception>
    public static SqliteOptions From(TablePull pull)
    {
        var text = pull.Setting("path") ?? Setting.Required(pull, "connection", "the path of the database file");
        var builder = text.Contains('=', StringComparison.Ordinal) ? Parse(pull, text) : new SqliteConnectionStringBuilder { DataSource = text };
        builder.DataSource = Setting.FullPath(pull, builder.DataSource);
        if (!File.Exists(builder.DataSource))
        {
            throw new CarelakeException(
                "SRC-0009", "The database file is not there.", pull.SourceId, "Correct `connection` of this source.");
        }

        builder.Mode = SqliteOpenMode.ReadOnly;
        builder.Pooling = false;
        builder.DefaultTimeout = (int)Math.Clamp(pull.Timeout.TotalSeconds, 1, 60);
        return new SqliteOptions(builder.ConnectionString);
    }

    /// <summary>Nothing: the connection string may hold a password.</summary>
    public override string ToString() => nameof(SqliteOptions);

    private static SqliteConnectionStringBuilder Parse(TablePull pull, string text)
    {
        try
        {
            return new SqliteConnectionStringBuilder(text);
        }
        catch (ArgumentException)
        {
            throw Setting.Wrong(pull, "connection", "The connection string is not one of SQLite.");
        }
    }
}
