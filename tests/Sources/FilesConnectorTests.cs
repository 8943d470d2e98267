using System.IO.Compression;
using System.Text;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Landing;
using Carelake.Sources.Files;

namespace Carelake.Tests.Sources;

public sealed class FilesConnectorTests : ConnectorConformity
{
    private string _path = "in/*.csv";
    private LoadType _load = LoadType.Append;
    private Dictionary<string, string> _settings = [];

    protected override IConnector Connector { get; } = new FilesConnector();

    protected override bool IsWholeTable => false;

    [Fact]
    public async Task The_same_content_is_never_taken_twice_whatever_it_is_called()
    {
        await AddAsync(1, 5);
        var state = (await PullAsync(Pull()))[^1].NextState;
        var file = Directory.GetFiles(In()).Single();
        File.Move(file, Path.Combine(In(), "renamed.csv"));
        File.Copy(Path.Combine(In(), "renamed.csv"), Path.Combine(In(), "copied.csv"));

        (await PullAsync(Pull() with { State = state })).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_still_written_is_left_for_the_next_pull()
    {
        await AddAsync(1, 5);
        _settings = new() { ["settle"] = "00:00:00.5" };
        var growing = Path.Combine(In(), "z.csv");
        await File.WriteAllTextAsync(growing, "id,name\n1,a\n");
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(50);
                await File.AppendAllTextAsync(growing, "2,b\n");
            }
        });

        var taken = await PullAsync(Pull());
        await stop.CancelAsync();
        await writer;

        taken.Select(extract => extract.Name).ShouldBe(["1.csv"]);
        (await PullAsync(Pull() with { State = taken[^1].NextState })).Single().Name.ShouldBe("z.csv");
    }

    [Fact]
    public async Task Names_that_mean_unfinished_are_left()
    {
        await AddAsync(1, 5);
        _path = "in";
        foreach (var name in (string[])["a.csv.part", ".hidden.csv", "b.tmp"])
            await File.WriteAllTextAsync(Path.Combine(In(), name), "id\n1\n");

        (await PullAsync(Pull())).Single().Name.ShouldBe("1.csv");
    }

    [Fact]
    public async Task A_loaded_file_is_archived_when_its_extract_is_complete_and_not_before()
    {
        _settings = new() { ["archive"] = "done" };
        await AddAsync(1, 5);
        var extract = (await PullAsync(Pull())).Single();
        File.Exists(extract.Path).ShouldBeTrue();

        extract.Complete();
        extract.Complete();

        File.Exists(extract.Path).ShouldBeFalse();
        File.Exists(Path.Combine(Folder, "done", "1.csv")).ShouldBeTrue();
        (await PullAsync(Pull() with { State = extract.NextState })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("in/missing.csv", "SRC-0020")]
    [InlineData("nowhere", "SRC-0020")]
    [InlineData("in/*.none", "SRC-0020")]
    [InlineData("in/empty.csv", "SRC-0021")]
    [InlineData("in/cut.parquet", "SRC-0022")]
    [InlineData("in/cut.csv.gz", "SRC-0022")]
    public async Task A_file_that_cannot_be_taken_is_said_plainly(string path, string code)
    {
        Directory.CreateDirectory(In());
        await File.WriteAllBytesAsync(Path.Combine(In(), "empty.csv"), []);
        await File.WriteAllBytesAsync(Path.Combine(In(), "cut.parquet"), "PAR1 and then nothing more"u8.ToArray());
        await File.WriteAllBytesAsync(Path.Combine(In(), "cut.csv.gz"), [0x1F, 0x8B, 8, 0, 1, 2]);
        _path = path;

        (await Should.ThrowAsync<CarelakeException>(() => PullAsync(Pull()))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task One_bad_file_does_not_hold_up_the_good_ones()
    {
        await AddAsync(1, 5);
        await File.WriteAllBytesAsync(Path.Combine(In(), "0-empty.csv"), []);
        var names = new List<string>();

        var error = await Should.ThrowAsync<CarelakeException>(async () =>
        {
            await foreach (var extract in Connector.ReadAsync(Pull(), default))
                names.Add(extract.Name);
        });

        error.Code.ShouldBe("SRC-0021");
        names.ShouldBe(["1.csv"]);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("windows-1252", false)]
    public async Task Text_in_any_usual_encoding_is_read_and_its_bytes_stay_as_they_are(string encoding, bool hasMark)
    {
        var encoder = TextEncodings.Get(encoding);
        byte[] bytes = [.. hasMark ? encoder.GetPreamble() : [], .. encoder.GetBytes("id;name\r\n1;Zoë Müller\r\n2;\"a\r\nb\"\r\n")];
        Directory.CreateDirectory(In());
        await File.WriteAllBytesAsync(Path.Combine(In(), "a.csv"), bytes);

        var extract = (await PullAsync(Pull())).Single();

        extract.Format.Encoding.ShouldBe(encoding);
        extract.Format.Csv!.Delimiter.ShouldBe(';');
        extract.Format.Csv.Columns.ShouldBe(["id", "name"]);
        (await File.ReadAllBytesAsync(extract.Path)).ShouldBe(bytes);
        Query<string>(extract, "SELECT name FROM extract WHERE id = '1'").ShouldBe("Zoë Müller");
        Rows([extract]).ShouldBe(2);
    }

    [Fact]
    public async Task Gzip_is_landed_as_it_came_and_read_unzipped()
    {
        _path = "in/*.gz";
        Directory.CreateDirectory(In());
        await using (var file = File.Create(Path.Combine(In(), "a.csv.gz")))
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            await gzip.WriteAsync("a,b\n1,2\n"u8.ToArray());

        var extract = (await PullAsync(Pull())).Single();

        extract.Format.IsGzip.ShouldBeTrue();
        Rows([extract]).ShouldBe(1);
    }

    [Fact]
    public async Task Resources_of_one_type_come_out_of_a_bundle()
    {
        (_path, _settings) = ("in/*.json", new() { ["resource"] = "Patient" });
        Directory.CreateDirectory(In());
        await File.WriteAllTextAsync(Path.Combine(In(), "b.json"), """
            {"resourceType": "Bundle", "entry": [
              {"resource": {"resourceType": "Patient", "id": "p1",
                "name": [{"family": "Test"}]}},
              {"resource": {"resourceType": "Encounter", "id": "e1"}},
              {"fullUrl": "urn:x"},
              {"resource": {"resourceType": "Patient", "id": "p2"}}]}
            """);

        var extract = (await PullAsync(Pull())).Single();

        Query<string>(extract, "SELECT string_agg(id, ',') FROM extract").ShouldBe("p1,p2");
    }

    [Fact]
    public async Task Fixed_width_is_cut_at_its_columns()
    {
        (_path, _settings) = ("in/*.txt", new() { ["format"] = "fixed", ["columns"] = "code:1-5, flag:7, title:9-" });
        Directory.CreateDirectory(In());
        await File.WriteAllTextAsync(Path.Combine(In(), "f.txt"), "A00   1 Cholera, \"old\"\r\nB1    0\r\n");

        var extract = (await PullAsync(Pull())).Single();

        using var stream = File.OpenRead(extract.Path);
        using var file = await ReadableFile.WriteAsync(stream, extract.Format, NewScratch(), "f", default);
        (await File.ReadAllTextAsync(file.Path)).ShouldBe("code,flag,title\nA00,1,\"Cholera, \"\"old\"\"\"\nB1,0,\n");
    }

    [Fact]
    public async Task Parquet_is_taken_as_it_is()
    {
        _path = "in/**/*.parquet";
        Directory.CreateDirectory(Path.Combine(In(), "deep"));
        using (var connection = DuckDbConnection.Connect())
            connection.Execute($"COPY (SELECT 1 AS a) TO {DuckDbSql.Literal(Path.Combine(In(), "deep", "a.parquet"))} (FORMAT parquet)");

        Rows(await PullAsync(Pull())).ShouldBe(1);
    }

    [Fact]
    public async Task A_full_load_calls_each_file_the_whole_table()
    {
        _load = LoadType.Full;
        await AddAsync(1, 5);

        (await PullAsync(Pull())).Single().IsFullSnapshot.ShouldBeTrue();
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", ',', '"', true)]
    [InlineData("a;b\n\"x;1\";2,5\n\"y\nz\";3,5\n", ';', '"', true)]
    [InlineData("a\tb\n1\t\"no\n2\tok\n", '\t', null, true)]
    [InlineData("a|b\n1|'x|y'\n2|'z'\n", '|', '\'', true)]
    [InlineData("1,2024-01-01\n2,2024-01-02\n", ',', '"', false)]
    [InlineData("id\n1\n2\n", ',', '"', true)]
    [InlineData("name,note\nO'Hara,x\nO'Neil,y\n", ',', '"', true)]
    [InlineData("Category,Codes,Text\nA,\"one, two\",x\nB,three,\"y, z\"\n", ',', '"', true)]
    public void A_dialect_is_found_by_looking(string text, char delimiter, char? quote, bool hasHeader)
    {
        var dialect = CsvDialectDetector.Detect(text, isWhole: true, FilesOptions.From(Pull()));

        (dialect.Delimiter, dialect.Quote, dialect.HasHeader).ShouldBe((delimiter, quote, hasHeader));
    }

    protected override TablePull Pull() => new()
    {
        SourceId = "claims",
        Table = "claims",
        Settings = new Dictionary<string, string>(_settings) { ["path"] = _path, ["settle"] = _settings.GetValueOrDefault("settle", "00:00:00") },
        Load = _load,
        ScratchFolder = NewScratch(),
        ProjectFolder = Folder,
    };

    protected override async Task AddAsync(int first, int count)
    {
        Directory.CreateDirectory(In());
        var text = new StringBuilder("id,name\n");
        foreach (var number in Enumerable.Range(first, count))
            text.Append(number).Append(",name ").Append(number).Append('\n');
        await File.WriteAllTextAsync(Path.Combine(In(), $"{first}.csv"), text.ToString());
    }

    protected override Task BreakAsync()
    {
        Directory.Delete(In(), recursive: true);
        return Task.CompletedTask;
    }

    private string In() => Path.Combine(Folder, "in");
}
