using Carelake.Lake.Landing;
using Carelake.Sources.PostgreSql;

namespace Carelake.Tests.Sources;

public sealed class PostgreSqlConnectorTests(PostgresServer server) : DatabaseConformity
{
    protected override IConnector Connector { get; } = new PostgreSqlConnector();

    protected override string BrokenConnectionString =>
        $"Host=127.0.0.1;Port={LocalServer.FreePort()};Username=x;Password=hidden;Database=x";

    [Fact]
    public async Task Every_type_arrives_as_it_was()
    {
        await ExecuteAsync(
            """
            CREATE TYPE mood AS ENUM ('calm');
            CREATE TABLE types (a smallint, b bigint, c boolean, d real, e double precision, f numeric, g numeric(20,4), h numeric(38,10),
                i text, j char(3), k date, l time, m timestamp(6), n timestamptz, o uuid, p bytea, q jsonb, r int[], s interval, t mood, u inet);
            INSERT INTO types VALUES (1, 9007199254740993, true, 1.5, 2.25, 12345678901234567890123456789012345.678, 1.2345,
                1234567890123456789012345678.1234567890, 'é', 'ab', '2024-02-29', '23:59:59.999999', '2024-01-01 00:00:00.123456',
                '2024-01-01 02:00:00+02', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '\x00ff', '{"a": 1}', '{1,2}', '1 day 2 hours', 'calm', '10.0.0.1');
            INSERT INTO types DEFAULT VALUES;
            """);

        var extract = (await PullAsync(Pull() with { Load = LoadType.Full, Watermark = null, Keys = [], Table = "types" })).Single();

        Query<string>(extract, "SELECT concat_ws('|', a, b, c, d, e, f, g, h, i, j, k, l, m, o, q, r, s, t, u) FROM extract WHERE a = 1").ShouldBe(
            "1|9007199254740993|true|1.5|2.25|12345678901234567890123456789012345.678|1.2345|1234567890123456789012345678.1234567890|é|ab |"
            + "2024-02-29|23:59:59.999999|2024-01-01 00:00:00.123456|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11|{\"a\": 1}|{1,2}|1 day 02:00:00|calm|10.0.0.1/32");
        Query<bool>(extract, "SELECT n = TIMESTAMPTZ '2024-01-01 00:00:00+00' AND p = '\\x00\\xFF'::BLOB FROM extract WHERE a = 1").ShouldBeTrue();
        Query<long>(extract, "SELECT count(*) FROM extract WHERE COALESCE(a::VARCHAR, b::VARCHAR, i, k::VARCHAR, r, u) IS NULL").ShouldBe(1);
    }

    [Fact]
    public async Task A_name_with_a_schema_and_a_uri_work()
    {
        await ExecuteAsync("CREATE SCHEMA emr; CREATE TABLE emr.\"Patients\" (\"ID\" int, \"ModifiedDate\" date); INSERT INTO emr.\"Patients\" VALUES (1, '2024-01-01')");
        var builder = new Npgsql.NpgsqlConnectionStringBuilder(ConnectionString);
        var pull = Pull() with
        {
            Settings = new Dictionary<string, string> { ["connection"] = $"postgresql://postgres@{builder.Host}:{builder.Port}/{builder.Database}" },
            TableSettings = new Dictionary<string, string> { ["table"] = "emr.Patients" },
            Watermark = "modifieddate",
            Keys = ["id"],
        };

        Rows(await PullAsync(pull)).ShouldBe(1);
    }

    protected override async Task OpenAsync() => ConnectionString = await server.DatabaseAsync();

    protected override string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"")}\"";

    protected override Task ExecuteAsync(string sql) => PostgresServer.ExecuteAsync(ConnectionString, sql);

    protected override Task KillConnectionsAsync() => server.KillConnectionsAsync(ConnectionString);
}
