using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Carelake.Core;
using Carelake.Lake.Landing;
using Carelake.Lake.Outbound;
using Polly;
using Polly.Retry;

namespace Carelake.Sources;

/// <summary>
/// JSON over HTTP with manners: one request at a time, never faster than the pace, failures that may pass tried again with back-off,
/// and an answer that is too slow given up.
/// </summary>
internal sealed class HttpSource : IDisposable
{
    private const int Attempts = 4;
    private readonly HttpClient _client;
    private readonly TablePull _pull;
    private readonly TimeSpan _pace;
    private readonly ResiliencePipeline<HttpResponseMessage> _retries;
    private long? _last;

    /// <summary>Opens the source; nothing is sent yet.</summary>
    /// <param name="pull">Whose clock and time-out count.</param>
    /// <param name="pace">Least time between two requests.</param>
    /// <param name="firstDelay">Before the first repetition; doubled each time.</param>
    public HttpSource(TablePull pull, TimeSpan pace, TimeSpan firstDelay)
    {
        _pull = pull;
        _pace = pace;
        _client = new HttpClient(OutboundHandler.Create(pull.AllowsPrivateAddresses))
        {
            Timeout = pull.Timeout < TimeSpan.FromMinutes(2) ? pull.Timeout : TimeSpan.FromMinutes(2),
        };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("carelake", "1"));
        _retries = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = pull.Clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = firstDelay,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is HttpRequestException { InnerException: not CarelakeException } or TaskCanceledException { InnerException: TimeoutException }
                    || IsTransient(arguments.Outcome.Result?.StatusCode)),
                DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.Headers.RetryAfter?.Delta),
            })
            .Build();
    }

    /// <summary>Number of requests that went out.</summary>
    public int RequestCount { get; private set; }

    /// <summary>Sends a request and reads its JSON.</summary>
    /// <param name="request">Makes the request, anew for each attempt.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Status and body; the body is <see langword="null"/> unless the status is 200.</returns>
    /// <exception cref="CarelakeException"><c>SRC-0030</c> no answer; <c>SRC-0031</c> an answer that is not JSON.</exception>
    public async Task<(HttpStatusCode Status, JsonDocument? Body)> SendAsync(
        Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _retries.ExecuteAsync(
                async token =>
                {
                    await KeepPaceAsync(token);
                    RequestCount++;
                    using var message = request();
                    return await _client.SendAsync(message, token);
                },
                cancellationToken);
            if (IsTransient(response.StatusCode))
                throw Down($" (HTTP {(int)response.StatusCode})", inner: null);
            if (response.StatusCode != HttpStatusCode.OK)
                return (response.StatusCode, null);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return (response.StatusCode, await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken));
        }
        catch (JsonException exception)
        {
            throw new CarelakeException(
                "SRC-0031", "The service's answer is not the JSON it should be.", _pull.ToString(),
                "Check `url`; a proxy may answer in the service's place.", exception);
        }
        catch (HttpRequestException exception) when (exception.InnerException is CarelakeException refused)
        {
            throw new CarelakeException(refused.Code, refused.Message, _pull.ToString(), refused.Remedy, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw Down("", exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private static bool IsTransient(HttpStatusCode? status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    private CarelakeException Down(string detail, Exception? inner) => new(
        "SRC-0030", $"The service does not answer{detail}; nothing was taken.", _pull.ToString(),
        "Check `url` and the network, then run again; what was read so far is kept.", inner, isTransient: true);

    private async Task KeepPaceAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && _pull.Clock.GetElapsedTime(last) is var passed && passed < _pace)
            await Task.Delay(_pace - passed, _pull.Clock, cancellationToken);
        _last = _pull.Clock.GetTimestamp();
    }
}
