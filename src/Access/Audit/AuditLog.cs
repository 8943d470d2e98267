using System.Buffers.Binary;
using System.Security.Cryptography;
using Carelake.Core;
using Carelake.Delta.Log;
using Microsoft.Win32.SafeHandles;

namespace Carelake.Access.Audit;

/// <summary>
/// An append-only log that shows any change: its records are the leaves of a Merkle tree, whose root is signed after each batch. One writer at a time. A batch
/// is on the disk, and sealed by a checkpoint, when <see cref="Append"/> returns; a batch that was cut off by a crash is as if it had never been.
/// </summary>
public sealed class AuditLog : IDisposable
{
    private readonly string _folder;
    private readonly string _origin;
    private readonly ECDsa _key;
    private readonly TimeProvider _time;
    private readonly SafeFileHandle _records;
    private readonly SafeFileHandle _offsets;
    private readonly FileStream _checkpoints;
    private readonly MerkleFiles _tree;
    private byte[] _buffer = new byte[1 << 16];
    private long _end;
    private bool _isBroken;

    private AuditLog(string folder, string origin, ECDsa key, TimeProvider time)
    {
        (_folder, _origin, _key, _time) = (folder, origin, key, time);
        _records = File.OpenHandle(Path.Combine(folder, AuditFiles.Records), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _offsets = File.OpenHandle(Path.Combine(folder, AuditFiles.Offsets), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _checkpoints = new FileStream(Path.Combine(folder, AuditFiles.Checkpoints), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 1);
        _tree = new(folder);
    }

    /// <summary>Opens a log, or makes one.</summary>
    /// <param name="folder">Its folder; made when it is not there.</param>
    /// <param name="origin">Name of the log in its checkpoints, without spaces.</param>
    /// <param name="key">Signs checkpoints: ECDSA over P-256. Its public half is kept beside the log.</param>
    /// <param name="time">Clock for checkpoints.</param>
    /// <exception cref="CarelakeException"><c>ACC-0120</c> the records are not those that were signed.</exception>
    public static AuditLog Open(string folder, string origin, ECDsa key, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        var publicKey = Path.Combine(folder, AuditFiles.PublicKey);
        if (!File.Exists(publicKey)) File.WriteAllText(publicKey, key.ExportSubjectPublicKeyInfoPem());
        var log = new AuditLog(folder, origin, key, time);
        try
        {
            log.Recover();
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Records in the log.</summary>
    public long Size => _tree.Size;

    /// <summary>The last checkpoint; <see langword="null"/> for an empty log.</summary>
    public Checkpoint? Last { get; private set; }

    /// <summary>Adds records; returns when they are on the disk and sealed.</summary>
    /// <param name="records">Each 1 byte to 1 MiB.</param>
    /// <returns>The checkpoint that seals them.</returns>
    /// <exception cref="ArgumentException">A record is empty or too long, or there is none.</exception>
    /// <exception cref="IOException">They could not be written: nothing may be shown to anyone on their strength.</exception>
    /// <exception cref="CarelakeException"><c>ACC-0127</c> an earlier batch could not be written; opening the log again sets it right.</exception>
    public Checkpoint Append(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        if (records.Count == 0) throw new ArgumentException("A batch holds a record at least.", nameof(records));
        if (_isBroken) throw new CarelakeException("ACC-0127", "An earlier batch of the audit log could not be written.", _folder, "See why, such as a full disk, and open the log again.");
        var offsets = new byte[records.Count * sizeof(long)];
        var used = Lay(records, offsets);
        // What is half written when something fails from here on is put right when the log is opened again.
        _isBroken = true;
        RandomAccess.Write(_records, _buffer.AsSpan(0, used), _end);
        RandomAccess.FlushToDisk(_records);
        Span<byte> hash = stackalloc byte[MerkleTree.HashBytes];
        foreach (var record in records)
        {
            MerkleTree.HashLeaf(record.Span, hash);
            _tree.Add(hash);
        }
        // These can be made again from the records, and need not wait for the disk.
        _tree.Flush();
        RandomAccess.Write(_offsets, offsets, (Size - records.Count) * sizeof(long));
        _end += used;
        var sealedAt = Seal();
        _isBroken = false;
        return sealedAt;
    }

    /// <summary>The bytes of a record.</summary>
    /// <param name="index">From 0 to below <see cref="Size"/>.</param>
    public byte[] Read(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        Span<byte> ends = stackalloc byte[2 * sizeof(long)];
        if (index == 0) RandomAccess.Read(_offsets, ends[sizeof(long)..], 0);
        else RandomAccess.Read(_offsets, ends, (index - 1) * sizeof(long));
        var start = index == 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(ends);
        var record = new byte[BinaryPrimitives.ReadInt64LittleEndian(ends[sizeof(long)..]) - start - AuditFiles.LengthBytes];
        RandomAccess.Read(_records, record, start + AuditFiles.LengthBytes);
        return record;
    }

    /// <summary>Proves that a record is in the log; see <see cref="MerkleTree.IsIncluded"/>.</summary>
    /// <param name="index">From 0 to below <paramref name="size"/>.</param>
    /// <param name="size">Records of the tree to prove it for: that of a checkpoint.</param>
    public IReadOnlyList<byte[]> InclusionProof(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        return MerkleTree.InclusionProof(index, size, _tree.Hash);
    }

    /// <summary>Proves that the log only grew; see <see cref="MerkleTree.IsConsistent"/>.</summary>
    /// <param name="first">Records at the earlier checkpoint.</param>
    /// <param name="second">Records at the later one.</param>
    public IReadOnlyList<byte[]> ConsistencyProof(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(second, Size);
        return MerkleTree.ConsistencyProof(first, second, _tree.Hash);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _records.Dispose();
        _offsets.Dispose();
        _checkpoints.Dispose();
        _tree.Dispose();
    }

    private int Lay(IReadOnlyList<ReadOnlyMemory<byte>> records, byte[] offsets)
    {
        var total = 0L;
        foreach (var record in records)
        {
            if (record.Length is < 1 or > AuditFiles.MaximumRecordBytes) throw new ArgumentException("A record is 1 byte to 1 MiB.", nameof(records));
            total += AuditFiles.LengthBytes + record.Length;
        }
        if (total > Array.MaxLength) throw new ArgumentException("The batch is larger than 2 GB.", nameof(records));
        if (_buffer.Length < total) _buffer = new byte[total];
        var used = 0;
        for (var index = 0; index < records.Count; index++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(used), records[index].Length);
            records[index].Span.CopyTo(_buffer.AsSpan(used + AuditFiles.LengthBytes));
            used += AuditFiles.LengthBytes + records[index].Length;
            BinaryPrimitives.WriteInt64LittleEndian(offsets.AsSpan(index * sizeof(long)), _end + used);
        }
        return used;
    }

    private Checkpoint Seal()
    {
        var checkpoint = Checkpoint.Sign(_origin, Size, _tree.Root(Size), _time.GetUtcNow(), _key);
        _checkpoints.Write(System.Text.Encoding.UTF8.GetBytes($"{checkpoint}\n"));
        _checkpoints.Flush(flushToDisk: true);
        return Last = checkpoint;
    }

    // The hashes are believed when they give the root that was signed last; otherwise they are made again from the records.
    private void Recover()
    {
        // A line cut off by a crash sealed nothing that anyone was told of.
        var signed = AuditFiles.ReadCheckpoints(_folder).LastOrDefault(checkpoint => checkpoint is not null);
        if (signed is not null && !signed.IsSignedBy(_key)) throw Tampered("the last checkpoint is not signed by this key");
        if (!IsAsSigned(signed)) Rebuild(signed);
        _end = RandomAccess.GetLength(_records);
        Last = signed;
        if (RandomAccess.GetLength(_records) == 0) DurableFile.SyncFolder(_folder);
    }

    private bool IsAsSigned(Checkpoint? signed)
    {
        var size = signed?.Size ?? 0;
        if (_tree.Size != size || !_tree.IsWhole || RandomAccess.GetLength(_offsets) != size * sizeof(long)) return false;
        Span<byte> end = stackalloc byte[sizeof(long)];
        if (size > 0) RandomAccess.Read(_offsets, end, (size - 1) * sizeof(long));
        if (RandomAccess.GetLength(_records) != (size == 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(end))) return false;
        return signed is null || _tree.Root(size).AsSpan().SequenceEqual(signed.Root);
    }

    private void Rebuild(Checkpoint? signed)
    {
        _tree.Clear();
        var ends = new List<byte>();
        var hash = new byte[MerkleTree.HashBytes];
        var number = new byte[sizeof(long)];
        long last = 0;
        foreach (var (record, end) in AuditFiles.Read(_records))
        {
            // What was not sealed was not acknowledged, and goes.
            if (_tree.Size == (signed?.Size ?? 0)) break;
            MerkleTree.HashLeaf(record, hash);
            _tree.Add(hash);
            BinaryPrimitives.WriteInt64LittleEndian(number, end);
            ends.AddRange(number);
            last = end;
        }
        _tree.Flush();
        if (_tree.Size < (signed?.Size ?? 0)) throw Tampered("records are missing");
        if (signed is not null && !_tree.Root(signed.Size).AsSpan().SequenceEqual(signed.Root)) throw Tampered("a record is not the one that was signed");
        RandomAccess.SetLength(_offsets, 0);
        RandomAccess.Write(_offsets, ends.ToArray(), 0);
        RandomAccess.SetLength(_records, last);
    }

    private CarelakeException Tampered(string what) => new(
        "ACC-0120", $"The audit log was tampered with or damaged: {what}.", _folder,
        "Run 'carelake audit verify' on it, keep it as evidence, and begin a new log in another folder.");
}
