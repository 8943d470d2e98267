using Carelake.Core;
using Carelake.DuckDb;
using Microsoft.Data.Sqlite;

namespace Carelake.Lake.Landing;

/// <summary>Tells "no space left" from other failures of a disk.</summary>
public static class DiskFull
{
    private const int NoSpaceOnUnix = 28;
    private const int QuotaOnUnix = 122;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);
    private const int SqliteFull = 13;

    /// <summary>The disk, or this user's share of it, is full.</summary>
    public static bool Is(IOException exception) => exception.HResult is NoSpaceOnUnix or QuotaOnUnix or NoSpaceOnWindows;

    /// <summary>The failure in words.</summary>
    /// <param name="place">Table or folder; may be empty.</param>
    /// <param name="inner">What happened.</param>
    public static CarelakeException Explain(string place, Exception inner) => new(
        "LAKE-0304", "The disk is full; nothing was written half, nothing was lost.", place, "Free some space and run again.", inner);

    /// <summary>A full disk is what is behind a failure, whoever reported it: files, the engine, or the operational database.</summary>
    public static bool IsCause(Exception? exception) => exception switch
    {
        null => false,
        IOException io when Is(io) => true,
        DuckDbException engine when engine.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase) => true,
        SqliteException { SqliteErrorCode: SqliteFull } => true,
        AggregateException all => all.InnerExceptions.Any(IsCause),
        _ => IsCause(exception.InnerException),
    };
}
