using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Carelake.Events;
using Carelake.Server.Identity;

namespace Carelake.Tests.Server.Receivers;

public sealed class HttpReceiverTests
{
    private const string Message =
        "MSH|^~\\&|PAS|main|CARELAKE|GROUP|20260101080000+0000||ADT^A01|M1|P|2.5.1\rEVN||20260101080000+0000\rPID|1||P1^^^main^MR||Marsh^Ivy||19600102|F\rPV1|1|I|W1^1^1|||||||MED|||||||||V1\r";

    private const string Patient = """{"resourceType":"Patient","identifier":[{"system":"urn:mrn","value":"P1"}],"gender":"female"}""";

    [Fact]
    public async Task What_a_machine_sends_is_on_disk_when_it_is_answered_and_is_kept_once()
    {
        await using var served = await ReceivingAsync();
        using var sender = await SenderAsync(served, ["ingest"]);

        var acknowledged = await sender.SendAsync(To("hl7v2", Message, "application/hl7-v2"));
        acknowledged.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/hl7-v2");
        (await acknowledged.Response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("MSA|AA|M1");
        await sender.SendAsync(To("hl7v2", Message, "application/hl7-v2"));
        (await sender.SendAsync(To("hl7v2", "no message", "text/plain"))).Code.ShouldBe("SRV-0307");

        (await sender.SendAsync(To("x12", "ISA*00*", "application/edi-x12"))).Body.GetProperty("accepted").GetInt32().ShouldBe(1);
        (await sender.SendAsync(To("x12", "UNB+", "application/edi-x12"))).Code.ShouldBe("SRV-0308");

        const string lines = "{\"device\":\"d1\",\"value\":1}\n\n{\"device\":\"d1\",\"value\":2}\n";
        (await sender.SendAsync(To("telemetry", lines, "application/x-ndjson"))).Body.GetProperty("accepted").GetInt32().ShouldBe(2);
        (await sender.SendAsync(To("telemetry", lines, "application/x-ndjson"))).Body.GetProperty("duplicates").GetInt32().ShouldBe(2);
        (await sender.SendAsync(To("telemetry", "{\"value\":3}\n[]", "application/x-ndjson"))).Code.ShouldBe("SRV-0310");

        // One message, one that is none and kept all the same, one file, two measurements.
        var events = await EventsAsync(served);
        events.Select(stored => stored.Event.Kind).Order().ShouldBe([EventKind.Hl7v2, EventKind.Hl7v2, EventKind.X12, EventKind.Telemetry, EventKind.Telemetry]);
    }

    [Fact]
    public async Task A_request_that_is_sent_again_with_its_key_takes_effect_once()
    {
        await using var served = await ReceivingAsync();
        using var sender = await SenderAsync(served, ["ingest"]);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var request = To("fhir/Patient/p1", Patient.Replace("{", "{\"id\":\"p1\",", StringComparison.Ordinal).Replace("[{\"id\":\"p1\",", "[{", StringComparison.Ordinal), "application/fhir+json");
            request.Method = HttpMethod.Put;
            request.Headers.Add("Idempotency-Key", "request-1");
            (await sender.SendAsync(request)).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await EventsAsync(served)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Fhir_is_checked_created_once_for_a_condition_and_a_transaction_is_kept_whole()
    {
        await using var served = await ReceivingAsync();
        using var sender = await SenderAsync(served, ["ingest"]);

        (await sender.SendAsync(To("fhir", """{"resourceType":"Patient","gender":"unheard of"}""", "application/fhir+json"))).Body.GetProperty("resourceType").GetString().ShouldBe("OperationOutcome");
        (await sender.SendAsync(To("fhir", "[]", "application/fhir+json"))).Code.ShouldBe("SRV-0311");
        (await CreateAsync()).ShouldBe(HttpStatusCode.Created);
        (await CreateAsync()).ShouldBe(HttpStatusCode.OK);
        const string bundle = """
            {"resourceType":"Bundle","type":"transaction","entry":[
              {"fullUrl":"urn:uuid:4f6a30a0-0000-4000-8000-000000000001","resource":{"resourceType":"Patient","gender":"female"},"request":{"method":"POST","url":"Patient","ifNoneExist":"identifier=urn:mrn|P2"}},
              {"resource":{"resourceType":"Observation","status":"final","code":{"text":"pulse"},"subject":{"reference":"urn:uuid:4f6a30a0-0000-4000-8000-000000000001"}},"request":{"method":"POST","url":"Observation"}}]}
            """;
        var first = await sender.SendAsync(To("fhir", bundle, "application/fhir+json"));
        first.Body.GetProperty("type").GetString().ShouldBe("transaction-response");
        Status(first).ShouldBe(["201", "201"]);
        Status(await sender.SendAsync(To("fhir", bundle, "application/fhir+json"))).ShouldBe(["200", "200"]);

        var kept = await EventsAsync(served);
        kept.Count.ShouldBe(3);
        var location = first.Body.GetProperty("entry")[0].GetProperty("response").GetProperty("location").GetString()!;
        Encoding.UTF8.GetString(kept.Single(stored => stored.Event.Headers["resource_type"] == "Observation").Event.Payload.Span).ShouldContain(location);

        async Task<HttpStatusCode> CreateAsync()
        {
            var request = To("fhir", Patient, "application/fhir+json");
            request.Headers.Add("If-None-Exist", "identifier=urn:mrn|P1");
            return (await sender.SendAsync(request)).Status;
        }

        static string[] Status(Answer answer) => [.. answer.Body.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("response").GetProperty("status").GetString()!)];
    }

    [Fact]
    public async Task Only_keys_of_the_scope_and_the_facility_send_and_nothing_longer_than_the_listener_takes()
    {
        await using var served = await ReceivingAsync();
        using var reader = await SenderAsync(served, ["api", "fhir"]);
        using var outsider = await SenderAsync(served, ["ingest"], facility: "elsewhere");
        using var sender = await SenderAsync(served, ["ingest"]);
        using var nobody = served.Browser();

        (await nobody.SendAsync(To("hl7v2", Message, "text/plain"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await reader.SendAsync(To("hl7v2", Message, "text/plain"))).Code.ShouldBe("SRV-0007");
        (await sender.GetAsync("api/v1/session")).Code.ShouldBe("SRV-0007");
        (await outsider.SendAsync(To("hl7v2", Message, "text/plain"))).Code.ShouldBe("SRV-0304");
        var elsewhere = To("hl7v2", Message, "text/plain");
        elsewhere.RequestUri = new Uri("ingest/v1/mllp_one/hl7v2", UriKind.Relative);
        (await sender.SendAsync(elsewhere)).Code.ShouldBe("SRV-0302");
        var tooLong = To("x12", "ISA" + new string('*', 200_000), "text/plain");
        // The server refuses by the length alone and closes: the body waits until it is asked for.
        tooLong.Headers.ExpectContinue = true;
        (await sender.SendAsync(tooLong)).Code.ShouldBe("SRV-0005");
        (await EventsAsync(served)).ShouldBeEmpty();
    }

    private static HttpRequestMessage To(string path, string body, string type) => new(HttpMethod.Post, $"ingest/v1/gateway/{path}")
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } },
    };

    private static async Task<Browser> SenderAsync(ServedLake served, string[] scopes, string facility = "main")
    {
        var user = await served.AddUserAsync($"sender{Guid.NewGuid():N}"[..20], with: one => one with { Facilities = [facility] });
        var (key, secret) = await (await served.AccountsAsync()).AddKeyAsync(user.Id, "sender", [.. scopes], TimeSpan.FromDays(1), CancellationToken.None);
        return served.Machine(SecretToken.ApiKey(key.Id, secret));
    }

    private static Task<ServedLake> ReceivingAsync() => ServedLake.ReceivingAsync(
        "listeners:\n  gateway: {kind: http, facility: main, longest_message_kib: 100}\n  mllp_one: {kind: mllp, port: 0, facility: main}\n");

    private static async Task<List<StoredEvent>> EventsAsync(ServedLake served)
    {
        var events = new List<StoredEvent>();
        for (var partition = 0; partition < served.Log!.PartitionCount; partition++) events.AddRange(await served.Log.ReadAsync(partition, 0, 1000, CancellationToken.None));
        return events;
    }
}
