namespace Carelake.Lake.Landing;

/// <summary>One moment of a source, held open by its connector. What it holds is the connector's own affair.</summary>
public abstract class SourceSnapshot : IAsyncDisposable
{
    /// <summary>Lets the source go.</summary>
    public abstract ValueTask DisposeAsync();
}
