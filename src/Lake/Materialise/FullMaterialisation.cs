using Carelake.Delta.Log;
using Carelake.DuckDb;

namespace Carelake.Lake.Materialise;

/// <summary>A table computed as a whole. Content that is there already is not written again.</summary>
public static class FullMaterialisation
{
    /// <summary>The operation parameter of a commit that holds the <see cref="StagedRows.ContentHash"/> of what it wrote.</summary>
    public const string ContentHashParameter = "contentHash";

    private const string Staged = "_full_staged";
    private const int MostCommitsRead = 50;

    /// <summary>Computes the rows into a temporary table and says what they are.</summary>
    /// <param name="connection">Its temporary table holds the rows until the next call on it.</param>
    /// <param name="selectSql">The model.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static StagedRows Stage(DuckDbConnection connection, string selectSql, CancellationToken cancellationToken)
    {
        connection.Execute($"create or replace temp table {Staged} as {selectSql}", cancellationToken);
        // The engine's hash is quick but not promised to stay: its version stands beside it, so that at worst a table is written again.
        // Names and types belong to the content: a renamed column is a change.
        var hash = connection.Scalar<string>(
            $"""
            select version() || ':' || count(*) || ':' || coalesce(sum(hash(row)), 0) || ':' ||
                (select md5(string_agg(column_name || ' ' || column_type, ',')) from (describe {Staged}))
            from {Staged} row
            """,
            cancellationToken);
        var count = connection.Scalar<long>($"select count(*) from {Staged}", cancellationToken);
        return new StagedRows($"select * from {Staged}", hash, count);
    }

    /// <summary>The content that the newest commit that says it wrote; null when none of the last commits does.</summary>
    /// <param name="tableFolder">Folder of the table.</param>
    /// <param name="version">Version to look back from.</param>
    public static string? WrittenContent(string tableFolder, long version)
    {
        var log = new LogStore(tableFolder);
        for (var at = version; at >= 0 && at > version - MostCommitsRead; at--)
        {
            var actions = log.ReadCommit(at);
            if (actions is null) return null;
            var said = actions.OfType<CommitInfo>().FirstOrDefault()?.OperationParameters?.GetValueOrDefault(ContentHashParameter);
            if (said is { ValueKind: System.Text.Json.JsonValueKind.String } content) return content.GetString();
            // A change by someone else: what is there now is not what we wrote. Compaction moves rows and changes none.
            if (actions.OfType<AddFile>().Any(file => file.DataChange) || actions.OfType<RemoveFile>().Any(file => file.DataChange)) return null;
        }

        return null;
    }
}
