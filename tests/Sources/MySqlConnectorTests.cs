using Carelake.Lake.Landing;
using Carelake.Sources.MySql;

namespace Carelake.Tests.Sources;

public sealed class MySqlConnectorTests(MariaDbServer server) : DatabaseConformity
{
    protected override IConnector Connector { get; } = new MySqlConnector();

    protected override string TimestampType => "datetime(6)";

    protected override string BrokenConnectionString =>
        $"Server=127.0.0.1;Port={LocalServer.FreePort()};User ID=x;Password=hidden;Database=x;SslMode=None";

    [Fact]
    public async Task Every_type_arrives_as_it_was()
    {
        await ExecuteAsync(
            """
            CREATE TABLE types (a tinyint, b bigint unsigned, c double, d decimal(20,4), e decimal(38,10), f text, g date, h time(6),
                i datetime(6), j blob, k enum('calm'), l year, m date, n smallint);
            INSERT INTO types VALUES (1, 18446744073709551615, 2.25, 1.2345, 1234567890123456789012345678.1234567890, 'é€', '2024-02-29',
                '-26:00:00.5', '2024-01-01 00:00:00.123456', x'00ff', 'calm', 2024, '0000-00-00', -3);
            """);

        var extract = (await PullAsync(Pull() with { Load = LoadType.Full, Watermark = null, Keys = [], Table = "types" })).Single();

        Query<string>(extract, "SELECT concat_ws('|', a, b, c, d, e, f, g, h, i, hex(j), k, l, m IS NULL, n) FROM extract").ShouldBe(
            "1|18446744073709551615|2.25|1.2345|1234567890123456789012345678.1234567890|é€|2024-02-29|-26:00:00.500000|"
            + "2024-01-01 00:00:00.123456|00FF|calm|2024|true|-3");
    }

    protected override async Task OpenAsync() => ConnectionString = await server.DatabaseAsync();

    protected override string Quote(string identifier) => $"`{identifier.Replace("`", "``")}`";

    protected override Task ExecuteAsync(string sql) => MariaDbServer.ExecuteAsync(ConnectionString, sql);

    protected override Task KillConnectionsAsync() => server.KillConnectionsAsync(ConnectionString);
}
