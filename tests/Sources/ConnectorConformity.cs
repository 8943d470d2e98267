using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Landing;

namespace Carelake.Tests.Sources;

/// <summary>What every connector must do, whatever it reads. A new connector derives from this and says how its source is filled.</summary>
public abstract class ConnectorConformity : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-source-").FullName;
    private int _scratchFolders;

    protected abstract IConnector Connector { get; }

    /// <summary>A folder of the test's own, for files of the source.</summary>
    protected string Folder => _folder;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A pull of the source's table in the load type under test, with a scratch folder of its own and no state.</summary>
    protected abstract TablePull Pull();

    /// <summary>Puts rows with these numbers into the source.</summary>
    protected abstract Task AddAsync(int first, int count);

    /// <summary>Makes the source fail from its first byte.</summary>
    protected abstract Task BreakAsync();

    [Fact]
    public async Task A_pull_takes_every_row_and_a_second_one_takes_nothing()
    {
        await AddAsync(1, 10);
        var first = await PullAsync(Pull());

        Rows(first).ShouldBe(10);
        (await PullAsync(Pull() with { State = first[^1].NextState })).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_added_later_comes_with_the_next_pull()
    {
        await AddAsync(1, 10);
        var first = await PullAsync(Pull());
        await AddAsync(11, 5);

        var second = await PullAsync(Pull() with { State = first[^1].NextState });

        Rows(second).ShouldBe(second[0].IsFullSnapshot && Pull().Load == LoadType.Full && IsWholeTable ? 15 : 5);
        (await PullAsync(Pull() with { State = second[^1].NextState })).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_source_gives_the_same_bytes()
    {
        await AddAsync(1, ManyRows);

        var first = await PullAsync(Pull());
        var second = await PullAsync(Pull());

        second.Select(extract => Hash(extract.Path)).ShouldBe(first.Select(extract => Hash(extract.Path)));
        second[^1].NextState.ShouldBe(first[^1].NextState);
    }

    [Fact]
    public async Task The_hash_that_an_extract_names_is_that_of_its_file()
    {
        await AddAsync(1, 3);

        foreach (var extract in await PullAsync(Pull()))
            (extract.Sha256 ?? Hash(extract.Path)).ShouldBe(Hash(extract.Path));
    }

    [Fact]
    public async Task A_state_can_be_used_again_when_the_run_after_it_was_lost()
    {
        await AddAsync(1, 10);
        var state = (await PullAsync(Pull()))[^1].NextState;
        await AddAsync(11, 5);

        var lost = await PullAsync(Pull() with { State = state });
        var again = await PullAsync(Pull() with { State = state });

        Rows(again).ShouldBe(Rows(lost));
        again[^1].NextState.ShouldBe(lost[^1].NextState);
    }

    [Fact]
    public async Task A_source_that_is_down_gives_a_clear_error_and_leaves_nothing()
    {
        await AddAsync(1, 10);
        await BreakAsync();
        var pull = Pull();

        var error = await Should.ThrowAsync<CarelakeException>(() => PullAsync(pull));

        error.Code.ShouldStartWith("SRC-");
        error.Remedy.ShouldNotBeEmpty();
        foreach (var secret in pull.Settings.Values.Where(value => value.Contains("assword=", StringComparison.OrdinalIgnoreCase)))
            error.Message.ShouldNotContain(secret);
        Scratch(pull).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pull_that_is_stopped_leaves_nothing_and_the_next_one_takes_all()
    {
        await AddAsync(1, 10);
        var pull = Pull();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => PullAsync(pull, stop.Token));

        Scratch(pull).ShouldBeEmpty();
        Rows(await PullAsync(Pull())).ShouldBe(10);
    }

    /// <summary>A full load reads the whole table again, not only new files.</summary>
    protected virtual bool IsWholeTable => true;

    /// <summary>Enough rows for more than one page or chunk.</summary>
    protected virtual int ManyRows => 3000;

    protected string NewScratch() =>
        Directory.CreateDirectory(Path.Combine(_folder, $"scratch{Interlocked.Increment(ref _scratchFolders)}")).FullName;

    protected static IEnumerable<string> Scratch(TablePull pull) => Directory.EnumerateFileSystemEntries(pull.ScratchFolder);

    protected async Task<IReadOnlyList<Extract>> PullAsync(TablePull pull, CancellationToken cancellationToken = default)
    {
        var extracts = new List<Extract>();
        await foreach (var extract in Connector.ReadAsync(pull, cancellationToken))
            extracts.Add(extract);
        return extracts;
    }

    protected static long Rows(IEnumerable<Extract> extracts) => extracts.Sum(extract => Query<long>(extract, "SELECT count(*) FROM extract"));

    /// <summary>Asks an extract, as the relation <c>extract</c>, through the engine.</summary>
    protected static T Query<T>(Extract extract, string sql)
    {
        using var connection = DuckDbConnection.Connect();
        var scratch = Directory.CreateTempSubdirectory("carelake-read-").FullName;
        try
        {
            using var stream = File.OpenRead(extract.Path);
            using var file = ReadableFile.WriteAsync(stream, extract.Format, scratch, extract.Name, default).GetAwaiter().GetResult();
            connection.Execute($"CREATE VIEW extract AS SELECT * FROM {Relation(file)}");
            return connection.Scalar<T>(sql);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static string Relation(ReadableFile file)
    {
        var path = DuckDbSql.Literal(file.Path);
        return file.Format switch
        {
            { Kind: FormatKind.Parquet } => $"read_parquet({path})",
            { Kind: FormatKind.Ndjson } => $"read_json({path}, format='newline_delimited')",
            { Csv: { } csv } =>
                $"read_csv({path}, all_varchar=true, delim={DuckDbSql.Literal(csv.Delimiter.ToString())}, header={csv.HasHeader}, "
                + $"quote={DuckDbSql.Literal(csv.Quote?.ToString() ?? "")}, auto_detect=false, columns={Columns(csv)})",
            _ => throw new NotSupportedException(),
        };
    }

    private static string Columns(CsvDialect csv) =>
        "{" + string.Join(", ", csv.Columns.Select(name => $"{DuckDbSql.Literal(name)}: 'VARCHAR'")) + "}";

    private static string Hash(string path) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
}
