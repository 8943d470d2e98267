namespace Carelake.Lake.Landing;

/// <summary>Where the master keys live that wrap each object's own data key.</summary>
public interface IKeyProvider
{
    /// <summary>The key for new objects; made if there is none yet and the provider may make one.</summary>
    /// <exception cref="Core.CarelakeException">The key cannot be had.</exception>
    ValueTask<MasterKey> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>A key of the past or present, by the id an object names.</summary>
    /// <exception cref="Core.CarelakeException">The key is unknown or cannot be had.</exception>
    ValueTask<MasterKey> FindAsync(string keyId, CancellationToken cancellationToken);
}
