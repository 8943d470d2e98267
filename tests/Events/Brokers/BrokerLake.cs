using Carelake.Events.Brokers;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;

namespace Carelake.Tests.Events.Brokers;

/// <summary>What stands beside a log at a broker: a folder, keys and an operational database.</summary>
internal sealed class BrokerLake : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-broker-").FullName;

    public string Folder => Path.Combine(_folder, "events");

    /// <summary>The other lake's, for two that share a log.</summary>
    public IKeyProvider? SharedKeys { get; init; }

    public IKeyProvider Keys => SharedKeys ?? new FileKeyProvider(Path.Combine(_folder, "master.keys"));

    public Task<OperationsStore> OperationsAsync() => OperationsStore.OpenAsync(OperationsDialect.Parse(null, Path.Combine(_folder, "ops.db")), TimeProvider.System, default);

    public async Task<BrokerEventLog> OpenAsync(IBroker broker, BrokerLogOptions? options = null) =>
        await BrokerEventLog.OpenAsync(broker, Folder, Keys, await OperationsAsync(), options ?? new() { Pause = TimeSpan.FromMilliseconds(100) }, TestContext.Current.CancellationToken);

    public async Task<BrokerLogView> ViewAsync(string name) => await BrokerLogView.OpenAsync(name, Folder, Keys, await OperationsAsync(), default);

    public void LoseIndex()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "index-*")) File.Delete(file);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
