using System.Runtime.CompilerServices;
using System.Text.Json;
using Carelake.Core;
using Carelake.Core.Identifiers;
using Carelake.Lake.Landing;

namespace Carelake.Sources.NpiRegistry;

/// <summary>
/// Providers from the NPPES registry (API 2.1), by number or by search. Answers are kept for 30 days; a missing registry stops this
/// source only.
/// </summary>
public sealed class NpiRegistryConnector : IConnector
{
    private const int PageSize = 200;

    // Past this the API repeats the same rows without a word.
    private const int LastOffset = 1000;

    /// <inheritdoc/>
    public string Name => "npi_registry";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Extract> ReadAsync(TablePull pull, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = NpiRegistryOptions.From(pull);
        using var http = new HttpSource(pull, options.Pace, options.RetryDelay);
        var api = new Api(pull, options, http, ApiCache.For(pull, Name));
        if (await ReferenceExtract.WriteAsync(pull, "npi_registry", NpiRecord.Columns, api.RowsAsync(cancellationToken), cancellationToken) is { } extract)
            yield return extract;
    }

    private sealed class Api(TablePull pull, NpiRegistryOptions options, HttpSource http, ApiCache cache)
    {
        public async IAsyncEnumerable<object?[]> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var given = new HashSet<string>(StringComparer.Ordinal);
            foreach (var number in options.Numbers)
            {
                // A number that cannot be an NPI is not worth a request, and is not lost: it is not found.
                var results = Npi.IsValid(number) ? await PageAsync($"number={number}", skip: 0, cancellationToken) : [];
                if (given.Add(number))
                    yield return results.Count > 0 ? NpiRecord.Row(results[0]) : NpiRecord.NotFound(number);
            }

            foreach (var search in options.Searches)
            {
                await foreach (var result in SearchAsync(search, cancellationToken))
                {
                    if (given.Add(NpiRecord.Number(result)))
                        yield return NpiRecord.Row(result);
                }
            }
        }

        private async IAsyncEnumerable<JsonElement> SearchAsync(string search, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var skip = 0; skip <= LastOffset; skip += PageSize)
            {
                var page = await PageAsync(search, skip, cancellationToken);
                foreach (var result in page)
                    yield return result;
                if (page.Count < PageSize)
                    yield break;
            }

            throw new CarelakeException(
                "SRC-0032", $"A search matches more than the registry gives out ({LastOffset + PageSize}).", $"{pull}: {search}",
                "Split it by taxonomy_description, city or postal_code.");
        }

        private async Task<IReadOnlyList<JsonElement>> PageAsync(string query, int skip, CancellationToken cancellationToken)
        {
            var url = new UriBuilder(options.Url) { Query = $"version=2.1&{query}&limit={PageSize}&skip={skip}" }.Uri;
            var answer = await cache.GetAsync(url.AbsoluteUri, () => AskAsync(url, cancellationToken), cancellationToken);
            return answer.TryGetProperty("results", out var results) && results.ValueKind == JsonValueKind.Array
                ? [.. results.EnumerateArray()]
                : [];
        }

        // Errors come with status 200, in place of results.
        private async Task<JsonElement> AskAsync(Uri url, CancellationToken cancellationToken)
        {
            var (status, body) = await http.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, url), cancellationToken);
            using (body)
            {
                if (body is null || body.RootElement.ValueKind != JsonValueKind.Object || body.RootElement.TryGetProperty("Errors", out _))
                {
                    throw new CarelakeException(
                        "SRC-0033", $"The registry refuses the query (HTTP {(int)status}).", $"{pull}: {url.Query}",
                        "Correct `searches`: a state alone is too wide, a wildcard needs two letters before it.");
                }

                return body.RootElement.Clone();
            }
        }
    }
}
