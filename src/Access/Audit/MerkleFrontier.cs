namespace Carelake.Access.Audit;

/// <summary>The root of a growing tree with nothing kept but the complete subtrees at its edge.</summary>
internal sealed class MerkleFrontier
{
    private readonly List<byte[]?> _open = [];

    public long Size { get; private set; }

    public void Add(ReadOnlySpan<byte> leaf)
    {
        var hash = leaf.ToArray();
        var level = 0;
        for (; level < _open.Count && _open[level] is { } left; level++)
        {
            MerkleTree.HashNode(left, hash, hash);
            _open[level] = null;
        }
        if (level == _open.Count) _open.Add(hash);
        else _open[level] = hash;
        Size++;
    }

    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var open in _open)
        {
            if (open is null) continue;
            if (root is null) root = open.ToArray();
            else MerkleTree.HashNode(open, root, root);
        }
        return root ?? MerkleTree.EmptyRoot;
    }
}
