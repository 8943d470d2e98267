using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace Carelake.Access.Audit;

/// <summary>
/// The hashes of all complete subtrees, one file a level, so that a proof reads a few dozen hashes however many records there are. All of it can be made
/// again from the records.
/// </summary>
internal sealed class MerkleFiles : IDisposable
{
    private const int MaximumLevels = 48;
    private readonly List<SafeFileHandle> _levels = [];
    private readonly List<List<byte>> _pending = [];
    private readonly string _folder;
    // The complete subtree at each level that awaits its right sister.
    private readonly byte[]?[] _open = new byte[]?[MaximumLevels];

    public MerkleFiles(string folder)
    {
        _folder = folder;
        for (var level = 0; File.Exists(Name(level)); level++) AddLevel(level, isNew: false);
        Size = _levels.Count == 0 ? 0 : RandomAccess.GetLength(_levels[0]) / MerkleTree.HashBytes;
        for (var level = 0; level < _levels.Count; level++)
            if (((Size >> level) & 1) == 1) _open[level] = Read(level, (Size >> level) - 1);
    }

    /// <summary>Records in the tree, those not yet flushed too.</summary>
    public long Size { get; private set; }

    /// <summary>The files are as long as this many records make them.</summary>
    public bool IsWhole => Enumerable.Range(0, _levels.Count).All(level => RandomAccess.GetLength(_levels[level]) == (Size >> level) * MerkleTree.HashBytes);

    /// <summary>Adds the hash of a record, and of every subtree that it completes.</summary>
    public void Add(ReadOnlySpan<byte> leaf)
    {
        var hash = leaf.ToArray();
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count) AddLevel(level, isNew: true);
            _pending[level].AddRange(hash);
            if (_open[level] is not { } left)
            {
                _open[level] = hash;
                break;
            }
            var parent = new byte[MerkleTree.HashBytes];
            MerkleTree.HashNode(left, hash, parent);
            _open[level] = null;
            hash = parent;
        }
        Size++;
    }

    /// <summary>Writes what was added.</summary>
    public void Flush()
    {
        for (var level = 0; level < _levels.Count; level++)
        {
            if (_pending[level].Count == 0) continue;
            RandomAccess.Write(_levels[level], System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_pending[level]), RandomAccess.GetLength(_levels[level]));
            _pending[level].Clear();
        }
    }

    /// <summary>Hash of consecutive records, as the tree of that size has it; only of what is flushed.</summary>
    public byte[] Hash(long start, long count)
    {
        if (BitOperations.IsPow2(count) && start % count == 0)
        {
            var level = BitOperations.Log2((ulong)count);
            return Read(level, start >> level);
        }
        var left = MerkleTree.LargestPowerBelow(count);
        var hash = new byte[MerkleTree.HashBytes];
        MerkleTree.HashNode(Hash(start, left), Hash(start + left, count - left), hash);
        return hash;
    }

    /// <summary>Root of the first records.</summary>
    public byte[] Root(long size) => size == 0 ? MerkleTree.EmptyRoot : Hash(0, size);

    /// <summary>Empties the files, to be filled again.</summary>
    public void Clear()
    {
        foreach (var level in _levels) RandomAccess.SetLength(level, 0);
        foreach (var pending in _pending) pending.Clear();
        Array.Clear(_open);
        Size = 0;
    }

    public void Dispose()
    {
        foreach (var level in _levels) level.Dispose();
    }

    private byte[] Read(int level, long index)
    {
        var hash = new byte[MerkleTree.HashBytes];
        if (level < _levels.Count) RandomAccess.Read(_levels[level], hash, index * MerkleTree.HashBytes);
        return hash;
    }

    // A level begins empty, whatever a file of its name may hold.
    private void AddLevel(int level, bool isNew)
    {
        _levels.Add(File.OpenHandle(Name(level), isNew ? FileMode.Create : FileMode.Open, FileAccess.ReadWrite, FileShare.Read));
        _pending.Add([]);
    }

    private string Name(int level) => Path.Combine(_folder, $"level-{level:D2}.hashes");
}
