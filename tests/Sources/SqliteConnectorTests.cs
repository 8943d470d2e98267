using Carelake.Core;
using Carelake.Lake.Landing;
using Carelake.Sources.Sqlite;
using Microsoft.Data.Sqlite;

namespace Carelake.Tests.Sources;

public sealed class SqliteConnectorTests : DatabaseConformity
{
    protected override IConnector Connector { get; } = new SqliteConnector();

    protected override bool CanBeKilled => false;

    protected override string TimestampType => "text";

    protected override string BrokenConnectionString => "nowhere.db";

    [Fact]
    public async Task A_value_that_is_not_what_its_column_declares_is_an_error_that_names_the_way_out()
    {
        await ExecuteAsync("CREATE TABLE loose (id integer PRIMARY KEY, age int); INSERT INTO loose VALUES (1, 'n/a')");
        var pull = Pull() with { Table = "loose", Load = LoadType.Full, Watermark = null };

        (await Should.ThrowAsync<CarelakeException>(() => PullAsync(pull))).Code.ShouldBe("SRC-0005");
        Scratch(pull).ShouldBeEmpty();

        var asText = pull with { TableSettings = new Dictionary<string, string> { ["as_text"] = "age" } };
        Query<string>((await PullAsync(asText)).Single(), "SELECT age FROM extract").ShouldBe("n/a");
    }

    [Fact]
    public async Task Every_type_arrives_as_it_was()
    {
        await ExecuteAsync(
            """
            CREATE TABLE types (a integer, b real, c text, d blob, e decimal(10,2), f boolean, g date, h);
            INSERT INTO types VALUES (9007199254740993, 2.25, 'é', x'00ff', 10.1, 1, '2024-02-29', 'any');
            """);

        var extract = (await PullAsync(Pull() with { Load = LoadType.Full, Watermark = null, Keys = [], Table = "types" })).Single();

        Query<string>(extract, "SELECT concat_ws('|', a, b, c, hex(d), e, f, g, h) FROM extract").ShouldBe(
            "9007199254740993|2.25|é|00FF|10.10|true|2024-02-29|any");
    }

    protected override Task OpenAsync()
    {
        ConnectionString = Path.Combine(Folder, "clinic.db");
        return Task.CompletedTask;
    }

    protected override string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"")}\"";

    protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    protected override Task KillConnectionsAsync() => throw new NotSupportedException();
}
