using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Carelake.Core;

namespace Carelake.Access;

/// <summary>The connection to an Azure Key Vault, and its failures in words.</summary>
public static class AzureKeyVault
{
    /// <summary>Opens a vault as whoever this process is to Azure: environment, workload or managed identity, or a developer's login.</summary>
    /// <param name="vault">Such as <c>https://group.vault.azure.net</c>.</param>
    public static SecretClient Connect(Uri vault) => new(vault, new DefaultAzureCredential());

    /// <summary>Calls the vault.</summary>
    /// <exception cref="CarelakeException"><c>ACC-0001</c> the vault cannot be reached or refuses; <c>ACC-0002</c> no login to Azure.</exception>
    internal static async Task<T> GuardedAsync<T>(Uri vault, Func<Task<Response<T>>> call)
    {
        try
        {
            return (await call()).Value;
        }
        catch (AuthenticationFailedException exception)
        {
            throw new CarelakeException(
                "ACC-0002", "No login to Azure could be had for the key vault.", vault.ToString(),
                "Give the process a managed identity, or AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET.", exception);
        }
        catch (RequestFailedException exception)
        {
            throw Refused(vault, $" (HTTP {exception.Status})", exception, isTransient: exception.Status is 0 or 408 or 429 or >= 500);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is RequestFailedException))
        {
            // What the client throws when each of its own attempts got no answer at all.
            throw Refused(vault, "", exception, isTransient: true);
        }
    }

    private static CarelakeException Refused(Uri vault, string detail, Exception inner, bool isTransient) => new(
        "ACC-0001", $"The key vault cannot be reached or refuses the request{detail}.", vault.ToString(),
        "Check its address and that this identity may get and set secrets.", inner, isTransient);
}
