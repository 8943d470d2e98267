using Carelake.Lake.Landing;
using Microsoft.Data.SqlClient;

namespace Carelake.Sources.SqlServer;

/// <summary>Settings of an SQL Server or Azure SQL source.</summary>
/// <param name="ConnectionString"><c>connection</c>: SqlClient's key=value form; Azure logins by its <c>Authentication</c> key.</param>
public sealed record SqlServerOptions(string ConnectionString)
{
    /// <summary>Reads the settings. Encryption is on unless the connection string says otherwise.</summary>
    /// <exception cref="Core.CarelakeException"><c>SRC-0004</c>: a setting is missing or wrong.</exception>
    public static SqlServerOptions From(TablePull pull)
    {
        var text = Setting.Required(pull, "connection", "the connection string, as env:NAME, file:PATH or keyvault:NAME");
        var builder = Parse(pull, text);
        if (!text.Contains("Encrypt", StringComparison.OrdinalIgnoreCase))
            builder.Encrypt = true;
        builder.ApplicationIntent = ApplicationIntent.ReadOnly;
        builder.ConnectTimeout = (int)Math.Clamp(pull.Timeout.TotalSeconds, 1, 30);
        builder.Pooling = false;
        if (!text.Contains("Application Name", StringComparison.OrdinalIgnoreCase))
            builder.ApplicationName = "carelake";
        return new SqlServerOptions(builder.ConnectionString);
    }

    /// <summary>Nothing: the connection string holds a password.</summary>
    public override string ToString() => nameof(SqlServerOptions);

    private static SqlConnectionStringBuilder Parse(TablePull pull, string text)
    {
        try
        {
            return new SqlConnectionStringBuilder(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Setting.Wrong(pull, "connection", "The connection string is not one of SQL Server.");
        }
    }
}
