using System.Data.Common;
using Carelake.Lake.Landing;

namespace Carelake.Sources.Databases;

/// <summary>
/// A transaction held open. Where the system can, others see its moment through <see cref="Exported"/>; where it cannot, pulls take
/// turns on its one connection.
/// </summary>
internal sealed class DatabaseSnapshot(DbConnection connection, DbTransaction? transaction, string? exported) : SourceSnapshot
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public string? Exported { get; } = exported;

    public DbConnection Connection { get; } = connection;

    public DbTransaction? Transaction { get; } = transaction;

    public Task TakeTurnAsync(CancellationToken cancellationToken) => _turn.WaitAsync(cancellationToken);

    public void EndTurn() => _turn.Release();

    public override async ValueTask DisposeAsync()
    {
        _turn.Dispose();
        if (Transaction is not null)
            await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
