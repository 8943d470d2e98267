using System.Collections.Concurrent;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;

namespace Carelake.Access.Reading;

/// <summary>Connections to the engine that go from one reading to the next: to open one, and to teach it its names, takes longer than most readings. Safe for any number of threads.</summary>
/// <param name="engine">The engine.</param>
internal sealed class ReadingConnections(LakeEngine engine) : IDisposable
{
    private const int MostIdle = 32;
    private readonly ConcurrentBag<DuckDbConnection> _idle = [];

    /// <summary>A connection for one reader, who gives it back; one whose reading failed is closed instead.</summary>
    public DuckDbConnection Take() => _idle.TryTake(out var connection) ? connection : engine.ConnectToRead();

    /// <summary>Gives a connection back; nothing is open on it.</summary>
    public void Give(DuckDbConnection connection)
    {
        if (_idle.Count < MostIdle) _idle.Add(connection);
        else connection.Dispose();
    }

    /// <summary>Closes those that are idle.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }
}
