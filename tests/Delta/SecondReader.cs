using System.Diagnostics;
using System.Text.Json;
using Carelake.Delta;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Tests.Delta;

/// <summary>
/// ClickHouse's reader of Delta tables (npm <c>chdb</c>, on delta-kernel), which shares no line with ours. <c>./test</c> installs it.
/// </summary>
internal static class SecondReader
{
    /// <summary>Each of our figures about a table, and how the second reader computes it. All whole numbers.</summary>
    private static readonly (string Ours, string Theirs)[] Figures =
    [
        ("count(*)", "count()"),
        ("coalesce(sum(id), 0)", "sum(id)"),
        ("coalesce(sum(id * id), 0)", "sum(id * id)"),
        ("count(amount)", "count(amount)"),
        ("CAST(coalesce(sum(amount), 0) * 100 AS BIGINT)", "toInt64(coalesce(sum(amount), 0) * 100)"),
        ("coalesce(sum(day - DATE '1970-01-01'), 0)", "coalesce(sum(toInt32(day)), 0)"),
        ("coalesce(sum(epoch_ms(seen_at)), 0)", "coalesce(sum(toUnixTimestamp64Milli(seen_at)), 0)"),
        ("count(name)", "count(name)"),
        ("coalesce(sum(length(name)), 0)", "coalesce(sum(lengthUTF8(name)), 0)"),
        ("count(DISTINCT region)", "uniqExact(region)"),
        ("count(*) FILTER (WHERE region = 'a b/c')", "countIf(region = 'a b/c')"),
    ];

    /// <summary>Both readers find the same figures in the latest version of a table with the columns of <see cref="Rows"/>.</summary>
    public static void ShouldAgree(DeltaTable table, DuckDbConnection connection)
    {
        var ours = Ours(table.Snapshot(connection), connection);
        Theirs(table.Folder, string.Join(", ", Figures.Select(figure => figure.Theirs))).ShouldBe(ours);
    }

    /// <summary>A SELECT of rows with every kind of value that the figures look at, nulls among them.</summary>
    /// <param name="first">First id.</param>
    /// <param name="count">How many rows.</param>
    public static string Rows(int first, int count) => $"""
        SELECT id::BIGINT AS id, CASE WHEN id % 7 <> 0 THEN CAST(id * 13 % 100000 AS DECIMAL(12,2)) / 100 END::DECIMAL(12,2) AS amount,
            CASE WHEN id % 11 <> 0 THEN DATE '2020-01-31' + (id % 900)::INTEGER END AS day,
            TIMESTAMPTZ '2024-02-29 12:00:00.123+00' + to_seconds(id) AS seen_at,
            CASE WHEN id % 5 <> 0 THEN 'Zoë ' || id END AS name,
            CASE id % 3 WHEN 0 THEN 'a b/c' WHEN 1 THEN 'x=1%' END AS region
        FROM range({first}, {first + count}) AS r(id)
        """;

    private static string[] Ours(DeltaSnapshot snapshot, DuckDbConnection connection)
    {
        using var command = connection.CreateCommand(
            $"SELECT {string.Join(", ", Figures.Select(figure => $"CAST({figure.Ours} AS VARCHAR)"))} FROM ({snapshot.ScanSql()})");
        using var reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
    }

    private static string[] Theirs(string folder, string expressions)
    {
        RequireInstalled();
        var start = new ProcessStartInfo("node", [Repository.Path("tests", "readers", "chdb.mjs"), folder, expressions])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        using var process = Process.Start(start)!; // Started without a shell, so there is a process.
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors.GetAwaiter().GetResult());
        return JsonSerializer.Deserialize<string[]>(output)!; // The script prints an array.
    }

    private static void RequireInstalled()
    {
        if (Directory.Exists(Repository.Path("tests", "node_modules", "chdb"))) return;
        const string Remedy = "The second reader is not installed: run ./test, or npm ci in tests/.";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(Remedy);
        Assert.Skip(Remedy);
    }
}
