using System.Globalization;
using Carelake.Delta;
using Carelake.DuckDb;
using Carelake.Tests.Delta;

namespace Carelake.Tests.Faults;

/// <summary>
/// A writer is killed at random, again and again, while it appends, merges with deletion vectors, deletes, compacts, writes checkpoints and
/// vacuums. After each kill the table holds exactly the steps that it says it holds, none that was reported done is missing, and the next
/// writer goes on from there.
/// </summary>
public sealed class DeltaKillTests : IDisposable
{
    // CI says 200.
    private static readonly int Kills = Environment.GetEnvironmentVariable("CARELAKE_DELTA_KILLS") is { } said ? int.Parse(said, CultureInfo.InvariantCulture) : 60;
    private const int Lanes = 4;
    private const int Seed = 20240607;

    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Each lane is a table of its own: most of a kill is waiting for a process to start and to end.
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_killed_writer_leaves_a_readable_table_with_the_committed_rows()
    {
        var versions = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => KillAgainAndAgainAsync(lane))));

        versions.Sum().ShouldBeGreaterThan(Kills);
    }

    private async Task<long> KillAgainAndAgainAsync(int lane)
    {
        using var duck = Queries.Connect();
        var table = DeltaTable.ForPath(Path.Combine(_folder, $"t{lane}"));
        var journal = Path.Combine(_folder, $"journal{lane}");
        var random = new Random(Seed + lane);
        var model = new StepModel();
        for (var kill = 0; kill < Kills / Lanes; kill++)
        {
            await RunAndKill(table, journal, TimeSpan.FromMilliseconds(random.Next(0, 60)));
            if (!table.Exists()) continue;
            var last = table.Snapshot(duck).Transactions["steps"];
            LastReported(journal).ShouldBeInRange(last - 1, last, $"lane {lane}, kill {kill}");
            model.AdvanceTo(last);

            // A second look with nothing remembered reads checkpoint and log as a stranger does.
            Rows(duck, DeltaTable.ForPath(table.Folder)).ShouldBe(model.Rows, $"lane {lane}, kill {kill}, step {last}");
        }

        return table.Snapshot(duck).Version;
    }

    private static async Task RunAndKill(DeltaTable table, string journal, TimeSpan life)
    {
        var before = LastReported(journal);
        using var process = FaultWriterProcess.Start("steps", table.Folder, journal);
        while (LastReported(journal) == before && !process.HasExited) await Task.Delay(2);
        if (process.HasExited) Assert.Fail($"The writer ended by itself ({process.ExitCode}): {await process.StandardError.ReadToEndAsync()}");
        await Task.Delay(life);
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static long LastReported(string journal)
    {
        if (!File.Exists(journal)) return -1;
        using var stream = new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(-Math.Min(stream.Length, 64), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n');
        return lines.Length < 2 ? -1 : long.Parse(lines[^2], CultureInfo.InvariantCulture);
    }

    private static SortedDictionary<long, long> Rows(DuckDbConnection duck, DeltaTable table)
    {
        var rows = new SortedDictionary<long, long>();
        using var command = duck.CreateCommand($"SELECT id, v FROM ({table.Snapshot(duck).ScanSql()})");
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(reader.GetInt64(0), reader.GetInt64(1));
        return rows;
    }
}
