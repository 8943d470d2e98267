using System.Runtime.CompilerServices;
using System.Text.Json;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Sources.IcdApi;

/// <summary>NLM's Clinical Tables: the answer is a bare array <c>[total, [codes], extra, [[display]…]]</c>.</summary>
internal sealed class ClinicalTables(TablePull pull, IcdApiOptions options, HttpSource http, ApiCache cache)
{
    private const int PageSize = 500;

    // The service gives out no more than this of one search.
    private const int LargestOffset = 7000;

    public async IAsyncEnumerable<object?[]> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in options.Terms)
        {
            for (var offset = 0; ; offset += PageSize)
            {
                var (total, rows) = await PageAsync(term, offset, cancellationToken);
                foreach (var (code, title) in rows.Where(row => given.Add(row.Code)))
                    yield return ["ICD-10-CM", null, code, title, null, null, null];
                if (rows.Count == 0 || offset + rows.Count >= total)
                    break;
                if (offset >= LargestOffset)
                {
                    throw new CarelakeException(
                        "SRC-0032", "A search matches more than the service gives out (7,500).", $"{pull}: {term}", "Search for a longer term.");
                }
            }
        }
    }

    private async Task<(int Total, IReadOnlyList<(string Code, string? Title)> Rows)> PageAsync(
        string term, int offset, CancellationToken cancellationToken)
    {
        var query = $"sf=code,name&df=code,name&terms={Uri.EscapeDataString(term)}&maxList={PageSize}&count={PageSize}&offset={offset}";
        var url = new Uri(options.Url, $"/api/icd10cm/v3/search?{query}");
        var answer = await cache.GetAsync(url.AbsoluteUri, () => AskAsync(url, cancellationToken), cancellationToken);
        return answer is { ValueKind: JsonValueKind.Array } && answer.GetArrayLength() >= 4
            ? (answer[0].GetInt32(), [.. answer[3].EnumerateArray().Select(row => (row[0].GetString() ?? "", row[1].GetString()))])
            : throw Unexpected(inner: null);
    }

    private async Task<JsonElement> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        var (_, body) = await http.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, url), cancellationToken);
        using (body)
            return body?.RootElement.Clone() ?? throw Unexpected(inner: null);
    }

    private CarelakeException Unexpected(Exception? inner) => new(
        "SRC-0031", "The service's answer is not the JSON it should be.", pull.ToString(), "Check `url`.", inner);
}
