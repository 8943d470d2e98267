using Carelake.Delta;
using Carelake.Delta.Scans;
using Carelake.DuckDb;
using Carelake.Lake.Pipeline;

namespace Carelake.Tests.Lake.Pipeline;

public sealed class StoredVersionsTests : IDisposable
{
    private const string Observations = "STRUCT(_effective_at TIMESTAMP, _source_id VARCHAR, _batch_id VARCHAR, _landing_file VARCHAR, _position BIGINT)[]";

    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-stored-").FullName;
    private readonly DuckDbConnection _duck = DuckDbConnection.Connect("Data Source=:memory:");

    public void Dispose()
    {
        _duck.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Observations_are_left_unread_until_a_file_has_one()
    {
        var table = DeltaTable.ForPath(Path.Combine(_folder, "t"));
        table.Append(_duck, $"SELECT 'k' || range AS id, range AS n, CAST(NULL AS {Observations}) AS observed_at FROM range(100000)");
        _duck.Execute("CREATE TEMP TABLE wanted AS SELECT unnest(['k7', 'k99999', 'k100000', 'x']) AS id");
        var before = new StoredVersions(_duck, table.Snapshot(_duck));

        before.Sql(withPlaces: false).ShouldNotContain("'observed_at':");
        Rows(before.MatchingSql(new RowMatch("wanted", ["id"]))).ShouldBe("k7:7:0:7 k99999:99999:0:99999");

        table.Append(_duck, $"SELECT 'k100000' AS id, 1 AS n, CAST([{{'_effective_at': TIMESTAMP '2024-01-01', '_position': 5}}] AS {Observations}) AS observed_at");
        var after = new StoredVersions(_duck, table.Snapshot(_duck));

        Rows(after.MatchingSql(new RowMatch("wanted", ["id"]))).ShouldBe("k100000:1:1:0 k7:7:0:7 k99999:99999:0:99999");
        Rows($"SELECT * FROM ({after.Sql(withPlaces: true)}) WHERE id IN ('k7', 'k100000')").ShouldBe("k100000:1:1:0 k7:7:0:7");
    }

    // Key, value, number of observations, place.
    private string Rows(string sql)
    {
        using var command = _duck.CreateCommand(
            $"SELECT concat_ws(':', id, n, coalesce(len(observed_at), 0), _file_row) FROM ({sql}) ORDER BY 1");
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return string.Join(' ', rows);
    }
}
