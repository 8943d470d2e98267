using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Carelake.Core;
using Carelake.Lake.Configuration;

namespace Carelake.Cli;

/// <summary>What a listener's <c>tls:</c> asks for, as the runtime wants it.</summary>
internal static class ListenerTls
{
    /// <summary>Reads certificates and keys.</summary>
    /// <exception cref="CarelakeException">CLI-0070: a file cannot be read as a certificate or key.</exception>
    public static async Task<SslServerAuthenticationOptions> OptionsAsync(Project project, ListenerTlsConfig tls, CancellationToken cancellationToken)
    {
        var password = tls.Password is { } reference ? await Composition.Secrets(project).ResolveAsync(reference, cancellationToken) : null;
        try
        {
            var certificatePath = project.Resolve(tls.Certificate);
            var certificate = password is null
                ? X509Certificate2.CreateFromPemFile(certificatePath, project.Resolve(tls.Key))
                : X509Certificate2.CreateFromEncryptedPemFile(certificatePath, password, project.Resolve(tls.Key));
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificatePath);
            var options = new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true) };
            if (tls.ClientAuthorities is { } authorities) RequireClients(options, project.Resolve(authorities));
            return options;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CarelakeException(
                "CLI-0070", "The certificate, the key, or the authorities of a listener cannot be read.", tls.Certificate,
                "Give PEM files that this user may read, and the password if the key has one.", exception);
        }
    }

    private static void RequireClients(SslServerAuthenticationOptions options, string path)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(path);
        if (policy.CustomTrustStore.Count == 0) throw new CryptographicException("No certificate in the file.");
        options.ClientCertificateRequired = true;
        options.CertificateChainPolicy = policy;
        options.RemoteCertificateValidationCallback = (_, certificate, _, errors) => certificate is not null && errors == SslPolicyErrors.None;
    }
}
