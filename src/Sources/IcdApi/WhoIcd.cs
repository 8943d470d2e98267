using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Sources.IcdApi;

/// <summary>The WHO's ICD API, version 2: walks a release breadth-first, one request at a time; every answer is kept, so a walk goes on.</summary>
internal sealed class WhoIcd(TablePull pull, IcdApiOptions options, HttpSource http, ApiCache cache)
{
    private string? _token;

    public async IAsyncEnumerable<object?[]> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var top = $"/icd/release/{options.Release}";
        var waiting = new Queue<string>(options.Roots.Select(root => $"{top}/{root}"));
        if (waiting.Count == 0)
            AddChildren(waiting, await GetAsync(top, cancellationToken));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(path))
                continue;
            var entity = await GetAsync(path, cancellationToken);
            var isLeaf = AddChildren(waiting, entity) == 0;
            yield return Row(path, entity, isLeaf);
        }
    }

    private object?[] Row(string path, JsonElement entity, bool isLeaf)
    {
        var system = options.Release.StartsWith("11", StringComparison.Ordinal) ? "ICD-11" : "ICD-10";
        return
        [
            system, options.Release.Split('/')[1], Text(entity, "code") is { Length: > 0 } code ? code : Last(path), Title(entity),
            Parent(entity), Text(entity, "classKind"), isLeaf,
        ];
    }

    // The ids inside answers say http and id.who.int, whatever the address that was asked: only their path counts.
    private static int AddChildren(Queue<string> waiting, JsonElement entity)
    {
        if (!entity.TryGetProperty("child", out var children) || children.ValueKind != JsonValueKind.Array)
            return 0;
        foreach (var child in children.EnumerateArray())
            waiting.Enqueue(PathOf(child.GetString() ?? ""));
        return children.GetArrayLength();
    }

    private static string PathOf(string id) => Uri.TryCreate(id, UriKind.Absolute, out var uri) ? uri.AbsolutePath : id;

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    // A string for ICD-10, an array for ICD-11; both are accepted. The release itself is no parent.
    private string? Parent(JsonElement entity)
    {
        if (!entity.TryGetProperty("parent", out var parent))
            return null;
        var id = parent.ValueKind == JsonValueKind.Array
            ? parent.EnumerateArray().Select(item => item.GetString()).FirstOrDefault()
            : parent.GetString();
        var path = id is null ? "" : PathOf(id);
        return path.Length == 0 || path.EndsWith($"/release/{options.Release}", StringComparison.Ordinal) ? null : Last(path);
    }

    private static string? Title(JsonElement entity) =>
        !entity.TryGetProperty("title", out var title) ? null
        : title.ValueKind == JsonValueKind.Object ? Text(title, "@value")
        : title.GetString();

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        var url = new Uri(options.Url, path);
        return cache.GetAsync($"{options.Language} {url.AbsoluteUri}", () => AskAsync(url, cancellationToken), cancellationToken);
    }

    // A token lives for an hour; the service says so with 401. Then: a new token, once.
    private async Task<JsonElement> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            _token ??= options.TokenUrl is { } tokenUrl ? await TokenAsync(tokenUrl, cancellationToken) : null;
            var (status, body) = await http.SendAsync(() => Request(url), cancellationToken);
            using (body)
            {
                if (body is not null)
                    return body.RootElement.Clone();
            }

            if (status != HttpStatusCode.Unauthorized || attempt == 2 || options.TokenUrl is null)
            {
                throw new CarelakeException(
                    "SRC-0034", $"The ICD service refuses the request (HTTP {(int)status}).", $"{pull}: {url.AbsolutePath}",
                    "Check `release`, `roots`, `client_id` and `client_secret`.");
            }

            _token = null;
        }
    }

    private HttpRequestMessage Request(Uri url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("API-Version", "v2");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(options.Language));
        if (_token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        return request;
    }

    private async Task<string> TokenAsync(Uri url, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = "icdapi_access",
            ["client_id"] = options.ClientId ?? "",
            ["client_secret"] = options.ClientSecret ?? "",
        };
        var (_, body) = await http.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form) }, cancellationToken);
        using (body)
        {
            return body is not null && Text(body.RootElement, "access_token") is { } token
                ? token
                : throw new CarelakeException(
                    "SRC-0034", "The ICD service gives no token.", pull.SourceId, "Check `client_id` and `client_secret`.");
        }
    }
}
