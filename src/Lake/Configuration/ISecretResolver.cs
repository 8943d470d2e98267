namespace Carelake.Lake.Configuration;

/// <summary>Reads secrets where they are kept, at the moment they are used; nothing keeps them.</summary>
public interface ISecretResolver
{
    /// <summary>The secret behind a reference.</summary>
    /// <exception cref="Core.CarelakeException">LAKE-0207: there is no such secret, or its store cannot be reached.</exception>
    ValueTask<string> ResolveAsync(SecretReference reference, CancellationToken ct);
}
