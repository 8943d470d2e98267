using System.Numerics;
using System.Security.Cryptography;

namespace Carelake.Access.Audit;

/// <summary>Hashes and proofs of an append-only Merkle tree (RFC 9162, section 2.1), over SHA-256.</summary>
public static class MerkleTree
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = 32;

    // Longest record that is hashed without a buffer from the heap.
    private const int StackBytes = 1024;

    /// <summary>Root of the tree of nothing.</summary>
    public static byte[] EmptyRoot { get; } = SHA256.HashData([]);

    /// <summary>Hash of a record: SHA-256 of a zero byte and the record.</summary>
    public static void HashLeaf(ReadOnlySpan<byte> record, Span<byte> hash)
    {
        var input = record.Length < StackBytes ? stackalloc byte[record.Length + 1] : new byte[record.Length + 1];
        input[0] = 0;
        record.CopyTo(input[1..]);
        SHA256.HashData(input, hash);
    }

    /// <summary>Hash of two subtrees: SHA-256 of a one byte and both hashes.</summary>
    public static void HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> input = stackalloc byte[1 + (2 * HashBytes)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashBytes)..]);
        SHA256.HashData(input, hash);
    }

    /// <summary>Whether a record is in a tree (RFC 9162, section 2.1.3.2).</summary>
    /// <param name="leaf">Hash of the record.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="size">Records in the tree.</param>
    /// <param name="proof">Hashes from the leaf upwards.</param>
    /// <param name="root">Root of the tree.</param>
    public static bool IsIncluded(ReadOnlySpan<byte> leaf, long index, long size, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size) return false;
        var (node, last) = (index, size - 1);
        var hash = leaf.ToArray();
        foreach (var other in proof)
        {
            if (last == 0 || other.Length != HashBytes) return false;
            if ((node & 1) == 1 || node == last)
            {
                HashNode(other, hash, hash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                HashNode(hash, other, hash);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Whether a tree only grew out of a smaller one (RFC 9162, section 2.1.4.2).</summary>
    /// <param name="first">Records in the smaller tree.</param>
    /// <param name="firstRoot">Its root.</param>
    /// <param name="second">Records in the larger tree.</param>
    /// <param name="secondRoot">Its root.</param>
    /// <param name="proof">The hashes of the proof.</param>
    public static bool IsConsistent(long first, ReadOnlySpan<byte> firstRoot, long second, ReadOnlySpan<byte> secondRoot, IReadOnlyList<byte[]> proof)
    {
        if (first < 0 || first > second) return false;
        if (first == second) return proof.Count == 0 && firstRoot.SequenceEqual(secondRoot);
        if (first == 0) return proof.Count == 0 && firstRoot.SequenceEqual(EmptyRoot);
        var hashes = new Queue<byte[]>(proof);
        if (proof.Any(hash => hash.Length != HashBytes)) return false;
        var start = BitOperations.IsPow2(first) ? firstRoot.ToArray() : hashes.TryDequeue(out var begin) ? begin : null;
        if (start is null) return false;
        var (node, last) = (first - 1, second - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        var (firstHash, secondHash) = (start.ToArray(), start.ToArray());
        while (hashes.TryDequeue(out var other))
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                HashNode(other, firstHash, firstHash);
                HashNode(other, secondHash, secondHash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                HashNode(secondHash, other, secondHash);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && firstRoot.SequenceEqual(firstHash) && secondRoot.SequenceEqual(secondHash);
    }

    /// <summary>The hashes that prove a record to be in a tree, from the leaf upwards.</summary>
    /// <param name="index">Place of the record, from 0 to below <paramref name="size"/>.</param>
    /// <param name="size">Records in the tree.</param>
    /// <param name="nodes">Gives the hash of the records from a place on, as many as told.</param>
    internal static List<byte[]> InclusionProof(long index, long size, Func<long, long, byte[]> nodes)
    {
        var proof = new List<byte[]>();
        long start = 0;
        while (size > 1)
        {
            var left = LargestPowerBelow(size);
            if (index < left)
            {
                proof.Add(nodes(start + left, size - left));
                size = left;
            }
            else
            {
                proof.Add(nodes(start, left));
                (start, index, size) = (start + left, index - left, size - left);
            }
        }
        proof.Reverse();
        return proof;
    }

    /// <summary>The hashes that prove a tree to have grown out of a smaller one.</summary>
    internal static List<byte[]> ConsistencyProof(long first, long second, Func<long, long, byte[]> nodes)
    {
        var proof = new List<byte[]>();
        if (first == 0 || first == second) return proof;
        long start = 0;
        var (left, size, isWhole) = (first, second, true);
        while (left != size)
        {
            var split = LargestPowerBelow(size);
            if (left <= split)
            {
                proof.Add(nodes(start + split, size - split));
                size = split;
            }
            else
            {
                proof.Add(nodes(start, split));
                (start, left, size, isWhole) = (start + split, left - split, size - split, false);
            }
        }
        if (!isWhole) proof.Add(nodes(start, size));
        proof.Reverse();
        return proof;
    }

    /// <summary>The largest power of two below a number greater than one.</summary>
    internal static long LargestPowerBelow(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}
