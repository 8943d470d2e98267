using Carelake.Lake.Landing;
using Npgsql;

namespace Carelake.Sources.PostgreSql;

/// <summary>Settings of a PostgreSQL source.</summary>
/// <param name="ConnectionString"><c>connection</c>: Npgsql's key=value form, or a <c>postgresql://</c> URI.</param>
public sealed record PostgreSqlOptions(string ConnectionString)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="Core.CarelakeException"><c>SRC-0004</c>: a setting is missing or wrong.</exception>
    public static PostgreSqlOptions From(TablePull pull)
    {
        var text = Setting.Required(pull, "connection", "the connection string, as env:NAME, file:PATH or keyvault:NAME");
        var builder = text.StartsWith("postgres", StringComparison.Ordinal) && text.Contains("://", StringComparison.Ordinal)
            ? FromUri(pull, text)
            : Parse(pull, text);
        builder.CommandTimeout = (int)Math.Ceiling(pull.Timeout.TotalSeconds);
        builder.Timeout = (int)Math.Clamp(pull.Timeout.TotalSeconds, 1, 30);
        builder.ApplicationName ??= "carelake";
        // A pull is one long transaction: a pooled connection would only keep the source's slot afterwards.
        builder.Pooling = false;
        return new PostgreSqlOptions(builder.ConnectionString);
    }

    /// <summary>Nothing: the connection string holds a password.</summary>
    public override string ToString() => nameof(PostgreSqlOptions);

    private static NpgsqlConnectionStringBuilder Parse(TablePull pull, string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (ArgumentException)
        {
            throw Setting.Wrong(pull, "connection", "The connection string is not one of PostgreSQL.");
        }
    }

    private static NpgsqlConnectionStringBuilder FromUri(TablePull pull, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            throw Setting.Wrong(pull, "connection", "The connection URI is malformed.");
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
        };
        if (user[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2)
            builder.Password = Uri.UnescapeDataString(user[1]);
        return builder;
    }
}
