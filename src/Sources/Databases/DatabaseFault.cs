using System.Data.Common;
using System.Net.Sockets;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Sources.Databases;

/// <summary>
/// Turns what drivers throw into errors for a person. The driver's own message stays inside, unshown: it may quote a row.
/// </summary>
internal static class DatabaseFault
{
    public static bool Is(Exception exception) =>
        exception is DbException or IOException or SocketException or TimeoutException or InvalidOperationException
            or FormatException or OverflowException or InvalidCastException or NotSupportedException;

    public static CarelakeException Connecting(SqlDialect dialect, TablePull pull, Exception exception) => new(
        "SRC-0001", "The database cannot be reached or refuses the login" + State(exception) + ".", pull.SourceId,
        "Check that it runs, and `connection` of this source.", exception, IsTransient(dialect, exception));

    public static CarelakeException Reading(SqlDialect dialect, TablePull pull, Exception exception) => exception switch
    {
        DbException missing when dialect.IsMissing(missing) => new CarelakeException(
            "SRC-0002", "The table, or a column that its settings name, is not in the source" + State(exception) + ".",
            pull.ToString(), "Correct `table`, `watermark` or `keys`, or grant the login the right to see it.", exception),
        FormatException or OverflowException or InvalidCastException or NotSupportedException => new CarelakeException(
            "SRC-0005", "A value does not fit the type its column declares.", pull.ToString(),
            "Name the column in `as_text` of this table, and let the mapping convert it.", exception),
        _ => new CarelakeException(
            "SRC-0003", "The database went away or failed while the table was read" + State(exception) + "; nothing was taken.",
            pull.ToString(), "Run again; what was not taken comes with the next pull.", exception, IsTransient(dialect, exception)),
    };

    private static bool IsTransient(SqlDialect dialect, Exception exception) =>
        exception is DbException database ? dialect.IsTransient(database) : exception is IOException or SocketException or TimeoutException;

    private static string State(Exception exception) =>
        exception is DbException { SqlState: { Length: > 0 } state } ? $" (SQLSTATE {state})" : "";
}
