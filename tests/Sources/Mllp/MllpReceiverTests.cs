using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Carelake.Core;
using Carelake.Events;
using Carelake.Events.Embedded;
using Carelake.Hl7v2;
using Carelake.Lake.Landing;
using Carelake.Sources.Feeds;
using Carelake.Sources.Mllp;

namespace Carelake.Tests.Sources.Mllp;

public sealed class MllpReceiverTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-mllp-").FullName;
    private readonly MllpReceiverOptions _options = new() { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) };
    private EmbeddedEventLog _log = null!; // Opened before each test.

    public async ValueTask InitializeAsync() =>
        _log = await EmbeddedEventLog.OpenAsync(Path.Combine(_folder, "log"), FileKeyProvider.ForLake(_folder), new EmbeddedLogOptions(), default);

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private MllpReceiver Start(MllpReceiverOptions? options = null, IEventLog? log = null) => MllpReceiver.Start(
        options ?? _options, new Hl7Intake("ward", null, Hl7ReadOptions.Default, ReceiverRules.Default, TimeProvider.System.GetUtcNow()), log ?? _log, TimeProvider.System);

    private static string Admit(string controlId, string mode = "") =>
        $"MSH|^~\\&|EMR|WARD|LAKE|GROUP|20260301100000||ADT^A01^ADT_A01|{controlId}|P|2.5.1|||{mode}\rEVN|A01|20260301100000\rPID|1||100^^^WARD||Doe^Jane\rPV1|1|I\r";

    private static byte[] Frame(string message) => [0x0B, .. Encoding.Latin1.GetBytes(message), 0x1C, 0x0D];

    private async Task<List<StoredEvent>> StoredAsync() => [.. await _log.ReadAsync(0, 0, 10_000, default)];

    private sealed class Peer(TcpClient client, Stream stream) : IDisposable
    {
        private readonly MllpReader _frames = new(1 << 20);
        private readonly Queue<string> _answers = new();

        public static async Task<Peer> ConnectAsync(MllpReceiver receiver)
        {
            var client = new TcpClient();
            await client.ConnectAsync(receiver.EndPoint);
            return new Peer(client, client.GetStream());
        }

        public async Task SendAsync(params byte[][] pieces)
        {
            foreach (var piece in pieces) await stream.WriteAsync(piece);
        }

        // Null when the receiver closed the connection.
        public async Task<Hl7Message?> AnswerAsync()
        {
            using var patience = new CancellationTokenSource(Patience);
            var buffer = new byte[4096];
            while (_answers.Count == 0)
            {
                int count;
                try
                {
                    count = await stream.ReadAsync(buffer, patience.Token);
                }
                catch (IOException)
                {
                    return null;
                }

                if (count == 0) return null;
                ReadOnlySpan<byte> rest = buffer.AsSpan(0, count);
                while (_frames.Read(ref rest, out var frame) is not MllpEvent.NeedsMore and var found)
                    if (found == MllpEvent.Message) _answers.Enqueue(Encoding.Latin1.GetString(frame.Span));
            }

            return Hl7Message.Parse(Encoding.Latin1.GetBytes(_answers.Dequeue())).Value;
        }

        public void Dispose() => client.Dispose();
    }

    private static async Task ServesAsync(MllpReceiver receiver, string controlId)
    {
        using var peer = await Peer.ConnectAsync(receiver);
        await peer.SendAsync(Frame(Admit(controlId)));
        var answer = await peer.AnswerAsync();
        (answer?.Get("MSA-1").Text, answer?.Get("MSA-2").Text).ShouldBe(("AA", controlId));
    }

    [Fact]
    public async Task A_message_is_accepted_when_the_log_has_its_bytes()
    {
        await using var receiver = Start();
        using var peer = await Peer.ConnectAsync(receiver);

        await peer.SendAsync(Frame(Admit("C1")));
        var answer = await peer.AnswerAsync();

        (answer!.MessageCode, answer.TriggerEvent, answer.Get("MSA-1").Text, answer.Get("MSA-2").Text).ShouldBe(("ACK", "A01", "AA", "C1"));
        var stored = (await StoredAsync()).ShouldHaveSingleItem();
        Encoding.Latin1.GetString(stored.Event.Payload.Span).ShouldBe(Admit("C1"));
        (stored.Event.Feed, stored.Event.PartitionKey).ShouldBe(("ward", "WARD|100"));
    }

    [Fact]
    public async Task Enhanced_mode_is_answered_as_the_sender_asks()
    {
        await using var receiver = Start();
        using var peer = await Peer.ConnectAsync(receiver);

        await peer.SendAsync(Frame(Admit("C1", "AL|NE")), Frame(Admit("C2", "NE|NE")), Frame(Admit("C3", "AL|AL")));

        var answers = new List<(string?, string?)>();
        for (var i = 0; i < 3; i++) answers.Add(await peer.AnswerAsync() is { } answer ? (answer.Get("MSA-1").Text, answer.Get("MSA-2").Text) : default);
        answers.ShouldBe([("CA", "C1"), ("CA", "C3"), ("AA", "C3")]);
        (await StoredAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_with_the_place_and_kept()
    {
        await using var receiver = Start();
        using var peer = await Peer.ConnectAsync(receiver);

        await peer.SendAsync(Frame(Admit("C1").Replace("|P|2.5.1", "|Q|2.5.1", StringComparison.Ordinal)), Frame("no header at all"), Frame(Admit("C2").Replace("|P|", "||", StringComparison.Ordinal)));

        var rejected = await peer.AnswerAsync();
        (rejected!.Get("MSA-1").Text, rejected.Get("ERR-2").WholeText, rejected.Get("ERR-3.1").Text).ShouldBe(("AR", "MSH^1^11", "202"));
        (await peer.AnswerAsync())!.Get("MSA-1").Text.ShouldBe("AE");
        var stored = await StoredAsync();
        stored.Count.ShouldBe(3);
        stored.Select(one => one.Event.Headers.GetValueOrDefault("errors")).ShouldBe(["HL7-0110", "HL7-0001", "HL7-0100"]);
    }

    [Fact]
    public async Task The_same_message_again_is_accepted_and_stored_once()
    {
        await using var receiver = Start();
        using var peer = await Peer.ConnectAsync(receiver);

        await peer.SendAsync(Frame(Admit("C1")), Frame(Admit("C1")), Frame(Admit("C1").Replace("Jane", "Joan", StringComparison.Ordinal)));

        for (var i = 0; i < 3; i++) (await peer.AnswerAsync())!.Get("MSA-1").Text.ShouldBe("AA");
        (await StoredAsync()).Count.ShouldBe(2);
        receiver.Counts.Duplicates.ShouldBe(1);
    }

    [Fact]
    public async Task Messages_that_are_not_waited_for_are_answered_in_their_order()
    {
        const int count = 500;
        await using var receiver = Start();
        using var peer = await Peer.ConnectAsync(receiver);
        var bytes = Enumerable.Range(0, count).SelectMany(i => Frame(Admit($"C{i}"))).ToArray();

        var sending = peer.SendAsync([.. bytes.Chunk(777)]);
        for (var i = 0; i < count; i++) (await peer.AnswerAsync())!.Get("MSA-2").Text.ShouldBe($"C{i}");
        await sending;

        (await StoredAsync()).Select(stored => Hl7Message.Parse(stored.Event.Payload).Value.ControlId).ShouldBe(Enumerable.Range(0, count).Select(i => $"C{i}"));
    }

    [Fact]
    public async Task When_nothing_can_be_stored_the_sender_is_told_to_come_again()
    {
        var log = new FullLog(_log) { IsFull = true };
        await using var receiver = Start(log: log);
        using var peer = await Peer.ConnectAsync(receiver);

        await peer.SendAsync(Frame(Admit("C1")), Frame(Admit("C2", "AL|NE")));
        var answer = await peer.AnswerAsync();
        (answer!.Get("MSA-1").Text, answer.Get("ERR-3.1").Text).ShouldBe(("AR", "207"));
        (await peer.AnswerAsync())!.Get("MSA-1").Text.ShouldBe("CE");
        log.IsFull = false;
        await peer.SendAsync(Frame(Admit("C1")));

        (await peer.AnswerAsync())!.Get("MSA-1").Text.ShouldBe("AA");
        (await StoredAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_sender_that_drips_its_bytes_is_closed_and_others_are_served()
    {
        await using var receiver = Start(_options with { FrameTimeout = TimeSpan.FromSeconds(1) });
        using var slow = await Peer.ConnectAsync(receiver);
        var dripping = Task.Run(async () =>
        {
            try
            {
                foreach (var one in Frame(Admit("SLOW")))
                {
                    await slow.SendAsync([one]);
                    await Task.Delay(100);
                }
            }
            catch (IOException)
            {
                // Closed, as it should be.
            }
        });

        await ServesAsync(receiver, "C1");
        (await slow.AnswerAsync()).ShouldBeNull();
        await dripping;
        await ServesAsync(receiver, "C2");
        (await StoredAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_rejected_its_beginning_kept_and_the_connection_goes_on()
    {
        await using var receiver = Start(_options with { LongestMessage = 10_000 });
        using var peer = await Peer.ConnectAsync(receiver);

        await peer.SendAsync(Frame(Admit("BIG") + "OBX|" + new string('x', 50_000)), Frame(Admit("BIG2", "AL|AL") + new string('x', 50_000)), Frame(Admit("C1")));

        var rejected = (await peer.AnswerAsync())!;
        (rejected.Get("MSA-1").Text, rejected.Get("MSA-2").Text, rejected.Get("ERR-3.1").Text, rejected.Get("ERR-5").Text).ShouldBe(("AR", "BIG", "104", "SRC-0303"));
        (await peer.AnswerAsync())!.Get("MSA-1").Text.ShouldBe("CR");
        (await peer.AnswerAsync())!.Get("MSA-1").Text.ShouldBe("AA");
        var stored = await StoredAsync();
        stored.Select(one => one.Event.Headers.GetValueOrDefault("errors")).ShouldBe(["SRC-0303", "SRC-0303", null]);
        Encoding.Latin1.GetString(stored[0].Event.Payload.Span).ShouldStartWith(Admit("BIG"));
        await ServesAsync(receiver, "C2");
    }

    [Fact]
    public async Task Garbage_half_frames_and_endless_fields_disturb_nobody()
    {
        await using var receiver = Start(_options with { LongestMessage = 1 << 20 });
        var noise = new byte[100_000];
        new Random(7).NextBytes(noise);
        using var garbage = await Peer.ConnectAsync(receiver);
        await garbage.SendAsync(noise.Where(one => one != 0x0B).ToArray());
        using (var half = await Peer.ConnectAsync(receiver)) await half.SendAsync(Frame(Admit("HALF"))[..^5]);
        using var endless = await Peer.ConnectAsync(receiver);
        var flooding = Task.Run(async () =>
        {
            try
            {
                await endless.SendAsync([0x0B], Encoding.Latin1.GetBytes(Admit("BIG")));
                for (var i = 0; i < 1000; i++) await endless.SendAsync(new byte[100_000].Select(_ => (byte)'x').ToArray());
            }
            catch (IOException)
            {
                // Closed, as it may be.
            }
        });

        await ServesAsync(receiver, "C1");
        await flooding.WaitAsync(Patience);
        (await endless.AnswerAsync())!.Get("MSA-1").Text.ShouldBe("AR");
        await garbage.SendAsync(Frame(Admit("C2")));
        (await garbage.AnswerAsync())!.Get("MSA-2").Text.ShouldBe("C2");
        (await StoredAsync()).Count(stored => stored.Event.Headers.Count == 0).ShouldBe(2);
        receiver.Counts.BadFrames.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_frame_without_its_carriage_return_ends_when_nothing_follows()
    {
        await using var receiver = Start(_options with { LenientEnd = TimeSpan.FromMilliseconds(100) });
        using var peer = await Peer.ConnectAsync(receiver);

        await peer.SendAsync(Frame(Admit("C1"))[..^1]);

        (await peer.AnswerAsync())!.Get("MSA-2").Text.ShouldBe("C1");
        await peer.SendAsync(Frame(Admit("C2")));
        (await peer.AnswerAsync())!.Get("MSA-2").Text.ShouldBe("C2");
    }

    [Fact]
    public async Task A_thousand_idle_connections_leave_room_for_one_more_and_then_no_more()
    {
        const int idle = 1000;
        await using var receiver = Start(_options with { MostConnections = idle + 1 });
        var peers = new List<Peer>();
        try
        {
            for (var i = 0; i < idle; i++) peers.Add(await Peer.ConnectAsync(receiver));
            await ServesAsync(receiver, "C1");
            for (var i = 0; i < 200 && receiver.Counts.Connections > idle; i++) await Task.Delay(50);
            peers.Add(await Peer.ConnectAsync(receiver));
            for (var i = 0; i < 200 && receiver.Counts.Connections <= idle; i++) await Task.Delay(50);
            using var tooMany = await Peer.ConnectAsync(receiver);
            (await tooMany.AnswerAsync()).ShouldBeNull();
            receiver.Counts.Refused.ShouldBe(1);
        }
        finally
        {
            foreach (var peer in peers) peer.Dispose();
        }
    }

    [Fact]
    public async Task An_idle_connection_is_closed_after_its_time()
    {
        await using var receiver = Start(_options with { IdleTimeout = TimeSpan.FromMilliseconds(300) });
        using var peer = await Peer.ConnectAsync(receiver);

        (await peer.AnswerAsync()).ShouldBeNull();
        for (var i = 0; i < 200 && receiver.Counts.TimedOut == 0; i++) await Task.Delay(20);
        receiver.Counts.TimedOut.ShouldBe(1);
    }

    [Fact]
    public async Task Only_clients_with_a_certificate_of_the_authority_are_let_in()
    {
        using var authority = Certificate("CN=authority", null);
        using var stranger = Certificate("CN=stranger", null);
        using var server = Certificate("CN=localhost", authority);
        using var client = Certificate("CN=emr", authority);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        var tls = new SslServerAuthenticationOptions
        {
            ServerCertificate = server, ClientCertificateRequired = true, CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) => certificate is not null && errors == SslPolicyErrors.None,
        };
        await using var receiver = Start(_options with { Tls = tls });

        foreach (var wrong in new[] { stranger, null })
        {
            var refused = await SenderTo(receiver, policy, wrong).SendAsync([OutgoingMessage.Of(Encoding.Latin1.GetBytes(Admit("NO")))], default).ContinueWith(
                sent => sent.IsFaulted || sent.GetAwaiter().GetResult().Unanswered == 1, TaskScheduler.Default);
            refused.ShouldBeTrue();
        }

        using (var plain = await Peer.ConnectAsync(receiver))
        {
            await plain.SendAsync(Frame(Admit("PLAIN")));
            (await plain.AnswerAsync()).ShouldBeNull();
        }

        (await SenderTo(receiver, policy, client).SendAsync([OutgoingMessage.Of(Encoding.Latin1.GetBytes(Admit("C1")))], default)).Answers.ShouldContainKeyAndValue("AA", 1);
        Hl7Message.Parse((await StoredAsync()).ShouldHaveSingleItem().Event.Payload).Value.ControlId.ShouldBe("C1");
    }

    [Fact]
    public async Task Many_connections_lose_nothing_and_the_report_adds_up()
    {
        const int count = 2000;
        await using var receiver = Start();
        var sender = new MllpSender(
            new MllpSenderOptions { Host = "127.0.0.1", Port = receiver.EndPoint.Port, Connections = 16, Window = 4 }, TimeProvider.System);

        var report = await sender.SendAsync(OutgoingMessage.Renumbered(Encoding.Latin1.GetBytes(Admit("X")), Enumerable.Range(0, count).Select(i => $"C{i}")), default);

        (report.Sent, report.Answers["AA"], report.Unanswered).ShouldBe((count, count, 0));
        report.IsAllAccepted.ShouldBeTrue();
        report.LatencyMilliseconds["p50"].ShouldBeGreaterThan(0);
        (await StoredAsync()).Select(stored => Hl7Message.Parse(stored.Event.Payload).Value.ControlId).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, count).Select(i => $"C{i}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_sender_that_resends_gets_everything_through_a_receiver_that_comes_and_goes()
    {
        const int count = 300;
        // Below the ports that the system gives to outgoing connections: a sender that tries a closed one of those may be connected to itself.
        var port = 25_000 + (Environment.ProcessId % 4_000);
        var sender = new MllpSender(
            new MllpSenderOptions { Host = "127.0.0.1", Port = port, Connections = 4, Resends = true, Rate = 300, LongestPause = TimeSpan.FromMilliseconds(100) }, TimeProvider.System);
        var sending = sender.SendAsync(OutgoingMessage.Renumbered(Encoding.Latin1.GetBytes(Admit("X")), Enumerable.Range(0, count).Select(i => $"C{i}")), default);

        while (!sending.IsCompleted)
        {
            await Task.Delay(100);
            await using var receiver = Start(_options with { EndPoint = new IPEndPoint(IPAddress.Loopback, port) });
            await Task.WhenAny(sending, Task.Delay(300));
        }

        var report = await sending;
        (report.Answers["AA"], report.Unanswered).ShouldBe((count, 0));
        (await StoredAsync()).Count.ShouldBe(count);
    }

    private static MllpSender SenderTo(MllpReceiver receiver, X509ChainPolicy policy, X509Certificate2? certificate) => new(
        new MllpSenderOptions
        {
            Host = "127.0.0.1", Port = receiver.EndPoint.Port,
            Tls = new SslClientAuthenticationOptions
            {
                TargetHost = "localhost", ClientCertificates = certificate is null ? null : [certificate], CertificateChainPolicy = policy,
            },
        },
        TimeProvider.System);

    private static X509Certificate2 Certificate(string name, X509Certificate2? issuer)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer is null, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        if (issuer is null) return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        using var bare = request.Create(issuer, now.AddHours(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }

    /// <summary>A log whose disk is full when a test says so.</summary>
    private sealed class FullLog(IEventLog log) : IEventLog
    {
        public bool IsFull { get; set; }

        public string Id => log.Id;

        public int PartitionCount => log.PartitionCount;

        public bool IsBehind => log.IsBehind;

        public ValueTask<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken) =>
            IsFull ? throw new CarelakeException("LOG-0003", "full", "", "") : log.AppendAsync(events, cancellationToken);

        public ValueTask<IReadOnlyList<StoredEvent>> ReadAsync(int partition, long afterOffset, int maxCount, CancellationToken cancellationToken) =>
            log.ReadAsync(partition, afterOffset, maxCount, cancellationToken);

        public ValueTask WaitAsync(int partition, long afterOffset, CancellationToken cancellationToken) => log.WaitAsync(partition, afterOffset, cancellationToken);

        public ValueTask<long> CommittedAsync(string group, int partition, CancellationToken cancellationToken) => log.CommittedAsync(group, partition, cancellationToken);

        public ValueTask CommitAsync(string group, int partition, long offset, CancellationToken cancellationToken) => log.CommitAsync(group, partition, offset, cancellationToken);

        public ValueTask DeadLetterAsync(string group, StoredEvent stored, string reason, CancellationToken cancellationToken) => log.DeadLetterAsync(group, stored, reason, cancellationToken);

        public ValueTask<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? group, int maxCount, CancellationToken cancellationToken) => log.DeadLettersAsync(group, maxCount, cancellationToken);

        public ValueTask<bool> RemoveDeadLetterAsync(long id, CancellationToken cancellationToken) => log.RemoveDeadLetterAsync(id, cancellationToken);

        public ValueTask<long> TrimAsync(DateTimeOffset before, CancellationToken cancellationToken) => log.TrimAsync(before, cancellationToken);

        public ValueTask<LogMetrics> MetricsAsync(CancellationToken cancellationToken) => log.MetricsAsync(cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
