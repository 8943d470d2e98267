using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Carelake.Delta.Log;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Scans;

/// <summary>
/// Where the keys of one data file stand: a hash table from the engine's hash of some columns to positions, in a file of its own beside the
/// log. It is derived and no reader needs it: a file without one is scanned, and what it finds is compared with the key itself, since two keys
/// may share a hash.
/// </summary>
/// <remarks>
/// Little-endian: 8 bytes that name format and engine, the number of rows and of bits (4 bytes each); then for each value of so many upper bits
/// of a hash, and once more at the end, the number of entries before it (4 bytes); then the entries: the hash's lower 32 bits and the position.
/// </remarks>
internal static class KeyIndex
{
    private const string Folder = "_key_index";
    private const int HeaderBytes = 16;
    private const int MeanEntriesPerBucket = 8;
    private const int HashBits = 64;
    private const uint FormatVersion = 1;

    // Below this a scan of the key columns costs no more than the look into the index.
    private const long FewestRows = 200_000;

    /// <summary>Files that are worth an index.</summary>
    public static bool IsWorthwhile(AddFile file) => WrittenRows(file) is >= FewestRows and <= int.MaxValue && !file.Path.Contains('/', StringComparison.Ordinal);

    /// <summary>The columns can be found by an index: they are in the files, under their own names.</summary>
    public static bool CanHold(DeltaSnapshot snapshot, IReadOnlyList<string> columns)
    {
        var table = new TableColumns(snapshot);
        return !table.IsMapped && columns.Select(table.Find).All(column => !table.IsPartition(column) && column.Type is PrimitiveType && column.Type != PrimitiveType.Void);
    }

    /// <summary>Makes the indexes that the table's files lack.</summary>
    /// <param name="connection">Reads the files.</param>
    /// <param name="snapshot">The table.</param>
    /// <param name="columns">The key's columns.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static void Build(DuckDbConnection connection, DeltaSnapshot snapshot, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        if (!CanHold(snapshot, columns)) return;
        foreach (var file in snapshot.Files.Where(IsWorthwhile))
        {
            var path = PathOf(snapshot, file, columns);
            if (File.Exists(path) && ReadHeader(path) is { } header && header == Header(connection)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // It is in a folder.
            Write(path, Header(connection), Read(connection, snapshot, file, columns, cancellationToken));
        }
    }

    /// <summary>Deletes the indexes of data files that are not there any more.</summary>
    public static void RemoveOrphans(string tableFolder)
    {
        var folder = Path.Combine(tableFolder, Folder);
        if (!Directory.Exists(folder)) return;
        foreach (var index in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(index);
            if (!File.Exists(Path.Combine(tableFolder, name[..Math.Max(0, name.LastIndexOf('.'))]))) File.Delete(index);
        }
    }

    /// <summary>The file has an index of the columns, though maybe not of this engine's.</summary>
    public static bool Exists(DeltaSnapshot snapshot, AddFile file, IReadOnlyList<string> columns) => IsWorthwhile(file) && File.Exists(PathOf(snapshot, file, columns));

    /// <summary>The rows that some hashes may stand for, deleted ones among them.</summary>
    /// <param name="connection">Its engine made the hashes.</param>
    /// <param name="snapshot">The table.</param>
    /// <param name="file">One of its files.</param>
    /// <param name="columns">The key's columns.</param>
    /// <param name="hashes">In any order.</param>
    /// <returns>Positions in no order; null where the file has no index that this engine understands.</returns>
    public static List<long>? Find(DuckDbConnection connection, DeltaSnapshot snapshot, AddFile file, IReadOnlyList<string> columns, IReadOnlyList<ulong> hashes)
    {
        var path = PathOf(snapshot, file, columns);
        if (!File.Exists(path)) return null;
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeaderBytes || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Header(connection)) return null;
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        var bits = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        var startsBytes = ((1L << bits) + 1) * sizeof(int);
        if (bytes.Length != HeaderBytes + startsBytes + ((long)count * sizeof(ulong))) return null;
        var starts = MemoryMarshal.Cast<byte, int>(bytes.Slice(HeaderBytes, (int)startsBytes));
        var entries = MemoryMarshal.Cast<byte, Entry>(bytes[(HeaderBytes + (int)startsBytes)..]);
        var rows = new List<long>();
        foreach (var hash in hashes)
        {
            var bucket = Bucket(hash, bits);
            foreach (var entry in entries[starts[bucket]..starts[bucket + 1]])
            {
                if (entry.Tag == (uint)hash) rows.Add(entry.Row);
            }
        }

        return rows;
    }

    /// <summary>The engine's hash of a row's key.</summary>
    /// <param name="snapshot">The table, whose types the values are brought to.</param>
    /// <param name="columns">The key's columns.</param>
    /// <param name="of">Alias of the row.</param>
    public static string HashSql(DeltaSnapshot snapshot, IReadOnlyList<string> columns, string of)
    {
        var table = new TableColumns(snapshot);
        return $"hash({string.Join(", ", columns.Select(column => $"CAST({of}.{DuckDbSql.Identifier(column)} AS {DuckDbTypes.Of(table.Find(column).Type)})"))})";
    }

    private static (ulong[] Hashes, uint[] Rows) Read(
        DuckDbConnection connection, DeltaSnapshot snapshot, AddFile file, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var scan = snapshot.ScanSql(new ScanOptions { Columns = columns, IncludeRowLocation = true, Among = one => one == file, IncludeDeleted = true });
        var (hashes, rows) = (new ulong[WrittenRows(file) ?? 0], new uint[WrittenRows(file) ?? 0]);
        var count = 0;
        using var chunks = connection.OpenChunks($"SELECT {HashSql(snapshot, columns, "s")}, s._file_row::UINTEGER FROM (\n{scan}\n) AS s", cancellationToken);
        while (chunks.Read())
        {
            chunks.Column(0).Values<ulong>().CopyTo(hashes.AsSpan(count));
            chunks.Column(1).Values<uint>().CopyTo(rows.AsSpan(count));
            count += chunks.Count;
        }

        return (hashes, rows);
    }

    private static void Write(string path, ulong header, (ulong[] Hashes, uint[] Rows) keys)
    {
        var bits = BitOperations.Log2((uint)Math.Max(2, keys.Hashes.Length / MeanEntriesPerBucket));
        var starts = new int[(1 << bits) + 1];
        foreach (var hash in keys.Hashes) starts[Bucket(hash, bits) + 1]++;
        for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        var next = starts[..^1];
        var entries = new Entry[keys.Hashes.Length];
        for (var i = 0; i < entries.Length; i++) entries[next[Bucket(keys.Hashes[i], bits)]++] = new Entry((uint)keys.Hashes[i], keys.Rows[i]);

        Span<byte> head = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(head, header);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], entries.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], bits);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        using (var file = File.Create(unfinished))
        {
            file.Write(head);
            file.Write(MemoryMarshal.AsBytes(starts.AsSpan()));
            file.Write(MemoryMarshal.AsBytes(entries.AsSpan()));
        }

        // A file that lost its content with the machine's power would find too few rows: it gets its name when it is on the disk.
        DurableFile.Sync(unfinished);
        File.Move(unfinished, path, overwrite: true);
    }

    private static int Bucket(ulong hash, int bits) => (int)(hash >> (HashBits - bits));

    // The engine promises its hashes to nobody, so the index of one version means nothing to another.
    private static ulong Header(DuckDbConnection connection) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{FormatVersion} {connection.ServerVersion}")));

    private static ulong? ReadHeader(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[sizeof(ulong)];
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length ? BinaryPrimitives.ReadUInt64LittleEndian(header) : null;
    }

    private static string PathOf(DeltaSnapshot snapshot, AddFile file, IReadOnlyList<string> columns)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', columns).ToLowerInvariant())))[..16];
        return Path.Combine(snapshot.TableFolder, Folder, $"{Path.GetFileName(snapshot.FullPath(file))}.{key}");
    }

    private static long? WrittenRows(AddFile file) => FileStatistics.Parse(file.Stats)?.RecordCount;

    private readonly record struct Entry(uint Tag, uint Row);
}
