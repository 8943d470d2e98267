using System.IO.Compression;
using Carelake.Lake.Landing;

namespace Carelake.Tests.Lake.Landing;

public sealed class BoundedGzipStreamTests
{
    [Fact]
    public void What_unpacks_to_far_more_than_it_could_hold_ends_with_an_error()
    {
        using var bomb = new BoundedGzipStream(Packed(new byte[8 << 20]), anyRatioBytes: 1 << 20);

        Should.Throw<InvalidDataException>(() => bomb.CopyTo(Stream.Null));
    }

    [Fact]
    public async Task Ordinary_text_is_unpacked_whole_whatever_its_size()
    {
        var bytes = new byte[4 << 20];
        new Random(3).NextBytes(bytes);
        await using var gzip = new BoundedGzipStream(Packed(bytes), anyRatioBytes: 1 << 10);
        using var plain = new MemoryStream();

        await gzip.CopyToAsync(plain, TestContext.Current.CancellationToken);

        plain.ToArray().AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }

    private static MemoryStream Packed(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(bytes);
        packed.Position = 0;
        return packed;
    }
}
