using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Secrets;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Access;

/// <summary>
/// Master keys as versions of one secret in Azure Key Vault: 32 bytes in base64. The newest enabled version is the current key; a new
/// version is a new master key, and older ones stay readable until they are disabled. Made when the vault has no such secret yet.
/// </summary>
/// <param name="client">The vault; see <see cref="AzureKeyVault.Connect"/>.</param>
/// <param name="secretName">Name of the secret.</param>
public sealed class AzureKeyVaultKeyProvider(SecretClient client, string secretName) : IKeyProvider
{
    private const string Prefix = "azure:";
    private readonly ConcurrentDictionary<string, MasterKey> _known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<MasterKey> CurrentAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Key(await AzureKeyVault.GuardedAsync(client.VaultUri, () => client.GetSecretAsync(secretName, version: null, cancellationToken)));
        }
        catch (CarelakeException exception) when (exception.InnerException is RequestFailedException { Status: 404 })
        {
            return await CreateAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<MasterKey> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(keyId, out var known))
            return known;
        var prefix = $"{Prefix}{secretName}/";
        if (!keyId.StartsWith(prefix, StringComparison.Ordinal))
            throw Unknown(keyId, inner: null);
        try
        {
            return Key(await AzureKeyVault.GuardedAsync(
                client.VaultUri, () => client.GetSecretAsync(secretName, keyId[prefix.Length..], cancellationToken)));
        }
        catch (CarelakeException exception) when (exception.InnerException is RequestFailedException { Status: 404 })
        {
            throw Unknown(keyId, exception);
        }
    }

    /// <summary>Makes a new current key, as a new version of the secret.</summary>
    public async Task<MasterKey> CreateAsync(CancellationToken cancellationToken)
    {
        var value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKey.SizeBytes));
        return Key(await AzureKeyVault.GuardedAsync(client.VaultUri, () => client.SetSecretAsync(secretName, value, cancellationToken)));
    }

    private MasterKey Key(KeyVaultSecret secret)
    {
        var bytes = new byte[MasterKey.SizeBytes];
        if (!Convert.TryFromBase64String(secret.Value ?? "", bytes, out var count) || count != bytes.Length)
        {
            throw new CarelakeException(
                "ACC-0003", "The secret in the key vault is not a key of 32 bytes in base64.", $"{client.VaultUri}secrets/{secretName}",
                "Name another secret, or let Carelake make one.");
        }

        var key = new MasterKey($"{Prefix}{secretName}/{secret.Properties.Version}", bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return _known.GetOrAdd(key.Id, key);
    }

    private CarelakeException Unknown(string keyId, Exception? inner) => new(
        "ACC-0004", $"The master key {keyId} is not in the key vault.", client.VaultUri.ToString(),
        "Enable or recover that version of the secret.", inner);
}
