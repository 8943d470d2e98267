using System.Runtime.InteropServices;
using System.Text;
using Carelake.Delta.DeletionVectors;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Scans;

/// <summary>
/// Where some rows of a snapshot stand: full paths of data files, and positions in them. Columns that are compared are found out first and
/// alone; the others are then decoded for these rows only, and files without any are not opened.
/// </summary>
public sealed class RowPlaces
{
    // Below this a second look costs more than it saves, as it does where a good part of the table is wanted.
    private const long FewestRows = 20_000;
    private const long LeastRowsPerKey = 5;

    private readonly Dictionary<string, DeletionVector> rowsByFile;

    private RowPlaces(Dictionary<string, DeletionVector> rowsByFile) => this.rowsByFile = rowsByFile;

    /// <summary>The rows were compared with what was asked for; else some may be others, whose keys have the same hash.</summary>
    internal bool AreCertain { get; private init; }

    /// <summary>Rows of the files, deleted ones not among them; <see langword="null"/> for a file that has none.</summary>
    internal DeletionVector? In(string path) => rowsByFile.GetValueOrDefault(path);

    /// <summary>Looks for the rows that a scan asks for.</summary>
    /// <param name="connection">Has the relation of the match.</param>
    /// <param name="snapshot">The table.</param>
    /// <param name="options">Has a match, and maybe conditions.</param>
    /// <returns><see langword="null"/> where reading all columns at once costs less.</returns>
    internal static RowPlaces? Of(DuckDbConnection connection, DeltaSnapshot snapshot, ScanOptions options)
    {
        if (options.Match is not { } match || snapshot.RowCount is null or < FewestRows) return null;
        if (connection.Scalar<long>($"SELECT count(*) FROM {match.Relation}") * LeastRowsPerKey > snapshot.RowCount) return null;
        var indexed = Indexed(connection, snapshot, match);
        var isKeyAlone = options.Columns is { } columns && columns.All(column => match.Columns.Contains(column, StringComparer.OrdinalIgnoreCase));
        if (indexed.Count == 0 && isKeyAlone) return null;
        var rows = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        if (indexed.Count < snapshot.Files.Count)
        {
            var scan = options with { Columns = match.Columns, IncludeRowLocation = true, Among = file => !indexed.ContainsKey(snapshot.FullPath(file)) };
            rows = Read(connection, snapshot.ScanSql(scan), CancellationToken.None);
        }

        var found = rows.Select(file => (Path: file.Key, Rows: DeletionVector.Of(file.Value))).Concat(indexed.Select(file => (Path: file.Key, Rows: file.Value)));
        return new RowPlaces(found.Where(file => file.Rows.Cardinality > 0).ToDictionary(file => file.Path, file => file.Rows, StringComparer.Ordinal))
        {
            AreCertain = indexed.Count == 0,
        };
    }

    // What the files that have an index of the match's columns may hold of it, by their full paths.
    private static Dictionary<string, DeletionVector> Indexed(DuckDbConnection connection, DeltaSnapshot snapshot, RowMatch match)
    {
        var found = new Dictionary<string, DeletionVector>(StringComparer.Ordinal);
        if (!KeyIndex.CanHold(snapshot, match.Columns)) return found;
        var files = snapshot.Files.Where(file => KeyIndex.Exists(snapshot, file, match.Columns)).ToList();
        if (files.Count == 0) return found;
        var hashes = new List<ulong>();
        using (var chunks = connection.OpenChunks($"SELECT DISTINCT {KeyIndex.HashSql(snapshot, match.Columns, "k")} FROM {match.Relation} AS k"))
        {
            while (chunks.Read()) hashes.AddRange(chunks.Column(0).Values<ulong>());
        }

        foreach (var file in files)
        {
            if (KeyIndex.Find(connection, snapshot, file, match.Columns, hashes) is not { } rows) continue;
            var deleted = DeletionVectorStore.Read(snapshot.TableFolder, file.DeletionVector);
            found[snapshot.FullPath(file)] = DeletionVector.Of(rows.Where(row => !deleted.Contains(row)));
        }

        return found;
    }

    /// <summary>The rows that a query names.</summary>
    /// <param name="connection">Runs it.</param>
    /// <param name="sql">Gives <c>_file</c> and <c>_file_row</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static Dictionary<string, List<long>> Read(DuckDbConnection connection, string sql, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        using var command = connection.CreateCommand($"SELECT _file, CAST(_file_row AS BIGINT) FROM (\n{sql}\n)");
        using var registration = cancellationToken.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        var path = Array.Empty<byte>();
        List<long>? ofPath = null;
        while (reader.Read())
        {
            // Rows of a file come in long stretches: its name is made into text once a stretch.
            var current = reader.GetUtf8(0);
            if (ofPath is null || !current.SequenceEqual(path))
            {
                path = current.ToArray();
                ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, Encoding.UTF8.GetString(path), out _);
                ofPath = found ??= [];
            }

            ofPath.Add(reader.GetInt64(1));
        }

        return rows;
    }
}
