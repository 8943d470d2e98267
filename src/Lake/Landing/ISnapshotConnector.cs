namespace Carelake.Lake.Landing;

/// <summary>A connector that can show several tables of a source as they were at one moment.</summary>
public interface ISnapshotConnector : IConnector
{
    /// <summary>
    /// Opens the moment. Put the result in <see cref="TablePull.Snapshot"/> of every pull that shall see it, and dispose it after the
    /// last. Pulls may run at once; a source that cannot serve one snapshot to several connections lets them take turns.
    /// </summary>
    /// <param name="pull">Any pull of the source; only its source settings are used.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SourceSnapshot> OpenSnapshotAsync(TablePull pull, CancellationToken cancellationToken);
}
