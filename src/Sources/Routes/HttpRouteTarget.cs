using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Carelake.Lake.Outbound;

namespace Carelake.Sources.Routes;

/// <summary>An HTTP address that each message is posted to: a FHIR server's base address for transactions, or any receiver.</summary>
internal sealed class HttpRouteTarget : IRouteTarget
{
    private readonly HttpClient _client;
    private readonly Uri _address;

    public HttpRouteTarget(Uri address, string? token, bool allowsPrivate)
    {
        _address = address;
        // The route has a time-out of its own.
        _client = new(OutboundHandler.Create(allowsPrivate)) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("carelake", "1"));
        if (token is not null) _client.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    public async Task<Delivery> SendAsync(RoutedMessage message, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ReadOnlyMemoryContent(bytes) };
        request.Content.Headers.ContentType = new(message.MediaType);
        // The same message has the same key however often it is sent.
        request.Headers.Add("Idempotency-Key", message.Stored.Event.Key.Value.ToString("x32", CultureInfo.InvariantCulture));
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            // No message is at fault when the sender is not let in or the address is wrong: they wait until someone mends it.
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
                throw new IOException($"The address answers HTTP {(int)response.StatusCode}.");
            return new(OutcomeOf(response.StatusCode), $"HTTP {(int)response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            throw new IOException("The address does not answer.", exception);
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static DeliveryOutcome OutcomeOf(HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => DeliveryOutcome.Taken,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => DeliveryOutcome.Later,
        _ => DeliveryOutcome.Refused,
    };
}
