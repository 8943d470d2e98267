using System.Diagnostics;
using System.Security.Cryptography;
using Carelake.Access.Audit;
using Carelake.Lake.Landing;

namespace Carelake.AccessBench;

/// <summary>What the audit log did.</summary>
/// <param name="RecordsPerSecond">Entries made, encrypted, hashed, on the disk and sealed, in batches of ten thousand.</param>
/// <param name="Megabytes">Size of the records.</param>
/// <param name="ProofMedianMicroseconds">Time of an inclusion proof at the end, half took no longer.</param>
/// <param name="ProofP99Microseconds">99 of 100 took no longer.</param>
/// <param name="VerifyPerSecond">Records read again and compared with the checkpoints.</param>
internal sealed record AuditFigures(double RecordsPerSecond, double Megabytes, double ProofMedianMicroseconds, double ProofP99Microseconds, double VerifyPerSecond);

/// <summary>Entries of reads by 500 users about 2,000 patients.</summary>
internal static class AuditWork
{
    private const int Batch = 10_000;
    private const int Proofs = 2_000;

    public static AuditFigures Measure(int records, string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = SubjectKeys.Open(Path.Combine(folder, "keys", "subjects.jsonl"), new MasterKey("bench", new byte[MasterKey.SizeBytes]));
        // Each patient's key is made once, and put on the disk then.
        for (var number = 0; number < 2_000; number++) keys.Encrypt($"p{number}", "");
        var logFolder = Path.Combine(folder, "log");
        using var log = AuditLog.Open(logFolder, "bench", key, TimeProvider.System);
        var clock = Stopwatch.StartNew();
        for (var start = 0; start < records; start += Batch)
            log.Append([.. Enumerable.Range(start, Math.Min(Batch, records - start)).Select(number => (ReadOnlyMemory<byte>)Entry(number).ToRecord(keys))]);
        var seconds = clock.Elapsed.TotalSeconds;
        var random = new Random(5);
        var times = new double[Proofs];
        for (var number = 0; number < Proofs; number++)
        {
            var index = random.NextInt64(log.Size);
            var start = Stopwatch.GetTimestamp();
            var proof = log.InclusionProof(index, log.Size);
            times[number] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            var leaf = new byte[MerkleTree.HashBytes];
            MerkleTree.HashLeaf(log.Read(index), leaf);
            if (!MerkleTree.IsIncluded(leaf, index, log.Size, proof, log.Last!.Root)) throw new InvalidOperationException("A proof does not hold.");
        }
        Array.Sort(times);
        clock.Restart();
        var found = AuditVerification.Verify(logFolder, key, null, CancellationToken.None);
        if (!found.Issues.IsEmpty) throw new InvalidOperationException(found.Issues[0].Message);
        return new(
            records / seconds, new FileInfo(Path.Combine(logFolder, "records.log")).Length / 1e6, times[Proofs / 2], times[Proofs * 99 / 100],
            records / clock.Elapsed.TotalSeconds);
    }

    private static AuditEntry Entry(int number) => new()
    {
        At = DateTimeOffset.UnixEpoch.AddMilliseconds(number), User = $"u{number % 500}", Action = "read", Resource = "gold.encounter", Purpose = "treatment",
        Decision = "allow", Policies = ["care-team"], RowCount = 1, Subject = $"p{number % 2_000}", Details = $"encounter e{number}",
    };
}
