using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Carelake.Core;
using Carelake.Events;
using Carelake.Events.Embedded;
using Carelake.Hl7v2;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Sources.Feeds;
using Carelake.Sources.Mllp;
using Carelake.Sources.Routes;

namespace Carelake.Tests.Sources.Routes;

/// <summary>Messages of a log go on to targets as <c>carelake.yaml</c> says: in order, none lost, and no target holds up another.</summary>
public sealed class RouteTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-routes-").FullName;
    private readonly ConcurrentQueue<Exception> _failures = [];
    private EmbeddedEventLog _log = null!; // Opened before each test.

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _log = await OpenLogAsync("log");

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_target_that_is_away_holds_up_no_other_and_gets_everything_in_order_when_it_is_back()
    {
        var port = LocalServer.FreePort();
        await using var away = await OpenAsync($"to: mllp://127.0.0.1:{port}");
        await using var here = await OpenAsync($"to: folder:{_folder}/out", "here");
        await using var running = new Running(away, here);
        foreach (var number in Enumerable.Range(1, 30)) await AppendAsync(Admit($"M{number:D2}"));

        await UntilAsync(() => here.Sent == 30);
        await UntilAsync(() => away.IsAway);
        away.Sent.ShouldBe(0);
        await using var receiving = await OpenLogAsync("other");
        await using var receiver = MllpReceiver.Start(
            new() { EndPoint = new IPEndPoint(IPAddress.Loopback, port) }, new Hl7Intake("other", null, Hl7ReadOptions.Default, ReceiverRules.Default, DateTimeOffset.UnixEpoch), receiving, TimeProvider.System);

        await UntilAsync(() => away.Sent == 30);
        (await receiving.ReadAsync(0, 0, 100, Cancelled)).Select(stored => Hl7Message.Parse(stored.Event.Payload).Value.Get("MSH-10").Text)
            .ShouldBe(Enumerable.Range(1, 30).Select(number => $"M{number:D2}"));
        away.IsAway.ShouldBeFalse();
        _failures.ShouldHaveSingleItem().ShouldBeOfType<CarelakeException>().Code.ShouldBe("SRC-0410");
    }

    [Fact]
    public async Task A_message_that_fails_its_check_is_put_aside_and_another_try_is_for_its_route_alone()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "strict.json"), """{"name": "strict", "segments": {"*": ["EVN"]}}""", Cancelled);
        await using var strict = await OpenAsync($"validate: strict.json\nevents: [ADT^A01]\nto: folder:{_folder}/strict");
        await using var all = await OpenAsync($"to: folder:{_folder}/all", "all");
        await using var running = new Running(strict, all);

        await AppendAsync(Admit("good"));
        await AppendAsync(Admit("bad").Replace("EVN|A01|20260301100000\r", "", StringComparison.Ordinal));
        await AppendAsync(Admit("other").Replace("ADT^A01^ADT_A01", "ADT^A08^ADT_A01", StringComparison.Ordinal));
        await AppendAsync(Admit("late") + "ZZZ|1\r");

        await UntilAsync(() => all.Sent == 4 && strict.Sent == 2 && strict.SetAside == 1);
        var letter = (await _log.DeadLettersAsync("route-out", 10, Cancelled)).ShouldHaveSingleItem();
        letter.Reason.ShouldStartWith("SRC-0401");
        letter.Reason.ShouldContain("HL7-0");

        await _log.ReplayAsync(letter, Cancelled);
        await UntilAsync(() => strict.SetAside == 2);
        await AppendAsync(Admit("last"));
        await UntilAsync(() => all.Sent == 5);
        Directory.GetFiles(Path.Combine(_folder, "all")).Length.ShouldBe(5, "what was put aside once went to the other route before");
    }

    [Fact]
    public async Task A_fhir_server_gets_transactions_with_the_codes_that_are_known_for_theirs()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "codes.csv"), "system,code,to_system,to_code,to_display\nhttp://terminology.hl7.org/CodeSystem/v2-0001,F,http://snomed.info/sct,248152002,Female\nhttp://terminology.hl7.org/CodeSystem/v3-ActCode,IMP,urn:ward,inpatient,\n", Cancelled);
        await File.WriteAllTextAsync(Path.Combine(_folder, "token"), "secret-of-the-server", Cancelled);
        var requests = new ConcurrentQueue<(string? Key, string? Authorization, string? Type, string Body)>();
        using var server = new HttpStub((request, body) =>
        {
            requests.Enqueue((request.Headers["Idempotency-Key"], request.Headers["Authorization"], request.ContentType, body));
            return body.Contains("\"REFUSED\"", StringComparison.Ordinal) ? (422, "{}") : (200, "{}");
        });
        server.FailuresToCome.Enqueue(503);
        server.FailuresToCome.Enqueue(429);
        await using var route = await OpenAsync($"as: fhir\ncodes: codes.csv\ntoken: file:{_folder}/token\nto: {server.Url}fhir");
        await using var running = new Running(route);

        await AppendAsync(Result("M1", "GLU"));
        await AppendAsync(Result("M2", "REFUSED"));
        await AppendAsync(Result("M3", "GLU"));

        await UntilAsync(() => route is { Sent: 2, SetAside: 1 });
        (await _log.DeadLettersAsync("route-out", 10, Cancelled)).ShouldHaveSingleItem().Reason.ShouldBe("SRC-0411: the target refused the message (HTTP 422).");
        var (key, authorization, type, body) = requests.First();
        key!.Length.ShouldBe(32);
        authorization.ShouldBe("Bearer secret-of-the-server");
        type.ShouldBe("application/fhir+json");
        using var bundle = JsonDocument.Parse(body);
        bundle.RootElement.GetProperty("type").GetString().ShouldBe("transaction");
        body.ShouldContain("\"resourceType\":\"Observation\"");
        requests.Select(request => request.Key).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Codes_are_added_beside_those_that_are_there_once()
    {
        var stage = RouteStages.AddCodes(new Dictionary<(string, string), RouteCode> { [("urn:lab", "GLU")] = new("http://loinc.org", "2345-7", "Glucose") });
        var routed = new RoutedMessage(new(new(0, 1), Event("MSH|^~\\&|\r")), Hl7Message.Parse("MSH|^~\\&|\r"u8.ToArray()).Value)
        {
            Bundle = JsonSerializer.Deserialize<System.Text.Json.Nodes.JsonObject>("""{"entry":[{"resource":{"code":{"coding":[{"system":"urn:lab","code":"GLU"}]}}}]}"""),
        };

        var once = stage(routed).Message!;
        var twice = stage(once).Message!;

        Encoding.UTF8.GetString(twice.ToBytes().Span).ShouldBe("""{"entry":[{"resource":{"code":{"coding":[{"system":"urn:lab","code":"GLU"},{"system":"http://loinc.org","code":"2345-7","display":"Glucose"}]}}}]}""");
    }

    [Fact]
    public async Task A_target_that_can_never_take_a_message_now_gets_it_put_aside_after_all_tries()
    {
        using var server = new HttpStub((_, body) => body.Contains("|stuck|", StringComparison.Ordinal) ? (500, "") : (200, ""));
        await using var route = await OpenAsync($"tries: 2\nto: {server.Url}");
        await using var running = new Running(route);

        await AppendAsync(Admit("stuck"));
        await AppendAsync(Admit("fine"));

        await UntilAsync(() => route is { Sent: 1, SetAside: 1 });
        (await _log.DeadLettersAsync("route-out", 10, Cancelled)).ShouldHaveSingleItem().Reason.ShouldBe("SRC-0412: the target could not take the message in 2 tries (HTTP 500).");
        server.Requests.ShouldBe(3);
    }

    [Fact]
    public async Task A_route_goes_on_after_a_restart_where_it_was_and_leaves_out_what_its_receiver_rejected()
    {
        var rejected = Event(Admit("rejected")) with { Headers = new Dictionary<string, string> { [Hl7Intake.ErrorsHeader] = "HL7-0101" } };
        await _log.AppendAsync([rejected, Event(Admit("before")) with { ReceivedAt = new(2025, 12, 31, 0, 0, 0, TimeSpan.Zero) }, Event(Admit("one"))], Cancelled);
        var config = $"since: 2026-01-01T00:00:00Z\nto: folder:{_folder}/out";
        await using (var route = await OpenAsync(config))
        {
            await using var running = new Running(route);
            await UntilAsync(() => route.Sent == 1);
        }
        await AppendAsync(Admit("two"));

        await using var again = await OpenAsync(config);
        await using var runningAgain = new Running(again);
        await UntilAsync(() => Directory.GetFiles(Path.Combine(_folder, "out"), "*.hl7").Length == 2);

        again.SetAside.ShouldBe(0);
        (await _log.MetricsAsync(Cancelled)).Lag.Keys.ShouldContain("route-out");
    }

    [Theory]
    [InlineData("to: ftp://x", "to is mllp://")]
    [InlineData("to: mllp://lab.example", "has a host and a port")]
    [InlineData("{to: \"mllp://lab.example:2575\", as: fhir}", "Over MLLP goes HL7 v2")]
    [InlineData("{to: \"https://x.example\", codes: c.csv}", "say `as: fhir`")]
    [InlineData("{to: \"https://x.example\", from: [wrad]}", "There is no listener 'wrad'")]
    [InlineData("{to: \"https://x.example\", at_once: 0}", "at_once is 1 to 64")]
    public void What_a_route_cannot_be_is_said_before_anything_starts(string route, string message) =>
        Should.Throw<CarelakeException>(() => Load(route)).Message.ShouldContain(message);

    [Fact]
    public async Task A_file_that_is_missing_is_named()
    {
        var error = await Should.ThrowAsync<CarelakeException>(() => OpenAsync("as: fhir\ncodes: nowhere.csv\nto: https://x.example"));

        (error.Code, error.Place).ShouldBe(("SRC-0403", "routes/out: nowhere.csv"));
    }

    private Task<EmbeddedEventLog> OpenLogAsync(string name) =>
        EmbeddedEventLog.OpenAsync(Path.Combine(_folder, name), FileKeyProvider.ForLake(_folder), new EmbeddedLogOptions(), default);

    private Project Load(string route)
    {
        var indented = string.Concat(route.Split('\n').Select(line => $"\n      {line}"));
        var path = Path.Combine(_folder, "carelake.yaml");
        File.WriteAllText(path, $"name: test\nbuiltin_models: false\nlisteners:\n  ward: {{port: 0}}\nroutes:\n  out:{indented}\n");
        return ProjectLoader.Load(path);
    }

    private async Task<Route> OpenAsync(string config, string id = "out")
    {
        var project = Load(config);
        return await RouteFactory.OpenAsync(id, project.Config.Routes["out"], project, new LocalSecretResolver(_folder, null), _log, _ => Hl7ReadOptions.Default, TimeProvider.System, _failures.Enqueue, default);
    }

    private async Task AppendAsync(string message) => await _log.AppendAsync([Event(message)], Cancelled);

    private static NewEvent Event(string message) => new()
    {
        Feed = "ward", Kind = EventKind.Hl7v2, PartitionKey = "WARD|100", Key = EventKey.Of("ward", Encoding.UTF8.GetBytes(message)), ReceivedAt = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), Payload = Encoding.UTF8.GetBytes(message),
    };

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds()) await Task.Delay(20, Cancelled);
    }

    private static string Admit(string controlId) =>
        $"MSH|^~\\&|EMR|WARD|LAKE|GROUP|20260301100000||ADT^A01^ADT_A01|{controlId}|P|2.5.1\rEVN|A01|20260301100000\rPID|1||100^^^WARD||Doe^Jane\rPV1|1|I\r";

    private static string Result(string controlId, string code) =>
        $"MSH|^~\\&|LAB|WARD|LAKE|GROUP|20260301100000||ORU^R01^ORU_R01|{controlId}|P|2.5.1\rPID|1||100^^^WARD||Doe^Jane||19600101|F\rOBR|1|A{controlId}||{code}^Test^L|||20260301\rOBX|1|NM|{code}^Test^L||5.1|mmol/L|||||F\r";

    /// <summary>Routes at work; stopped at the end.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _work;

        public Running(params Route[] routes) => _work = Task.WhenAll(routes.Select(route => route.RunAsync(_stop.Token)));

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _work;
            _stop.Dispose();
        }
    }
}
