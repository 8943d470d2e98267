using System.Net;
using System.Text.Json.Nodes;
using Carelake.Lake.Lineage;

namespace Carelake.Tests.Lake.Lineage;

public sealed class LineageEmitterTests
{
    private static readonly Uri Endpoint = new("http://marquez.example/api/v1/lineage");

    [Fact]
    public async Task A_file_holds_one_event_a_line_whoever_writes_at_once()
    {
        var folder = Directory.CreateTempSubdirectory("carelake-test-").FullName;
        using var emitter = LineageEmitter.ToFile(Path.Combine(folder, "lineage", "events.ndjson"));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => emitter.EmitAsync(new JsonObject { ["n"] = number }, CancellationToken.None)));

        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "lineage", "events.ndjson"), CancellationToken.None);
        lines.Select(line => JsonNode.Parse(line)!["n"]!.GetValue<int>()).Order().ShouldBe(Enumerable.Range(0, 50));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_endpoint_gets_the_event_and_the_token()
    {
        using var server = new Server(HttpStatusCode.Created);
        using var emitter = LineageEmitter.ToEndpoint(Endpoint, "t", server);

        await emitter.EmitAsync(new JsonObject { ["n"] = 1 }, CancellationToken.None);

        server.Seen.ShouldBe(["POST http://marquez.example/api/v1/lineage Bearer t {\"n\":1}"]);
        emitter.LostCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(null)]
    public async Task An_endpoint_that_fails_costs_the_event_and_nothing_else(HttpStatusCode? status)
    {
        using var server = new Server(status);
        using var emitter = LineageEmitter.ToEndpoint(Endpoint, null, server);

        await emitter.EmitAsync([], CancellationToken.None);

        emitter.LostCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_costs_the_event_and_nothing_else()
    {
        var file = Path.GetTempFileName();
        using var emitter = LineageEmitter.ToFile(Path.Combine(file, "below-a-file.ndjson"));

        await emitter.EmitAsync([], CancellationToken.None);

        emitter.LostCount.ShouldBe(1);
        File.Delete(file);
    }

    /// <summary>Answers with a status, or breaks the connection.</summary>
    private sealed class Server(HttpStatusCode? status) : HttpMessageHandler
    {
        public List<string> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            Seen.Add($"{request.Method} {request.RequestUri} {request.Headers.Authorization} {body}");
            return status is { } code ? new HttpResponseMessage(code) : throw new HttpRequestException("The connection broke.");
        }
    }
}
