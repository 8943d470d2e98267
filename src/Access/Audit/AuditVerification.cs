using System.Collections.Immutable;
using System.Security.Cryptography;
using Carelake.Core;

namespace Carelake.Access.Audit;

/// <summary>What a look at a whole log found.</summary>
/// <param name="Records">Records read.</param>
/// <param name="Checkpoints">Checkpoints read.</param>
/// <param name="Issues">Errors <c>ACC-0121</c> to <c>ACC-0124</c>; empty when every record is as it was signed.</param>
public sealed record AuditVerification(long Records, int Checkpoints, ImmutableArray<Issue> Issues)
{
    /// <summary>
    /// Reads a log again from its records and checkpoints alone, and compares: any record that was changed, removed, inserted or moved makes the root of the
    /// checkpoints behind it differ.
    /// </summary>
    /// <param name="folder">The folder of the log; nothing in it is changed.</param>
    /// <param name="key">The public key, from a place that whoever writes the log cannot reach.</param>
    /// <param name="kept">A checkpoint kept elsewhere, which the log must contain; <see langword="null"/> to believe the log's own.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="CarelakeException"><c>ACC-0125</c> there is no log in the folder.</exception>
    public static AuditVerification Verify(string folder, ECDsa key, Checkpoint? kept, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, AuditFiles.Records);
        if (!File.Exists(file)) throw new CarelakeException("ACC-0125", "There is no audit log here.", folder, "Name the folder of an audit log.");
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var checkpoints = AuditFiles.ReadCheckpoints(folder);
        var signed = Signed(checkpoints, key, issues);
        if (kept is not null)
        {
            if (!kept.IsSignedBy(key)) issues.Add(Problem("ACC-0122", "the checkpoint given", "It is not signed by this key."));
            signed.Add(kept);
        }
        var roots = signed.GroupBy(checkpoint => checkpoint.Size).OrderBy(group => group.Key).ToList();
        var (records, isWhole) = Walk(file, roots, issues, cancellationToken);
        if (!isWhole) issues.Add(Problem("ACC-0123", $"record {records}", "What follows is no record."));
        foreach (var group in roots.Where(group => group.Key > records))
            issues.Add(Problem("ACC-0123", $"checkpoint of {group.Key}", $"Only {records} records are left of those that were signed."));
        if (records > (roots.Count == 0 ? 0 : roots[^1].Key)) issues.Add(Problem("ACC-0124", $"record {(roots.Count == 0 ? 0 : roots[^1].Key)}", "Records stand here that no checkpoint seals."));
        return new(records, checkpoints.Count, issues.ToImmutable());
    }

    private static List<Checkpoint> Signed(List<Checkpoint?> checkpoints, ECDsa key, ImmutableArray<Issue>.Builder issues)
    {
        long size = 0;
        foreach (var (index, checkpoint) in checkpoints.Index())
        {
            if (checkpoint is null || !checkpoint.IsSignedBy(key)) issues.Add(Problem("ACC-0122", $"checkpoint {index + 1}", "It is not signed by this key."));
            else if (checkpoint.Size < size) issues.Add(Problem("ACC-0122", $"checkpoint {index + 1}", "It is of fewer records than the one before."));
            size = checkpoint?.Size ?? size;
        }
        return [.. checkpoints.OfType<Checkpoint>()];
    }

    private static (long Records, bool IsWhole) Walk(
        string file, List<IGrouping<long, Checkpoint>> roots, ImmutableArray<Issue>.Builder issues, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20);
        var frontier = new MerkleFrontier();
        var hash = new byte[MerkleTree.HashBytes];
        var next = 0;
        long last = 0, before = 0;
        foreach (var (record, end) in AuditFiles.Read(stream))
        {
            cancellationToken.ThrowIfCancellationRequested();
            MerkleTree.HashLeaf(record, hash);
            frontier.Add(hash);
            last = end;
            if (next == roots.Count || roots[next].Key != frontier.Size) continue;
            if (roots[next].Any(checkpoint => !checkpoint.Root.AsSpan().SequenceEqual(frontier.Root())))
            {
                // The first is enough: behind it everything differs.
                issues.Add(Problem("ACC-0121", $"records {before} to {frontier.Size - 1}", "A record was changed, removed, inserted or moved here."));
                next = roots.Count;
                continue;
            }
            before = frontier.Size;
            next++;
        }
        return (frontier.Size, stream.Length == last);
    }

    private static Issue Problem(string code, string location, string message) => new(code, Severity.Error, location, message);
}
