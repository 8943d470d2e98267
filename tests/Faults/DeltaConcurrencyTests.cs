using Carelake.Delta;
using Carelake.DuckDb;
using Carelake.Tests.Delta;

namespace Carelake.Tests.Faults;

/// <summary>Several processes write one table at once.</summary>
public sealed class DeltaConcurrencyTests : IDisposable
{
    private const int Writers = 4;
    private const int RowsEach = 20;
    private const long MostRows = 1_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-many-").FullName;
    private readonly DuckDbConnection _duck = Queries.Connect();

    public void Dispose()
    {
        _duck.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Every_row_of_every_writer_is_there_once()
    {
        var table = DeltaTable.ForPath(Path.Combine(_folder, "t"));
        var processes = Enumerable.Range(0, Writers).Select(writer => FaultWriterProcess.Start("share", table.Folder, writer, RowsEach)).ToList();
        foreach (var process in processes)
        {
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(0, errors);
            process.Dispose();
        }

        var expected = Enumerable.Range(0, Writers).SelectMany(writer => Enumerable.Range(0, RowsEach)
            .Where(i => i % 10 != 8)
            .Select(i => $"{(writer * MostRows) + i}:{(i % 5 == 4 ? i : 0)}"));
        Rows(DeltaTable.ForPath(table.Folder)).ShouldBe(expected);

        // Each append, merge and delete is a version of its own.
        table.Snapshot(_duck).Version.ShouldBe((Writers * (RowsEach + (RowsEach / 5) + (RowsEach / 10))) - 1);
    }

    private List<string> Rows(DeltaTable table)
    {
        var rows = new List<string>();
        using var command = _duck.CreateCommand($"SELECT id, v FROM ({table.Snapshot(_duck).ScanSql()}) ORDER BY id");
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add($"{reader.GetInt64(0)}:{reader.GetInt64(1)}");
        return rows;
    }
}
