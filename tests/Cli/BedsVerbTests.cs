using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Carelake.Cli;
using Carelake.Hl7v2;
using Carelake.Operations;
using Carelake.Simulator;

namespace Carelake.Tests.Cli;

public sealed class BedsVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("carelake-beds-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_simulated_feed_is_shown_as_a_board()
    {
        (await RunAsync("simulate-feed", _folder, "--hours", "9")).Exit.ShouldBe(ExitCode.Done);

        var (exit, output) = await RunAsync("beds", _folder);

        exit.ShouldBe(ExitCode.Done);
        output.ShouldContain("hospital-a  as of 2025-01-0");
        output.ShouldContain("Internal Medicine");
        output.ShouldContain("Emergency: ");
        output.ShouldContain("■ occupied");
        File.Exists(Path.Combine(_folder, "truth", "placements.csv")).ShouldBeTrue();
        File.Exists(Path.Combine(_folder, "truth", "faults.csv")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_ward_is_shown_bed_by_bed_and_a_board_as_JSON()
    {
        await RunAsync("simulate-feed", _folder, "--hours", "2");

        (await RunAsync("beds", _folder, "--ward", "W01")).Output.ShouldContain("expected discharge");
        var output = new StringWriter();
        await CommandLine.RunAsync(["beds", _folder, "--json"], new Terminal(output, new StringWriter(), isInteractive: false), TestContext.Current.CancellationToken);
        var board = JsonDocument.Parse(output.ToString()).RootElement;
        board.GetArrayLength().ShouldBe(3);
        board[0].GetProperty("beds").EnumerateArray().Count(bed => bed.GetProperty("state").GetString() == "occupied").ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task What_cannot_be_applied_is_counted()
    {
        var file = Path.Combine(_folder, "one.hl7");
        await File.WriteAllTextAsync(file, "MSH|^~\\&|PAS|H1|||20250301080000+0000||ADT^A02|1|P|2.5.1\rEVN||20250301080000+0000\rPID|1||42^^^H1^MR\rPV1|1|I|W1^B1^1\r");

        var (exit, output) = await RunAsync("beds", file);

        exit.ShouldBe(ExitCode.DoneWithQuarantine);
        output.ShouldContain("OPS-0002: 1 ");
    }

    [Fact]
    public async Task A_wrong_plan_and_a_wrong_speed_are_said()
    {
        var plan = Path.Combine(_folder, "beds.csv");
        await File.WriteAllTextAsync(plan, "a,b\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "one.hl7"), "");

        (await RunAsync("beds", _folder)).Output.ShouldContain("OPS-0060");
        (await RunAsync("simulate-feed", "-", "--speed", "fast")).Output.ShouldContain("CLI-0060");
    }

    [Fact]
    public async Task A_receiver_gets_the_messages_one_after_another()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var received = ReceiveAsync(listener, TestContext.Current.CancellationToken);

        var (exit, output) = await RunAsync("simulate-feed", $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", "--hours", "1", "--speed", "1000000x");

        exit.ShouldBe(ExitCode.Done);
        var count = await received;
        count.ShouldBeGreaterThan(100);
        output.ShouldContain($"{count:N0} messages accepted, 0 refused.");
        listener.Stop();
    }

    [Fact]
    public async Task Nobody_at_the_address_is_said()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        (await RunAsync("simulate-feed", $"127.0.0.1:{port}")).Output.ShouldContain("CLI-0073");
    }

    [Fact]
    public void A_plan_of_the_group_is_read_as_it_is_written() => BedPlan.Parse(LiveGroup.Plan.ToText()).Value.Beds.ShouldBe(LiveGroup.Plan.Beds);

    private static async Task<int> ReceiveAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        using var client = await listener.AcceptTcpClientAsync(cancellationToken);
        var stream = client.GetStream();
        var reader = new MllpReader(1 << 20);
        var buffer = new byte[65536];
        var count = 0;
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            foreach (var message in Messages(reader, buffer.AsMemory(0, read)))
            {
                count++;
                var answer = new ArrayBufferWriter<byte>();
                Mllp.Write(Encoding.UTF8.GetBytes($"MSH|^~\\&|||||20250101||ACK|1|P|2.5.1\rMSA|AA|{Hl7Message.Parse(message).Value.ControlId}\r"), answer);
                await stream.WriteAsync(answer.WrittenMemory, cancellationToken);
            }
        return count;
    }

    private static List<ReadOnlyMemory<byte>> Messages(MllpReader reader, ReadOnlyMemory<byte> bytes)
    {
        var messages = new List<ReadOnlyMemory<byte>>();
        var rest = bytes.Span;
        while (reader.Read(ref rest, out var message) is not MllpEvent.NeedsMore and var found)
            if (found == MllpEvent.Message) messages.Add(message);
        return messages;
    }

    private static async Task<(int Exit, string Output)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        var exit = await CommandLine.RunAsync(args, new Terminal(output, output, isInteractive: false), TestContext.Current.CancellationToken);
        return (exit, output.ToString());
    }
}
