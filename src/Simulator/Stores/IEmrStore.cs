using Carelake.DuckDb;

namespace Carelake.Simulator.Stores;

/// <summary>Where a facility's EMR tables are written: one implementation per <see cref="EmrStore"/>.</summary>
internal interface IEmrStore : IAsyncDisposable
{
    /// <summary>Writes the day's rows of one table. The first column is the table's key.</summary>
    /// <param name="engine">Makes the rows, on a connection of its own.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="selectSql">The day's rows, every column text.</param>
    /// <param name="isWhole">The rows are the whole table as of the day; otherwise they are added, or replace those with their key.</param>
    /// <param name="cancellationToken">Stops the writing; the table is then as it was.</param>
    /// <returns>Rows written.</returns>
    Task<long> WriteAsync(DuckDbConnection engine, string table, string selectSql, bool isWhole, CancellationToken cancellationToken);
}
