using System.Globalization;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Tests.Sources;

/// <summary>What every database connector must do, against a server of its kind. Rows are (id, name, amount, changed).</summary>
public abstract class DatabaseConformity : ConnectorConformity
{
    protected const string Table = "visit";

    protected string ConnectionString { get; set; } = "";

    protected abstract string Quote(string identifier);

    protected abstract Task ExecuteAsync(string sql);

    /// <summary>Ends the connections that are reading.</summary>
    protected abstract Task KillConnectionsAsync();

    protected virtual string TimestampType => "timestamp";

    /// <summary>Whether a pull that nobody reads on can be cut off by the server in mid-read.</summary>
    protected virtual bool CanBeKilled => true;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await OpenAsync();
        await ExecuteAsync($"CREATE TABLE {Table} (id integer PRIMARY KEY, name varchar(200), amount decimal(12,2), changed {TimestampType})");
    }

    protected abstract Task OpenAsync();

    protected override TablePull Pull() => new()
    {
        SourceId = "clinic",
        Table = Table,
        Settings = new Dictionary<string, string> { ["connection"] = ConnectionString },
        Load = LoadType.Incremental,
        Watermark = "changed",
        Keys = ["id"],
        ScratchFolder = NewScratch(),
        ProjectFolder = Folder,
        Timeout = TimeSpan.FromSeconds(30),
    };

    protected override async Task AddAsync(int first, int count)
    {
        foreach (var numbers in Enumerable.Range(first, count).Chunk(500))
        {
            var rows = numbers.Select(number => $"({number}, 'name {number}', {number}.25, '{Stamp(number)}')");
            await ExecuteAsync($"INSERT INTO {Table} VALUES {string.Join(", ", rows)}");
        }
    }

    protected override Task BreakAsync()
    {
        // No server listens here; for a file: no file is there.
        ConnectionString = BrokenConnectionString;
        return Task.CompletedTask;
    }

    protected abstract string BrokenConnectionString { get; }

    protected static string Stamp(int number) =>
        new DateTime(2024, 1, 1).AddMinutes(number).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_change_stamped_with_the_very_watermark_is_seen_and_its_neighbours_are_not_taken_twice()
    {
        await AddAsync(1, 10);
        var first = await PullAsync(Pull());
        await ExecuteAsync($"INSERT INTO {Table} VALUES (11, 'late', 1.00, '{Stamp(10)}')");
        await ExecuteAsync($"UPDATE {Table} SET amount = 99.99 WHERE id = 10");

        var second = await PullAsync(Pull() with { State = first[^1].NextState });

        Query<string>(second.Single(), "SELECT string_agg(id || '=' || amount, ',' ORDER BY id) FROM extract").ShouldBe("10=99.99,11=1.00");
        (await PullAsync(Pull() with { State = second[^1].NextState })).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_committed_late_is_seen_with_a_lookback()
    {
        await AddAsync(1, 100);
        var pull = Pull() with { TableSettings = new Dictionary<string, string> { ["lookback"] = "00:30:00" } };
        var state = (await PullAsync(pull))[^1].NextState;
        await ExecuteAsync($"INSERT INTO {Table} VALUES (1000, 'slow transaction', 1.00, '{Stamp(80)}')");

        var second = await PullAsync(pull with { State = state, ScratchFolder = NewScratch() });

        Query<int>(second.Single(), "SELECT min(id) FROM extract").ShouldBe(1000);
        Rows(second).ShouldBe(1);
    }

    [Fact]
    public async Task A_row_dated_in_the_far_future_does_not_hide_what_comes_after_it()
    {
        await AddAsync(1, 10);
        await ExecuteAsync($"INSERT INTO {Table} VALUES (99, 'wrong clock', 1.00, '2099-01-01 00:00:00')");
        var first = await PullAsync(Pull());
        var soon = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(2).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        await ExecuteAsync($"INSERT INTO {Table} VALUES (100, 'next', 1.00, '{soon}')");

        var second = await PullAsync(Pull() with { State = first[^1].NextState });

        Query<int>(second.Single(), "SELECT min(id) FROM extract").ShouldBe(100);
        Rows(second).ShouldBe(1);
    }

    [Fact]
    public async Task A_full_load_shows_what_is_gone_and_says_nothing_when_nothing_changed()
    {
        await AddAsync(1, 10);
        var full = Pull() with { Load = LoadType.Full, Watermark = null };
        var first = await PullAsync(full);
        first.Single().IsFullSnapshot.ShouldBeTrue();
        (await PullAsync(full with { State = first[^1].NextState })).ShouldBeEmpty();
        await ExecuteAsync($"DELETE FROM {Table} WHERE id <= 4");

        Rows(await PullAsync(full with { State = first[^1].NextState })).ShouldBe(6);
    }

    [Fact]
    public async Task An_empty_table_is_a_full_extract_of_no_rows()
    {
        var extract = (await PullAsync(Pull() with { Load = LoadType.Full })).Single();

        Rows([extract]).ShouldBe(0);
        Query<long>(extract, "SELECT count(*) FROM (DESCRIBE extract)").ShouldBe(4);
    }

    [Fact]
    public async Task Amounts_keep_their_cents()
    {
        await AddAsync(1, 1000);

        Query<string>((await PullAsync(Pull())).Single(), "SELECT typeof(amount) || ' ' || sum(amount) FROM extract GROUP BY typeof(amount)")
            .ShouldBe("DECIMAL(12,2) 500750.00");
    }

    [Fact]
    public async Task Names_that_need_quotes_are_quoted()
    {
        var (table, column) = (Quote("select \"from\" ; drop"), Quote("order; --"));
        await ExecuteAsync($"CREATE TABLE {table} (id integer PRIMARY KEY, {column} varchar(10))");
        await ExecuteAsync($"INSERT INTO {table} VALUES (1, 'x')");
        var pull = Pull() with
        {
            Load = LoadType.Full, Watermark = null, Table = "select \"from\" ; drop",
        };

        Query<string>((await PullAsync(pull)).Single(), "SELECT \"order; --\" FROM extract").ShouldBe("x");
    }

    [Fact]
    public async Task A_missing_table_or_column_is_said_plainly()
    {
        (await Should.ThrowAsync<CarelakeException>(() => PullAsync(Pull() with { Table = "nowhere" }))).Code.ShouldBe("SRC-0002");
        (await Should.ThrowAsync<CarelakeException>(() => PullAsync(Pull() with { Watermark = "nothing" }))).Code.ShouldBe("SRC-0006");
        (await Should.ThrowAsync<CarelakeException>(() => PullAsync(Pull() with { Keys = ["nobody"] }))).Code.ShouldBe("SRC-0006");
        (await Should.ThrowAsync<CarelakeException>(() => PullAsync(Pull() with { Watermark = null }))).Code.ShouldBe("SRC-0004");
    }

    [Fact]
    public async Task A_column_that_was_added_comes_along()
    {
        await AddAsync(1, 3);
        var state = (await PullAsync(Pull()))[^1].NextState;
        await ExecuteAsync($"ALTER TABLE {Table} ADD COLUMN ward varchar(10)");
        await ExecuteAsync($"INSERT INTO {Table} VALUES (4, 'four', 4.00, '{Stamp(4)}', 'W1')");

        // With a new column every row looks different, so those at the very watermark come again: silver drops what did not change.
        var extract = (await PullAsync(Pull() with { State = state })).Single();

        Query<string>(extract, "SELECT ward FROM extract WHERE id = 4").ShouldBe("W1");
    }

    [Fact]
    public async Task A_database_that_goes_away_in_mid_read_loses_nothing_and_gives_nothing_half()
    {
        Assert.SkipUnless(CanBeKilled, "there is no server to kill");
        // More than the sockets between here and the server can hold.
        await AddAsync(1, 60_000);
        await ExecuteAsync($"UPDATE {Table} SET name = repeat('x', 200)");
        var killed = false;
        var pull = Pull() with { Rows = new Reports(() => Kill(ref killed)) };

        var error = await Should.ThrowAsync<CarelakeException>(() => PullAsync(pull));

        killed.ShouldBeTrue();
        error.Code.ShouldBe("SRC-0003");
        error.IsTransient.ShouldBeTrue();
        Scratch(pull).ShouldBeEmpty();
        Rows(await PullAsync(Pull())).ShouldBe(60_000);
    }

    [Fact]
    public async Task All_tables_of_a_snapshot_are_of_one_moment()
    {
        await ExecuteAsync("CREATE TABLE bill (id integer PRIMARY KEY, changed varchar(30))");
        await AddAsync(1, 10);
        await ExecuteAsync("INSERT INTO bill VALUES (1, 'a')");
        await using var snapshot = await ((ISnapshotConnector)Connector).OpenSnapshotAsync(Pull(), default);
        if (CanBeKilled)
        {
            await ExecuteAsync("INSERT INTO bill VALUES (2, 'b')");
            await AddAsync(11, 5);
        }

        var pulls = new[] { Pull(), Pull() with { Table = "bill", Load = LoadType.Full, Watermark = null } }
            .Select(pull => PullAsync(pull with { Snapshot = snapshot }));
        var extracts = await Task.WhenAll(pulls);

        extracts.Select(Rows).ShouldBe([10, 1]);
    }

    private void Kill(ref bool killed)
    {
        if (killed)
            return;
        killed = true;
        KillConnectionsAsync().GetAwaiter().GetResult();
    }

    private sealed class Reports(Action action) : IProgress<long>
    {
        public void Report(long value) => action();
    }
}
