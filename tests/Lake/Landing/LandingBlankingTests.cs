using System.IO.Compression;
using System.Text;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Landing;
using Carelake.Lake.Subjects;

namespace Carelake.Tests.Lake.Landing;

/// <summary>Records made blank: the rest keeps its bytes and its numbers, and the old bytes are gone.</summary>
public sealed class LandingBlankingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-blank-").FullName;
    private readonly LandingZone _landing;

    public LandingBlankingTests() => _landing = new LandingZone(_folder, new FileKeyProvider(Path.Combine(_folder, "keys")), TimeProvider.System);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("id,name\n1,Ann\n2,\"Bo\nb\"\n3,Cy\n", "id,name\n1,Ann\n,\n3,Cy\n")]
    [InlineData("id,name\r\n1,Ann\r\n\r\n2,Bob\r\n3,Cy", "id,name\r\n1,Ann\r\n\r\n,\r\n3,Cy")]
    [InlineData("name\nAnn\nBob\nCy\n", "name\nAnn\n\"\"\nCy\n")]
    public async Task A_record_of_a_csv_file_loses_its_values_and_the_others_stay(string before, string after) =>
        (await BlankedAsync(Encoding.UTF8.GetBytes(before), ExtractFormat.Utf8Csv(new CsvDialect()), 2)).ShouldBe(after);

    [Fact]
    public async Task Bytes_of_another_encoding_stay_as_they_are()
    {
        var text = Encoding.Latin1.GetBytes("id;name\n1;Zo\u00eb\n2;Bob\n");

        (await BlankedBytesAsync(text, ExtractFormat.Utf8Csv(new CsvDialect(';')) with { Encoding = "windows-1252" }, 2)).ShouldBe(Encoding.Latin1.GetBytes("id;name\n1;Zo\u00eb\n;\n"));
    }

    [Fact]
    public async Task A_line_of_json_becomes_an_empty_object() =>
        (await BlankedAsync("{\"a\":1}\n{\"a\":2}\n"u8.ToArray(), ExtractFormat.Ndjson, 2)).ShouldBe("{\"a\":1}\n{}\n");

    [Fact]
    public async Task A_resource_of_a_bundle_keeps_its_type_alone() =>
        (await BlankedAsync("""{"resourceType":"Bundle","entry":[{"fullUrl":"u1","resource":{"resourceType":"Patient","id":"a"}},{"fullUrl":"u2","resource":{"resourceType":"Patient","id":"b"}}]}"""u8.ToArray(), new(FormatKind.FhirBundle) { ResourceType = "Patient" }, 2))
            .ShouldBe("""{"resourceType":"Bundle","entry":[{"fullUrl":"u1","resource":{"resourceType":"Patient","id":"a"}},{"resource":{"resourceType":"Patient"}}]}""");

    [Fact]
    public async Task A_zipped_file_is_zipped_again()
    {
        using var zipped = new MemoryStream();
        await using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write("a,b\n1,2\n3,4\n"u8);
        var blanked = await BlankedBytesAsync(zipped.ToArray(), ExtractFormat.Utf8Csv(new CsvDialect()) with { IsGzip = true }, 1);

        using var reader = new StreamReader(new GZipStream(new MemoryStream(blanked), CompressionMode.Decompress));
        (await reader.ReadToEndAsync(Ct)).ShouldBe("a,b\n,\n3,4\n");
    }

    [Fact]
    public async Task A_row_of_a_parquet_file_has_no_value_and_the_others_keep_their_places()
    {
        var file = Path.Combine(_folder, "rows.parquet");
        using var connection = DuckDbConnection.Connect();
        connection.Execute($"copy (select i as id, 'name ' || i as name from range(1, 6) t(i)) to {DuckDbSql.Literal(file)} (format parquet)");
        await File.WriteAllBytesAsync(file, await BlankedBytesAsync(await File.ReadAllBytesAsync(file, Ct), ExtractFormat.Parquet, 3), Ct);

        connection.Scalar<string>($"select string_agg(coalesce(name, '-'), ',' order by file_row_number) from read_parquet({DuckDbSql.Literal(file)}, file_row_number = true)").ShouldBe("name 1,name 2,-,name 4,name 5");
    }

    [Fact]
    public async Task A_number_that_begins_like_another_is_another_persons()
    {
        var landed = await _landing.LandBytesAsync("{\"id\":\"10001\"}\n{\"id\":\"1000199\",\"paid\":210001}\n{\"of\":\"Patient/10001\"}\n{\"id\":\"9\"}\n"u8.ToArray(), "x", ExtractFormat.Ndjson, Ct);
        var records = new BlankedRecords(new HashSet<long>(), new HashSet<long>()) { Words = SubjectWords.Finder(["10001", "7"]) };

        await _landing.BlankAsync(landed.Sha256, landed.Format, records, _folder, Ct);

        Encoding.UTF8.GetString(await PlainAsync(landed.Sha256)).ShouldBe("{}\n{\"id\":\"1000199\",\"paid\":210001}\n{}\n{\"id\":\"9\"}\n");
    }

    [Fact]
    public async Task The_object_keeps_its_name_proves_true_and_is_not_taken_in_again()
    {
        var bytes = "id,name\n1,Ann\n2,Bob\n"u8.ToArray();
        var landed = await _landing.LandBytesAsync(bytes, "people", ExtractFormat.Utf8Csv(new CsvDialect()), Ct);
        await _landing.BlankAsync(landed.Sha256, landed.Format, Records(2), _folder, Ct);

        await _landing.VerifyAsync(landed.Sha256, Ct);
        (await _landing.LandBytesAsync(bytes, "people", landed.Format, Ct)).WasPresent.ShouldBeTrue();
        (await PlainAsync(landed.Sha256)).ShouldBe("id,name\n1,Ann\n,\n"u8.ToArray());
        // Somebody else's change is still noticed.
        await File.WriteAllTextAsync(Directory.GetFiles(_folder, "*.blanked", SearchOption.AllDirectories).Single(), new string('0', 64), Ct);
        (await Should.ThrowAsync<CarelakeException>(() => _landing.VerifyAsync(landed.Sha256, Ct))).Code.ShouldBe("LAKE-0302");
    }

    private static BlankedRecords Records(long position) => new(new HashSet<long> { position }, new HashSet<long>());

    private async Task<string> BlankedAsync(byte[] bytes, ExtractFormat format, long position) => Encoding.UTF8.GetString(await BlankedBytesAsync(bytes, format, position));

    private async Task<byte[]> BlankedBytesAsync(byte[] bytes, ExtractFormat format, long position)
    {
        var landed = await _landing.LandBytesAsync(bytes, "x", format, Ct);
        await _landing.BlankAsync(landed.Sha256, format, Records(position), _folder, Ct);
        return await PlainAsync(landed.Sha256);
    }

    private async Task<byte[]> PlainAsync(string sha256)
    {
        await using var plain = await _landing.OpenPlainAsync(sha256, Ct);
        using var all = new MemoryStream();
        await plain.CopyToAsync(all, Ct);
        return all.ToArray();
    }
}
