using System.Security.Cryptography;
using System.Text;
using Carelake.Access.Audit;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Tests.Access.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("audit-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _key.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Every_record_of_every_size_is_proved_and_no_other_is()
    {
        using var log = Open();
        for (var size = 1; size <= 70; size++)
        {
            var checkpoint = log.Append(Batch(size - 1, 1));
            checkpoint.Size.ShouldBe(size);
            for (var index = 0; index < size; index++)
            {
                var proof = log.InclusionProof(index, size);
                MerkleTree.IsIncluded(Leaf(index), index, size, proof, checkpoint.Root).ShouldBeTrue();
                MerkleTree.IsIncluded(Leaf(index + 1), index, size, proof, checkpoint.Root).ShouldBeFalse();
                if (size > 1) MerkleTree.IsIncluded(Leaf(index), (index + 1) % size, size, proof, checkpoint.Root).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void The_root_is_that_of_the_standard_written_down_naively()
    {
        using var log = Open();
        for (var size = 1; size <= 40; size++)
            log.Append(Batch(size - 1, 1)).Root.ShouldBe(Naive([.. Enumerable.Range(0, size).Select(Leaf)]));

        static byte[] Naive(byte[][] leaves)
        {
            if (leaves.Length == 1) return leaves[0];
            var left = 1;
            while (left * 2 < leaves.Length) left *= 2;
            return SHA256.HashData([1, .. Naive(leaves[..left]), .. Naive(leaves[left..])]);
        }
    }

    [Fact]
    public void A_log_proves_that_it_only_grew()
    {
        using var log = Open();
        var roots = new List<byte[]> { MerkleTree.EmptyRoot };
        for (var size = 1; size <= 40; size++) roots.Add(log.Append(Batch(size - 1, 1)).Root);
        for (var first = 0; first <= 40; first++)
        for (var second = first; second <= 40; second++)
        {
            var proof = log.ConsistencyProof(first, second);
            MerkleTree.IsConsistent(first, roots[first], second, roots[second], proof).ShouldBeTrue($"{first} {second}");
            if (first > 0 && first < second) MerkleTree.IsConsistent(first, roots[first], second, roots[second - 1], proof).ShouldBeFalse();
            if (first > 0) MerkleTree.IsConsistent(first, roots[first - 1], second, roots[second], proof).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_log_goes_on_where_it_stopped_and_forgets_a_batch_that_was_cut_off()
    {
        byte[] root;
        using (var log = Open())
        {
            log.Append(Batch(0, 5));
            root = log.Last!.Root;
        }
        // As a crash leaves it: records without a checkpoint, the last one cut, and hashes that are half there.
        using (var stream = new FileStream(Records, FileMode.Append)) stream.Write([9, 0, 0, 0, 1, 2, 3]);
        using (var stream = new FileStream(Path.Combine(_folder.FullName, "level-00.hashes"), FileMode.Append)) stream.Write([1, 2, 3]);

        using (var log = Open())
        {
            log.Size.ShouldBe(5);
            log.Last!.Root.ShouldBe(root);
            log.Append(Batch(5, 3));
            log.Read(7).ShouldBe(Batch(7, 1)[0].ToArray());
        }
        Verify().Issues.ShouldBeEmpty();
    }

    [Fact]
    public void An_intact_log_is_verified()
    {
        Fill();
        var found = Verify();
        found.Issues.ShouldBeEmpty();
        found.Records.ShouldBe(30);
        found.Checkpoints.ShouldBe(3);
    }

    [Theory]
    [InlineData("change", "ACC-0121")]
    [InlineData("remove", "ACC-0121")]
    [InlineData("insert", "ACC-0121")]
    [InlineData("move", "ACC-0121")]
    [InlineData("length", "ACC-0123")]
    [InlineData("cut", "ACC-0123")]
    [InlineData("append", "ACC-0124")]
    [InlineData("checkpoint", "ACC-0122")]
    [InlineData("forge", "ACC-0122")]
    [InlineData("reorder checkpoints", "ACC-0122")]
    public void Any_tampering_is_found(string how, string code)
    {
        Fill();
        Tamper(how);
        Verify().Issues.Select(issue => issue.Code).ShouldContain(code);
    }

    [Fact]
    public void A_bit_changed_anywhere_in_the_records_is_found()
    {
        Fill();
        var bytes = File.ReadAllBytes(Records);
        var random = new Random(3);
        for (var number = 0; number < 200; number++)
        {
            var changed = bytes.ToArray();
            changed[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Records, changed);
            Verify().Issues.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void A_log_made_anew_without_a_record_is_found_by_a_checkpoint_kept_elsewhere()
    {
        Fill();
        var kept = Checkpoint.Parse(File.ReadLines(Checkpoints).ElementAt(1))!;
        foreach (var file in _folder.GetFiles()) file.Delete();
        using (var log = Open()) log.Append(Batch(1, 40));

        Verify().Issues.ShouldBeEmpty();
        Verify(kept).Issues.Select(issue => issue.Code).ShouldContain("ACC-0121");
    }

    [Fact]
    public void A_writer_refuses_to_go_on_after_tampering()
    {
        Fill();
        Tamper("change");
        // The hashes beside it still give the root; whoever changed the record changed them too.
        File.Delete(Path.Combine(_folder.FullName, "level-00.hashes"));
        Should.Throw<CarelakeException>(() => Open().Dispose()).Code.ShouldBe("ACC-0120");
    }

    [Fact]
    public void Erasing_a_subject_destroys_what_was_said_of_it_and_leaves_every_proof()
    {
        var file = Path.Combine(_folder.FullName, "keys", "subjects.jsonl");
        var master = new MasterKey("test", new byte[32]);
        var keys = SubjectKeys.Open(file, master);
        using var log = Open();
        log.Append([Entry("p1", "row 17").ToRecord(keys), Entry("p2", "row 18").ToRecord(keys), Entry("p1", "row 19").ToRecord(keys)]);
        var before = File.ReadAllBytes(file);

        keys.Destroy("p1").ShouldBeTrue();
        keys.Destroy("p1").ShouldBeFalse();

        foreach (var read in new[] { keys, SubjectKeys.Open(file, master) })
        {
            read.Count.ShouldBe(1);
            AuditEntry.FromRecord(log.Read(0), read).Details.ShouldBeEmpty();
            AuditEntry.FromRecord(log.Read(1), read).Details.ShouldBe("row 18");
            AuditEntry.FromRecord(log.Read(2), read).Details.ShouldBeEmpty();
            AuditEntry.FromRecord(log.Read(2), read).User.ShouldBe("u7");
        }
        File.ReadAllText(file).ShouldNotContain(Encoding.UTF8.GetString(before).Split('\n')[0]);
        for (var index = 0; index < 3; index++)
        {
            var leaf = new byte[MerkleTree.HashBytes];
            MerkleTree.HashLeaf(log.Read(index), leaf);
            MerkleTree.IsIncluded(leaf, index, 3, log.InclusionProof(index, 3), log.Last!.Root).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_record_names_no_patient()
    {
        var keys = SubjectKeys.Open(Path.Combine(_folder.FullName, "keys", "subjects.jsonl"), new MasterKey("test", new byte[32]));
        var text = Encoding.UTF8.GetString(Entry("patient-4711", "mrn 99887766").ToRecord(keys));
        text.ShouldNotContain("4711");
        text.ShouldNotContain("99887766");
        Entry("patient-4711", "mrn 99887766").ToString().ShouldNotContain("4711");
    }

    [Fact]
    public void Emergency_access_is_audited_apart_too()
    {
        var keys = SubjectKeys.Open(Path.Combine(_folder.FullName, "keys", "subjects.jsonl"), new MasterKey("test", new byte[32]));
        using var trail = AuditTrail.Open(_folder.FullName, _key, keys, TimeProvider.System);
        trail.Write([Entry("p1", ""), Entry("p1", "unconscious") with { IsBreakGlass = true }]);

        trail.Log.Size.ShouldBe(2);
        trail.Emergencies.Size.ShouldBe(1);
        AuditEntry.FromRecord(trail.Emergencies.Read(0), keys).Details.ShouldBe("unconscious");
    }

    private string Records => Path.Combine(_folder.FullName, "records.log");

    private string Checkpoints => Path.Combine(_folder.FullName, "checkpoints.log");

    private AuditLog Open() => AuditLog.Open(_folder.FullName, "test", _key, TimeProvider.System);

    private AuditVerification Verify(Checkpoint? kept = null) => AuditVerification.Verify(_folder.FullName, _key, kept, TestContext.Current.CancellationToken);

    private void Fill()
    {
        using var log = Open();
        for (var batch = 0; batch < 3; batch++) log.Append(Batch(batch * 10, 10));
    }

    private void Tamper(string how)
    {
        // Every record of these tests is as long as any other: 4 bytes of length and 10 of text.
        const int Record = 14;
        var bytes = File.ReadAllBytes(Records).ToList();
        var lines = File.ReadAllLines(Checkpoints);
        switch (how)
        {
            case "change": bytes[(12 * Record) + 6] ^= 1; break;
            case "remove": bytes.RemoveRange(12 * Record, Record); break;
            case "insert": bytes.InsertRange(12 * Record, bytes.GetRange(0, Record)); break;
            case "move":
                var moved = bytes.GetRange(12 * Record, Record);
                bytes.RemoveRange(12 * Record, Record);
                bytes.InsertRange(15 * Record, moved);
                break;
            case "length": bytes[12 * Record] = 0; break;
            case "cut": bytes.RemoveRange(25 * Record, 5 * Record); break;
            case "append": bytes.AddRange(bytes.GetRange(0, Record)); break;
            case "checkpoint": lines[1] = lines[1].Replace(" 20 ", " 21 ", StringComparison.Ordinal); break;
            case "forge":
                using (var other = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                    lines[2] = Checkpoint.Sign("test", 30, Checkpoint.Parse(lines[2])!.Root, DateTimeOffset.UnixEpoch, other).ToString();
                break;
            default: (lines[0], lines[1]) = (lines[1], lines[0]); break;
        }
        File.WriteAllBytes(Records, [.. bytes]);
        File.WriteAllLines(Checkpoints, lines);
    }

    private static List<ReadOnlyMemory<byte>> Batch(int start, int count) =>
        [.. Enumerable.Range(start, count).Select(number => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes($"record {number:D3}"))];

    private static byte[] Leaf(int number)
    {
        var hash = new byte[MerkleTree.HashBytes];
        MerkleTree.HashLeaf(Batch(number, 1)[0].Span, hash);
        return hash;
    }

    private static AuditEntry Entry(string subject, string details) => new()
    {
        At = DateTimeOffset.UnixEpoch, User = "u7", Action = "read", Resource = "gold.encounter", Purpose = "treatment", Decision = "allow",
        Policies = ["care-team"], RowCount = 1, Subject = subject, Details = details,
    };
}
