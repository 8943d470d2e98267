using Azure.Security.KeyVault.Secrets;
using Carelake.Core;
using Carelake.Lake.Configuration;

namespace Carelake.Access;

/// <summary>Reads <c>keyvault:NAME</c> references; combine with <see cref="LocalSecretResolver"/> for <c>env:</c> and <c>file:</c>.</summary>
/// <param name="client">The vault; see <see cref="AzureKeyVault.Connect"/>.</param>
public sealed class AzureKeyVaultSecretResolver(SecretClient client) : ISecretResolver
{
    /// <inheritdoc/>
    public async ValueTask<string> ResolveAsync(SecretReference reference, CancellationToken ct)
    {
        try
        {
            var secret = await AzureKeyVault.GuardedAsync(client.VaultUri, () => client.GetSecretAsync(reference.Name, version: null, ct));
            return secret.Value;
        }
        catch (CarelakeException exception) when (exception.InnerException is Azure.RequestFailedException { Status: 404 })
        {
            throw new CarelakeException(
                "ACC-0005", "A secret that the configuration refers to is not there.", reference.ToString(),
                "Add it to the key vault.", exception);
        }
    }
}
