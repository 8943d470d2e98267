using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;

namespace Carelake.Events.RabbitMq;

/// <summary>What is asked of a node's certificate.</summary>
internal static class BrokerTls
{
    /// <summary>It must be valid for the name of the node, and of one of the authorities of a file when there is one.</summary>
    /// <param name="host">The node's name.</param>
    /// <param name="authorities">A PEM file; those of the system when null.</param>
    public static SslOption Options(string host, string? authorities)
    {
        var options = new SslOption(host, enabled: true);
        if (authorities is null) return options;
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(authorities);
        options.CertificateValidationCallback = (_, certificate, _, errors) => (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && IsOf(trusted, certificate);
        return options;
    }

    private static bool IsOf(X509Certificate2Collection trusted, X509Certificate? certificate)
    {
        if (certificate is not X509Certificate2 shown) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(shown);
    }
}
