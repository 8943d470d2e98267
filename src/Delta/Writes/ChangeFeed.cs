using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Writes;

/// <summary>
/// Change data of a commit that removes rows, for tables that ask for a change data feed. (Of a commit that only adds files, readers
/// take the files themselves.) See "Change Data Files" in the Delta protocol.
/// </summary>
internal sealed class ChangeFeed : IDisposable
{
    private const string Folder = "_change_data";
    private const string ChangeType = "_change_type";

    private readonly DuckDbConnection connection;
    private readonly DeltaSnapshot snapshot;
    private readonly DeltaChange change;
    private readonly string addedRows = DuckDbSql.Identifier($"_carelake_added_{Guid.NewGuid():N}");
    private string? addedRowsSql;
    private bool hasAddedRows;

    private ChangeFeed(DuckDbConnection connection, DeltaSnapshot snapshot, DeltaChange change)
    {
        this.connection = connection;
        this.snapshot = snapshot;
        this.change = change;
    }

    /// <summary>
    /// The feed of a change; <see langword="null"/> when the table wants none, or the change needs none. One that replaces everything needs
    /// none: readers take the files that went and those that came.
    /// </summary>
    public static ChangeFeed? For(DuckDbConnection connection, DeltaSnapshot snapshot, DeltaChange change, bool removesRows) =>
        removesRows && change.Overwrite is not { Predicate: null } && WriterFeatures.IsOn(snapshot.Metadata.Configuration, WriterFeatures.ChangeDataFeedProperty)
            ? new ChangeFeed(connection, snapshot, change)
            : null;

    /// <summary>Computes the added rows once, since both the table and the feed get them, unless they are at hand.</summary>
    public string AddedRowsSql(string rowsSql)
    {
        if (change.RowsAreAtHand) return addedRowsSql = rowsSql;
        connection.Execute($"CREATE TEMP TABLE {addedRows} AS\n{rowsSql}");
        hasAddedRows = true;
        return addedRowsSql = $"SELECT * FROM {addedRows}";
    }

    /// <summary>Writes the changed rows with their change types.</summary>
    public WrittenFiles Write(
        DataFileWriter files, StructType schema, IReadOnlyList<string> partitionColumns, long now, CancellationToken cancellationToken)
    {
        var feedSchema = new StructType([.. schema.Fields, new StructField(ChangeType, PrimitiveType.String)]);
        var rows = change.ChangeRowsSql is { } given ? [given] : DefaultRows();
        var parts = rows.Select(sql => RowsProjection.Describe(connection, sql).SelectFor(feedSchema, snapshot.TableFolder));
        return files.Write(string.Join("\nUNION ALL\n", parts), feedSchema, partitionColumns, now, Folder, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (hasAddedRows) connection.Execute($"DROP TABLE IF EXISTS {addedRows}");
    }

    private IEnumerable<string> DefaultRows()
    {
        yield return change.RemovedContentSql is { } content
            ? $"SELECT *, 'delete' AS {ChangeType} FROM (\n{content}\n)"
            : $"SELECT * EXCLUDE (_file, _file_row), 'delete' AS {ChangeType} FROM (\n{RemovedRows()}\n)";
        if (addedRowsSql is not null) yield return $"SELECT *, 'insert' AS {ChangeType} FROM (\n{addedRowsSql}\n)";
    }

    private string RemovedRows()
    {
        var located = RowSelections.Located(snapshot);
        if (change.RemovedRowsSql is { } removed)
            return $"SELECT t.* FROM (\n{located}\n) AS t SEMI JOIN (\n{removed}\n) AS r ON t._file = r._file AND t._file_row = r._file_row";
        return change.Overwrite?.Predicate is { } predicate ? $"SELECT * FROM (\n{located}\n) WHERE ({predicate})" : located;
    }
}
