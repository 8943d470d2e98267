using Carelake.Lake.Landing;
using MySql.Data.MySqlClient;

namespace Carelake.Sources.MySql;

/// <summary>Settings of a MySQL or MariaDB source.</summary>
/// <param name="ConnectionString"><c>connection</c>: MySQL's key=value form.</param>
public sealed record MySqlOptions(string ConnectionString)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="Core.CarelakeException"><c>SRC-0004</c>: a setting is missing or wrong.</exception>
    public static MySqlOptions From(TablePull pull)
    {
        var text = Setting.Required(pull, "connection", "the connection string, as env:NAME, file:PATH or keyvault:NAME");
        var builder = Parse(pull, text);
        builder.Pooling = false;
        builder.ConnectionTimeout = (uint)Math.Clamp(pull.Timeout.TotalSeconds, 1, 30);
        // 0000-00-00 is no date; it becomes the smallest DateTime here, and no value in the dialect.
        builder.ConvertZeroDateTime = true;
        builder.TreatTinyAsBoolean = false;
        builder.CharacterSet = "utf8mb4";
        return new MySqlOptions(builder.ConnectionString);
    }

    /// <summary>Nothing: the connection string holds a password.</summary>
    public override string ToString() => nameof(MySqlOptions);

    private static MySqlConnectionStringBuilder Parse(TablePull pull, string text)
    {
        try
        {
            return new MySqlConnectionStringBuilder(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Setting.Wrong(pull, "connection", "The connection string is not one of MySQL.");
        }
    }
}
