using Carelake.DuckDb;

namespace Carelake.Lake.Quality;

/// <summary>
/// The shape of every quarantine table, <c>quarantine.NAME</c>: what waits, why, where it came from and what became of it. The payload is
/// the source's own record, so that it can be mended and mapped again.
/// </summary>
public static class QuarantineTable
{
    /// <summary>A rule of the model was broken.</summary>
    public const string RuleCode = "LAKE-0502";

    /// <summary>The record could not be read as a row.</summary>
    public const string RejectCode = "LAKE-0503";

    /// <summary>Name and SQL type of each column, in order.</summary>
    public static IReadOnlyList<(string Name, string Type)> Columns { get; } =
    [
        ("quarantine_id", "varchar"), ("rule", "varchar"), ("reason", "varchar"), ("code", "varchar"), ("severity", "varchar"),
        ("bronze_table", "varchar"), ("_source_id", "varchar"), ("_batch_id", "varchar"), ("_landing_file", "varchar"),
        ("_position", "bigint"), ("effective_at", "timestamp"), ("payload", "varchar"), ("mended_payload", "varchar"),
        ("status", "varchar"), ("run_id", "varchar"), ("quarantined_at", "timestamp"), ("resolved_at", "timestamp"),
    ];

    /// <summary>The quarantine of a silver table, or of a bronze table's unreadable records.</summary>
    /// <param name="table">Full name: <c>silver.patient</c> gives <c>quarantine.patient</c>.</param>
    public static string NameOf(string table) => "quarantine." + table[(table.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Every column of the table, named and typed, from expressions for them.</summary>
    /// <param name="expressions">By column name; a column without one is NULL.</param>
    public static string SelectList(IReadOnlyDictionary<string, string> expressions) => string.Join(", ", Columns.Select(column =>
        $"cast({expressions.GetValueOrDefault(column.Name, "null")} as {column.Type}) as {DuckDbSql.Identifier(column.Name)}"));

    /// <summary>
    /// The id of what waits: the same record of the same batch has the same id however often it is tried, so that nothing waits twice.
    /// </summary>
    /// <param name="table">Full name of the quarantine table.</param>
    /// <param name="batch">SQL of the batch id.</param>
    /// <param name="position">SQL of the position.</param>
    public static string IdSql(string table, string batch, string position) =>
        $"md5(concat_ws('|', {DuckDbSql.Literal(table)}, {batch}, cast({position} as varchar)))";
}
