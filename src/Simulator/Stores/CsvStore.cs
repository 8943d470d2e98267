using Carelake.DuckDb;

namespace Carelake.Simulator.Stores;

/// <summary>One CSV extract per table and day: <c>patients.csv</c>, then <c>patients.day-0002.csv</c>.</summary>
internal sealed class CsvStore(string folder, int day) : IEmrStore
{
    public Task<long> WriteAsync(
        DuckDbConnection engine, string table, string selectSql, bool isWhole, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        return Task.FromResult(CsvFile.Write(engine, selectSql, Path.Combine(folder, CsvFile.Name(table, day)), ",", cancellationToken));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
