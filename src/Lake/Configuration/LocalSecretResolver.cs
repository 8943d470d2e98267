using Carelake.Core;

namespace Carelake.Lake.Configuration;

/// <summary>Secrets in environment variables and files; vaults go to the resolver given for them.</summary>
/// <param name="folder">Where relative file references start: the project's folder.</param>
/// <param name="vault">For <c>keyvault:</c> references; <see langword="null"/> when no vault is configured.</param>
public sealed class LocalSecretResolver(string folder, ISecretResolver? vault = null) : ISecretResolver
{
    /// <inheritdoc/>
    public async ValueTask<string> ResolveAsync(SecretReference reference, CancellationToken ct)
    {
        switch (reference.Kind)
        {
            case SecretStore.Environment:
                return Environment.GetEnvironmentVariable(reference.Name) is { Length: > 0 } value
                    ? value
                    : throw Missing(reference, $"Set the environment variable {reference.Name}.");
            case SecretStore.File:
                return await ReadFileAsync(reference, ct);
            default:
                if (vault is null) throw Missing(reference, "Configure a key vault for the project, or use env: or file:.");
                return await vault.ResolveAsync(reference, ct);
        }
    }

    private async Task<string> ReadFileAsync(SecretReference reference, CancellationToken ct)
    {
        try
        {
            return (await File.ReadAllTextAsync(Path.Combine(folder, reference.Name), ct)).TrimEnd('\r', '\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Missing(reference, "Create the file, readable by this user only.", error);
        }
    }

    private static CarelakeException Missing(SecretReference reference, string remedy, Exception? inner = null) =>
        new(ConfigurationCodes.SecretMissing, "A secret that the configuration refers to is not there.", reference.ToString(), remedy, inner);
}
