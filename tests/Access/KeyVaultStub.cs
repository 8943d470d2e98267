using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;

namespace Carelake.Tests.Access;

/// <summary>
/// Key Vault's REST interface for secrets (with any api-version): the challenge that names the authority and the resource, bearer tokens,
/// versions, 404 as the service writes it, and throttling on demand.
/// </summary>
internal sealed class KeyVaultStub : HttpMessageHandler
{
    private const string Token = "a-token-of-the-stub";
    private readonly Dictionary<string, List<(string Version, string Value)>> _secrets = new(StringComparer.Ordinal);

    public Uri Vault { get; } = new("https://stub.vault.azure.net/");

    public int Requests { get; private set; }

    public int FailuresToCome { get; set; }

    public bool IsDown { get; set; }

    public SecretClient Client()
    {
        var options = new SecretClientOptions { Transport = new HttpClientTransport(this) };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(2);
        options.Retry.MaxRetries = 2;
        return new SecretClient(Vault, new StubCredential(), options);
    }

    public void Set(string name, string value)
    {
        if (!_secrets.TryGetValue(name, out var versions))
            _secrets[name] = versions = [];
        versions.Add(($"{versions.Count + 1:x32}", value));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        if (IsDown)
            throw new HttpRequestException("no route to host");
        if (request.Headers.Authorization is not { Scheme: "Bearer", Parameter: Token })
            return Challenge();
        if (FailuresToCome > 0)
        {
            FailuresToCome--;
            return Json(HttpStatusCode.ServiceUnavailable, new { error = new { code = "ServiceUnavailable", message = "busy" } });
        }

        var parts = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
        request.RequestUri.Query.ShouldContain("api-version=");
        if (request.Method == HttpMethod.Put)
        {
            using var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            Set(parts[1], body.RootElement.GetProperty("value").GetString()!);
        }

        return Secret(parts[1], parts.Length > 2 ? parts[2] : null);
    }

    private static HttpResponseMessage Challenge()
    {
        var response = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.Add(new AuthenticationHeaderValue(
            "Bearer", "authorization=\"https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000\", resource=\"https://vault.azure.net\""));
        return response;
    }

    private HttpResponseMessage Secret(string name, string? version)
    {
        var found = _secrets.TryGetValue(name, out var versions)
            ? versions.LastOrDefault(item => version is null || item.Version == version)
            : default;
        return found.Value is null
            ? Json(HttpStatusCode.NotFound, new { error = new { code = "SecretNotFound", message = $"A secret with (name/id) {name} was not found in this key vault." } })
            : Json(HttpStatusCode.OK, new { value = found.Value, id = $"{Vault}secrets/{name}/{found.Version}", attributes = new { enabled = true } });
    }

    private static HttpResponseMessage Json(HttpStatusCode status, object body) =>
        new(status) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };

    private sealed class StubCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(Token, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
