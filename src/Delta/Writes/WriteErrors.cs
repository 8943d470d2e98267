using Carelake.Core;

namespace Carelake.Delta.Writes;

/// <summary>The errors of writing, each worded once.</summary>
internal static class WriteErrors
{
    public static CarelakeException Conflict(string table, string what) => new(
        "DELTA-0110", $"Another writer came first: {what}.", table,
        "Read the table again and repeat the operation.", isTransient: true);

    public static CarelakeException TooManyAttempts(string table, int attempts) => new(
        "DELTA-0111", $"{attempts} other commits came first; the table is too busy.", table,
        "Try again, or write less often and more at a time.", isTransient: true);

    public static CarelakeException TransactionOutOfOrder(string table, string appId) => new(
        "DELTA-0112", $"The transaction {appId} is behind the table while others of the same change are ahead.", table,
        "Find out who else writes under this name.");

    public static CarelakeException Feature(string table, string feature) => new(
        "DELTA-0113", $"The table needs {feature}, which this program does not write.", table,
        "Write it with the program that made it, or make a new table of its rows.");

    public static CarelakeException NoTable(string table) => new(
        "DELTA-0114", "There is no Delta table.", table, "Create it first, or correct the path.");

    public static CarelakeException TableExists(string table) => new(
        "DELTA-0115", "There is a Delta table already.", table, "Write to it, or choose another folder.");

    public static CarelakeException AppendOnly(string table) => new(
        "DELTA-0116", "The table is append-only: its rows are never removed.", table,
        "Set delta.appendOnly to false if that is no longer what its owner wants.");

    public static CarelakeException Columns(string table, string what) => new(
        "DELTA-0120", $"The rows do not fit the table: {what}.", table,
        "Name and cast the columns as the table has them, or allow the schema to evolve.");

    public static CarelakeException NullInRequired(string table, string column) => new(
        "DELTA-0121", $"The column {column} does not allow null, and a row has none there.", table,
        "Fill the value in, or put the row aside before writing.");

    public static CarelakeException Partitioning(string table, string what) => new(
        "DELTA-0122", $"The table cannot be partitioned so: {what}.", table, "Partition by other columns.");

    public static CarelakeException OutsideOverwrite(string table, Exception inner) => new(
        "DELTA-0123", "A row to write does not fulfil the condition of the rows it replaces.", table,
        "Correct the condition, or leave the row out.", inner);

    public static CarelakeException UnknownFile(string table) => new(
        "DELTA-0124", "A row to remove is in a file that the table's version read does not hold.", table,
        "Scan the version that is named as read, with row locations.");

    public static CarelakeException AmbiguousSource(string table) => new(
        "DELTA-0125", "Several source rows of a merge have the same key.", table,
        "Keep one row for each key before merging.");

    public static CarelakeException Disk(string table, Exception inner) => new(
        "DELTA-0126", "The rows could not be written; the table is as it was.", table,
        "Check free space and permissions, then run again.", inner, isTransient: true);
}
