using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Carelake.Lake.Lineage;

/// <summary>
/// Sends lineage events to a file (one JSON object a line) or to an OpenLineage endpoint. Lineage is told about a run, it is no part of
/// it: an event that cannot be sent is counted and left, and never fails or holds up the run.
/// </summary>
public sealed class LineageEmitter : IDisposable
{
    private readonly string? _file;
    private readonly HttpClient? _http;
    private readonly Uri? _endpoint;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _lost;

    private LineageEmitter(string? file, HttpClient? http, Uri? endpoint) => (_file, _http, _endpoint) = (file, http, endpoint);

    /// <summary>Events that could not be sent.</summary>
    public int LostCount => _lost;

    /// <summary>Appends events to a file, made with its folder when the first comes.</summary>
    public static LineageEmitter ToFile(string file) => new(file, null, null);

    /// <summary>Posts events to an endpoint, each within five seconds.</summary>
    /// <param name="endpoint">Such as <c>http://marquez:5000/api/v1/lineage</c>.</param>
    /// <param name="token">Bearer token; <see langword="null"/> when the endpoint wants none.</param>
    /// <param name="handler">The transport; the emitter disposes of it.</param>
    public static LineageEmitter ToEndpoint(Uri endpoint, string? token, HttpMessageHandler handler)
    {
        var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new(null, http, endpoint);
    }

    /// <summary>Sends one event; the caller need not look at the outcome.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task EmitAsync(JsonObject lineageEvent, CancellationToken ct)
    {
        var text = lineageEvent.ToJsonString(JsonSerializerOptions.Default);
        await _turn.WaitAsync(ct);
        try
        {
            if (_file is not null) await AppendAsync(_file, text, ct);
            else await PostAsync(text, ct);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HttpRequestException || IsTimeout(error, ct))
        {
            Interlocked.Increment(ref _lost);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http?.Dispose();
        _turn.Dispose();
    }

    private static bool IsTimeout(Exception error, CancellationToken ct) => error is OperationCanceledException && !ct.IsCancellationRequested;

    private static async Task AppendAsync(string file, string text, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!); // A file always has a folder.
        await File.AppendAllTextAsync(file, text + "\n", ct);
    }

    private async Task PostAsync(string text, CancellationToken ct)
    {
        using var content = new StringContent(text, Encoding.UTF8, "application/json");
        using var response = await _http!.PostAsync(_endpoint, content, ct); // ToEndpoint sets both.
        response.EnsureSuccessStatusCode();
    }
}
