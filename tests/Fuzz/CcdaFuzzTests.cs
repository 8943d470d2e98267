using System.IO.Compression;
using Carelake.Fhir.FromCcda;

namespace Carelake.Tests.Fuzz;

[Trait("Speed", "Slow")]
public sealed class CcdaFuzzTests
{
    private const int LargestDocument = 200_000;

    [Fact]
    public void No_document_throws_or_hangs()
    {
        var corpus = Directory.EnumerateFiles(SharedData.Path("data/ccda/documents"), "*.gz").Select(Unzip).Where(document => document.Length < LargestDocument).ToList();

        FuzzRun.Of(corpus, "<>/&;\"'= -0129+"u8, input => CcdaConverter.Convert(input));
    }

    private static byte[] Unzip(string file)
    {
        using var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        zip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
