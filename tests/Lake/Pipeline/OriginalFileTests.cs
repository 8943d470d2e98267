using Carelake.Lake.Landing;

namespace Carelake.Tests.Lake.Pipeline;

/// <summary>A source's own file is read in place of the landed copy, and bronze holds what was landed all the same.</summary>
public sealed class OriginalFileTests : IDisposable
{
    private const string Landed = "id,name,born,changed\np1,Ash,1980-01-01,2024-01-01\np2,Birch,1990-02-02,2024-01-02\n";
    private readonly TestLake _lake = new();

    private string Path => System.IO.Path.Combine(_lake.Folder, "people.csv");

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("landed", "id,name,born,changed\np9,Zelkova,1980-01-01,2024-01-01\n")]
    [InlineData("batch-recorded", "")]
    [InlineData("bronze-read", "id,name,born,changed\np9,Zelkova,1980-01-01,2024-01-01\n")]
    [InlineData("bronze-read", null)]
    public async Task A_file_that_changes_or_goes_after_it_was_landed_is_loaded_as_it_was_landed(string point, string? later)
    {
        var changes = 0;
        await File.WriteAllTextAsync(Path, Landed);
        _lake.Source.Original("people", Path);
        _lake.Reached = reached =>
        {
            if (reached != point || changes++ > 0) return;
            if (later is null) File.Delete(Path);
            else File.WriteAllText(Path, later);
        };

        await _lake.RunWellAsync();

        changes.ShouldBeGreaterThan(0);
        _lake.Query("select id, name from bronze.emr_people order by id").ShouldBe(["p1|Ash", "p2|Birch"]);
        _lake.Query("select person_id from silver.person order by 1").ShouldBe(["p1", "p2"]);
    }

    [Fact]
    public void A_file_stands_until_its_size_or_time_changes()
    {
        File.WriteAllText(Path, Landed);
        var file = OriginalFile.Of(Extract()).ShouldNotBeNull();
        file.Stands.ShouldBeTrue();

        File.SetLastWriteTimeUtc(Path, File.GetLastWriteTimeUtc(Path).AddSeconds(1));
        file.Stands.ShouldBeFalse();
    }

    [Fact]
    public void What_the_engine_cannot_read_as_it_is_is_read_from_landing()
    {
        File.WriteAllText(Path, Landed, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        OriginalFile.Of(Extract()).ShouldBeNull();
        OriginalFile.Of(Extract() with { Format = ExtractFormat.Utf8Csv(new CsvDialect()) with { IsGzip = true } }).ShouldBeNull();
        OriginalFile.Of(Extract() with { Format = ExtractFormat.Ndjson }).ShouldBeNull();
    }

    [Theory]
    [InlineData("people[1].csv")]
    [InlineData("people*.csv")]
    [InlineData("month=2024-01.csv")]
    [InlineData("people.csv.gz")]
    public async Task A_name_that_the_engine_would_read_as_a_pattern_a_partition_or_zipped_is_loaded_all_the_same(string name)
    {
        var path = System.IO.Path.Combine(_lake.Folder, name);
        await File.WriteAllTextAsync(path, Landed);
        await File.WriteAllTextAsync(System.IO.Path.Combine(_lake.Folder, "people1.csv"), "id,name,born,changed\np9,Zelkova,1980-01-01,2024-01-01\n");
        _lake.Source.Original("people", path);

        await _lake.RunWellAsync();

        _lake.Query("select * exclude (_source_id, _batch_id, _landing_file) from bronze.emr_people order by id")
            .ShouldBe(["p1|Ash|1980-01-01|2024-01-01|1", "p2|Birch|1990-02-02|2024-01-02|2"]);
    }

    private Extract Extract() => new() { Name = "people", Path = Path, Format = ExtractFormat.Utf8Csv(new CsvDialect()) };
}
