using Carelake.Delta;
using Carelake.Delta.Maintenance;
using Carelake.Delta.Writes;
using Carelake.DuckDb;

namespace Carelake.Tests.Delta.Writes;

/// <summary>Random operations on a table and on a dictionary come to the same, at every version, however the table is read.</summary>
public sealed class DeltaModelTests : IDisposable
{
    private const int Operations = 40;

    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-model-").FullName;
    private readonly DuckDbConnection _duck = Queries.Connect();

    public void Dispose()
    {
        _duck.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Random_operations_end_as_in_memory(int seed, bool isPartitioned)
    {
        var random = new Random(seed);
        var table = DeltaTable.ForPath(Path.Combine(_folder, $"t{seed}"));
        var model = new Dictionary<long, long>();
        var history = new Dictionary<long, List<string>>();
        table.Write(_duck, new DeltaChange
        {
            RowsSql = "SELECT 0::BIGINT AS id, 0::BIGINT AS v, 0::INTEGER AS p WHERE false",
            CreateAs = new DeltaTableDefinition { PartitionColumns = isPartitioned ? ["p"] : [] },
        });
        for (var i = 0; i < Operations; i++)
        {
            var (operation, version) = Step(table, model, random, i);
            var expected = model.OrderBy(row => row.Key).Select(row => $"{row.Key}:{row.Value}:{row.Key % 3}").ToList();
            Rows(table, version).ShouldBe(expected, $"seed {seed}, step {i}: {operation}");
            history[version] = expected;
        }

        foreach (var (version, expected) in history)
            Rows(DeltaTable.ForPath(table.Folder), version).ShouldBe(expected, $"seed {seed}, version {version} looked back at");
    }

    private (string Operation, long Version) Step(DeltaTable table, Dictionary<long, long> model, Random random, int step)
    {
        long from = random.Next(0, 200), to = from + random.Next(1, 60);
        switch (random.Next(7))
        {
            case 0:
                var missing = Enumerable.Range((int)from, (int)(to - from)).Where(id => !model.ContainsKey(id)).Select(id => (long)id).ToList();
                missing.ForEach(id => model[id] = step);
                var rows = missing.Count == 0 ? "SELECT 0 AS id WHERE false" : $"SELECT unnest([{string.Join(", ", missing)}])::BIGINT AS id";
                return ("append", table.Append(_duck, $"SELECT id::BIGINT AS id, {step}::BIGINT AS v, (id % 3)::INTEGER AS p FROM ({rows})").Version);
            case 1:
                foreach (var id in model.Keys.Where(id => id >= from && id < to && id % 2 == 0).ToList()) model.Remove(id);
                return ("delete", table.Delete(_duck, $"id >= {from} AND id < {to} AND id % 2 = 0").Version);
            case 2:
                foreach (var id in model.Keys.Where(id => id >= from && id < to).ToList()) model[id] += 100;
                return ("update", table.Update(_duck, new Dictionary<string, string> { ["v"] = "v + 100" }, $"id >= {from} AND id < {to}").Version);
            case 3:
                for (var id = from; id < to; id++) model[id] = step;
                return ("merge", table.Merge(_duck, new DeltaMerge
                {
                    SourceSql = $"SELECT i::BIGINT AS id, {step}::BIGINT AS v, (i % 3)::INTEGER AS p FROM range({from}, {to}) AS r(i)", Keys = ["id"],
                }).Version);
            case 4:
                var p = random.Next(3);
                foreach (var id in model.Keys.Where(id => id % 3 == p).ToList()) model.Remove(id);
                model[p] = step;
                return ("overwrite", table.Overwrite(_duck, $"SELECT {p}::BIGINT AS id, {step}::BIGINT AS v, {p} AS p", where: $"p = {p}").Version);
            case 5:
                return ("compact", table.Compact(_duck, new CompactOptions { DeletedShare = random.NextDouble() }).Version);
            default:
                return ("checkpoint", table.Checkpoint(_duck, TimeProvider.System));
        }
    }

    private List<string> Rows(DeltaTable table, long version)
    {
        var rows = new List<string>();
        using var command = _duck.CreateCommand($"SELECT id, v, p FROM ({table.Snapshot(_duck, version).ScanSql()}) ORDER BY id");
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add($"{reader.GetInt64(0)}:{reader.GetInt64(1)}:{reader.GetInt64(2)}");
        return rows;
    }
}
