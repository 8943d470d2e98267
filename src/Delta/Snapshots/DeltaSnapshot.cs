using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Delta.Log;
using Carelake.Delta.Scans;
using Carelake.Delta.Schema;
using Carelake.DuckDb;

namespace Carelake.Delta.Snapshots;

/// <summary>A table as it was at one version. Never changes; safe for use by many threads.</summary>
public sealed class DeltaSnapshot
{
    private readonly Lazy<StructType> schema;
    private readonly Lazy<ImmutableArray<AddFile>> files;
    private readonly Lazy<ImmutableDictionary<string, long>> transactions;

    internal DeltaSnapshot(string tableFolder, TableState state, DateTimeOffset timestamp)
    {
        TableFolder = tableFolder;
        State = state;
        Timestamp = timestamp;
        schema = new Lazy<StructType>(() => SchemaJson.Parse(Metadata.SchemaString));
        files = new Lazy<ImmutableArray<AddFile>>(() => [.. State.Files.Values.OrderBy(file => file.Path, StringComparer.Ordinal)]);
        transactions = new Lazy<ImmutableDictionary<string, long>>(
            () => State.Transactions.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Version));
    }

    /// <summary>Full path of the table's folder.</summary>
    public string TableFolder { get; }

    /// <summary>From 0.</summary>
    public long Version => State.Version;

    /// <summary>When the version was written: the commit's own time where the table keeps it, else that of its file.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>Schema as text, partition columns, settings.</summary>
    public Metadata Metadata => State.Metadata!; // Checked before a snapshot is made.

    /// <summary>What readers and writers must understand.</summary>
    public Protocol Protocol => State.Protocol!; // Checked before a snapshot is made.

    /// <summary>Columns in order, partition columns among them.</summary>
    /// <exception cref="CarelakeException">DELTA-0206: a type is not known.</exception>
    public StructType Schema => schema.Value;

    /// <summary>The logical files of the table, ordered by path.</summary>
    public IReadOnlyList<AddFile> Files => files.Value;

    /// <summary>How far each application has got, by its id: the base of exactly-once writes.</summary>
    public IReadOnlyDictionary<string, long> Transactions => transactions.Value;

    /// <summary>Files taken out of the table that are still remembered, so that their bytes can be told from strangers'.</summary>
    public IEnumerable<RemoveFile> Tombstones => State.Tombstones.Values;

    /// <summary>Settings by domain.</summary>
    public IReadOnlyDictionary<string, DomainMetadata> Domains => State.Domains;

    /// <summary>Sum of the sizes of the data files.</summary>
    public long SizeBytes => State.Files.Values.Sum(file => file.SizeBytes);

    /// <summary>Rows of the table by the log alone; <see langword="null"/> when a file has no statistics.</summary>
    public long? RowCount => State.Files.Values.Aggregate(
        (long?)0, (sum, file) => sum + FileStatistics.Parse(file.Stats)?.RecordCount - (file.DeletionVector?.Cardinality ?? 0));

    internal TableState State { get; }

    /// <summary>The setting of a name; <see langword="null"/> when the table has none.</summary>
    public string? Setting(string name) => Metadata.Configuration.GetValueOrDefault(name);

    /// <summary>Full path of a file of the table: what <c>_file</c> of a scan says.</summary>
    public string FullPath(FileAction file) => LogPath.Resolve(TableFolder, file.Path);

    /// <summary>A SELECT that gives the rows of the table. Runs on any connection whose time zone is UTC.</summary>
    /// <param name="options">Which columns, which rows; <see langword="null"/> for all.</param>
    /// <returns>Columns in the order asked for (the schema's by default), with Delta's types; no order of rows.</returns>
    /// <exception cref="CarelakeException">
    /// DELTA-0102: a deletion vector is damaged. DELTA-0206: a type is not known. DELTA-0210: there is no such column.
    /// DELTA-0211: the table has no columns.
    /// </exception>
    public string ScanSql(ScanOptions? options = null) => Scan.Sql(this, options ?? new ScanOptions());

    /// <summary>No file has a value of a column in it, by what the files say of themselves; false too where one does not say.</summary>
    /// <param name="connection">Reads them.</param>
    /// <param name="leaf">The column as Parquet names it: of a list of structs, such as <c>seen, list, element, at</c>.</param>
    public bool HasNoValue(DuckDbConnection connection, string leaf)
    {
        if (Files.Count == 0) return true;
        var paths = string.Join(", ", Files.Select(file => ParquetPath.Literal(FullPath(file))));
        return connection.Scalar<bool>(
            "SELECT coalesce(bool_and(coalesce(stats_null_count = num_values, false)), true) "
            + $"FROM parquet_metadata([{paths}]) WHERE path_in_schema = {DuckDbSql.Literal(leaf)}");
    }

    /// <summary>
    /// As <see cref="ScanSql"/>, for few rows of many columns: where that saves work, the places of the matching rows are looked up now.
    /// </summary>
    /// <param name="connection">Has the relation of the match, and will run the SELECT while the relation stands.</param>
    /// <param name="options">Has a match.</param>
    /// <inheritdoc cref="ScanSql" path="/exception"/>
    public string MatchingSql(DuckDbConnection connection, ScanOptions options) =>
        ScanSql(RowPlaces.Of(connection, this, options) is not { } places ? options
            : places.AreCertain ? options with { Match = null, Where = [], Places = places }
            : options with { Places = places });
}
