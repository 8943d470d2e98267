using Carelake.Core;
using Carelake.Delta.DeletionVectors;

namespace Carelake.Tests.Delta.DeletionVectors;

public sealed class DeletionVectorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-dv-").FullName;

    public static TheoryData<string, long[]> Shapes => new()
    {
        { "none", [] },
        { "one", [0] },
        { "scattered", [.. Enumerable.Range(0, 4000).Select(i => i * 17L)] },
        { "dense without runs", [.. Enumerable.Range(0, 60_000).Select(i => i * 2L)] },
        { "one run to the end of a container", [.. Enumerable.Range(65_000, 536).Select(i => (long)i)] },
        { "runs over many containers", [.. Enumerable.Range(100, 400_000).Select(i => (long)i)] },
        { "mixed and beyond 32 bits", [5, 6, 7, 70_000, (1L << 32) - 1, 1L << 32, (3L << 32) + 9] },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Bytes_give_back_the_rows(string name, long[] rows) =>
        RoaringBitmapArray.Parse(RoaringBitmapArray.Serialize(DeletionVector.Of(rows))).Rows.AsEnumerable().ShouldBe(rows, name);

    [Fact]
    public void Random_vectors_survive()
    {
        var random = new Random(7);
        for (var round = 0; round < 100; round++)
        {
            var limit = random.Next(1, 300_000);
            var rows = Enumerable.Range(0, random.Next(0, 20_000)).Select(_ => (long)random.Next(limit)).Distinct().Order().ToArray();
            RoaringBitmapArray.Parse(RoaringBitmapArray.Serialize(DeletionVector.Of(rows))).Rows.AsEnumerable().ShouldBe(rows);
        }
    }

    [Fact]
    public void A_known_inline_vector_of_the_protocol_is_read()
    {
        // The example of "Deletion Vectors" in the Delta protocol: six rows.
        var bytes = Z85.Decode("^Bg9^0rr910000000000iXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L");
        RoaringBitmapArray.Parse(bytes).Rows.AsEnumerable().ShouldBe([3, 4, 7, 11, 18, 29]);
    }

    [Fact]
    public void Text_of_the_z85_specification_is_read()
    {
        byte[] bytes = [0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B];
        Z85.Encode(bytes).ShouldBe("HelloWorld");
        Z85.Decode("HelloWorld").ShouldBe(bytes);
    }

    [Fact]
    public void Small_vectors_are_inline_and_others_share_a_file()
    {
        DeletionVector[] vectors = [DeletionVector.Of([1, 5]), Scattered(1000, 3), Scattered(2000, 5)];
        var descriptors = DeletionVectorStore.Write(_folder, vectors);
        descriptors.Select(d => d.StorageType).ShouldBe(["i", "u", "u"]);
        Directory.GetFiles(_folder).ShouldHaveSingleItem();
        descriptors.SelectMany(d => DeletionVectorStore.Read(_folder, d).Rows).ShouldBe(vectors.SelectMany(v => v.Rows));
    }

    [Fact]
    public void Damage_and_loss_are_errors()
    {
        var descriptor = DeletionVectorStore.Write(_folder, [Scattered(1000, 3)])[0];
        var path = DeletionVectorStore.FilePath(_folder, descriptor);
        var bytes = File.ReadAllBytes(path);
        bytes[500] ^= 1;
        File.WriteAllBytes(path, bytes);
        Should.Throw<CarelakeException>(() => DeletionVectorStore.Read(_folder, descriptor)).Code.ShouldBe("DELTA-0102");
        File.WriteAllBytes(path, bytes.AsSpan(0, 100));
        Should.Throw<CarelakeException>(() => DeletionVectorStore.Read(_folder, descriptor)).Code.ShouldBe("DELTA-0102");
        File.Delete(path);
        Should.Throw<CarelakeException>(() => DeletionVectorStore.Read(_folder, descriptor)).Code.ShouldBe("DELTA-0102");
    }

    private static DeletionVector Scattered(int count, int step) =>
        DeletionVector.Of(Enumerable.Range(0, count).Select(i => (long)i * step));
}
