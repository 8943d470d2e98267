using System.Net;
using System.Text;

namespace Carelake.Tests.Sources;

/// <summary>A web service on this machine: each request is answered by a function, and counted.</summary>
internal sealed class HttpStub : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerRequest, string, (int Status, string Body)> _answer;

    /// <summary>Listens.</summary>
    /// <param name="answer">From a request and its body.</param>
    /// <param name="url">Where to listen; a free port when null.</param>
    public HttpStub(Func<HttpListenerRequest, string, (int Status, string Body)> answer, Uri? url = null)
    {
        _answer = answer;
        Url = url ?? new Uri($"http://127.0.0.1:{LocalServer.FreePort()}/");
        _listener.Prefixes.Add(Url.AbsoluteUri);
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public Uri Url { get; }

    public int Requests { get; private set; }

    /// <summary>Answers with these before anything else.</summary>
    public Queue<int> FailuresToCome { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (_listener.IsListening)
                await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Requests++;
        using var reader = new StreamReader(context.Request.InputStream);
        var (status, body) = FailuresToCome.TryDequeue(out var failure) ? (failure, "busy") : _answer(context.Request, await reader.ReadToEndAsync());
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        context.Response.Close();
    }
}
