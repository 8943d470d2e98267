using System.CommandLine;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using Carelake.Core;
using Carelake.Hl7v2;
using Carelake.Sources.Mllp;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake mllp</c>: a sender for trying out receivers.</summary>
internal static class MllpVerb
{
    public static Command Create(Terminal terminal) => new("mllp", "Sends HL7 v2 messages over MLLP, to try out a receiver.") { Send(terminal) };

    private static Command Send(Terminal terminal)
    {
        var files = new Argument<string>("FILE") { Description = "HL7 v2 messages: a file, a folder (every file below it), or - for standard input." };
        var target = new Argument<string>("HOST:PORT") { Description = "The receiver." };
        var rate = new Option<double>("--rate") { Description = "Messages a second; 0 for as fast as answers come." };
        var connections = new Option<int>("--connections") { Description = "Connections at the same time.", DefaultValueFactory = _ => 1 };
        var repeat = new Option<int>("--repeat") { Description = "Sends everything so many times; more than once, each message gets a control id of its own (MSH-10).", DefaultValueFactory = _ => 1 };
        var window = new Option<int>("--window") { Description = "Messages of a connection that may wait for their answer.", DefaultValueFactory = _ => 1 };
        var timeout = new Option<TimeSpan>("--timeout") { Description = "How long an answer may take.", DefaultValueFactory = _ => TimeSpan.FromSeconds(30) };
        var resend = new Option<bool>("--resend") { Description = "Sends again what was not answered, over a new connection, until it is." };
        var tls = new Option<bool>("--tls") { Description = "Speaks TLS, and trusts the certificates that this machine trusts." };
        var json = CommonOptions.Json();
        foreach (var option in new[] { connections, repeat, window }) option.Validators.Add(AtLeastOne);
        var command = new Command("send", "Sends messages and says how they were answered and how fast.") { files, target, rate, connections, repeat, window, timeout, resend, tls, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (host, port) = TargetOf(parsed.GetValue(target)!); // Required.
            var messages = await ReadAsync(parsed.GetValue(files)!, terminal, cancellationToken); // Required.
            var options = new MllpSenderOptions
            {
                Host = host,
                Port = port,
                Connections = parsed.GetValue(connections),
                Rate = parsed.GetValue(rate),
                Window = parsed.GetValue(window),
                Timeout = parsed.GetValue(timeout),
                Resends = parsed.GetValue(resend),
                Tls = parsed.GetValue(tls) ? new SslClientAuthenticationOptions { TargetHost = host } : null,
            };
            var report = await SendAsync(options, Repeated(messages, parsed.GetValue(repeat)), cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(report);
            else Say(terminal, report);
            return report.Unanswered > 0 ? ExitCode.Failed : report.IsAllAccepted ? ExitCode.Done : ExitCode.DoneWithQuarantine;
        });
        return command;
    }

    private static void AtLeastOne(System.CommandLine.Parsing.OptionResult result)
    {
        if (result.GetValueOrDefault<int>() < 1) result.AddError($"{result.Option.Name} is at least 1.");
    }

    private static async Task<MllpSendReport> SendAsync(MllpSenderOptions options, IEnumerable<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            return await new MllpSender(options, TimeProvider.System).SendAsync(messages, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException or System.Security.Authentication.AuthenticationException)
        {
            throw new CarelakeException(
                "CLI-0073", $"The receiver cannot be reached: {exception.Message}", $"{options.Host}:{options.Port}", "Check that it listens there, and whether it speaks TLS.", exception);
        }
    }

    private static (string Host, int Port) TargetOf(string target)
    {
        var colon = target.LastIndexOf(':');
        return colon > 0 && int.TryParse(target.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? (target[..colon].Trim('[', ']'), port)
            : throw new CarelakeException("CLI-0074", "The receiver is named as HOST:PORT.", target, "Write it so: localhost:2575.");
    }

    private static async Task<List<ReadOnlyMemory<byte>>> ReadAsync(string name, Terminal terminal, CancellationToken cancellationToken)
    {
        var messages = new List<ReadOnlyMemory<byte>>();
        using var inputs = FormatInputs.Of([name], terminal, FormatKind.Hl7, isQuiet: true);
        foreach (var input in inputs)
            messages.AddRange(Hl7File.Read(await input.ReadAsync(cancellationToken)).Value.Messages.Where(IsSendable).Select(message => message.Value.Original));
        return messages.Count > 0 ? messages : throw new CarelakeException("CLI-0075", "There is no message that can be sent.", name, "Name a file with HL7 v2 messages.");
    }

    // A message without a control id cannot be answered, and one with a frame character in it cannot be framed.
    private static bool IsSendable(Parsed<Hl7Message> message) =>
        message.Value.ControlId.Length > 0 && message.Value.Original.Span.IndexOfAny(Mllp.StartBlock, Mllp.EndBlock) < 0;

    private static IEnumerable<OutgoingMessage> Repeated(List<ReadOnlyMemory<byte>> messages, int times)
    {
        if (times == 1) return messages.Select(OutgoingMessage.Of);
        var start = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() % 1_000_000;
        var number = 0L;
        var renumbered = messages.Select(message => OutgoingMessage.Renumbered(message, Ids()).GetEnumerator()).ToList();
        return Enumerable.Range(0, times).SelectMany(_ => renumbered.Select(one => one.MoveNext() ? one.Current : throw new System.Diagnostics.UnreachableException()));

        IEnumerable<string> Ids()
        {
            while (true) yield return string.Create(CultureInfo.InvariantCulture, $"{start}-{++number}");
        }
    }

    private static void Say(Terminal terminal, MllpSendReport report)
    {
        terminal.Say($"{report.Sent:N0} sent in {ElapsedText.Of(report.Elapsed)}, {report.Rate:N0} answers a second: "
            + string.Join(", ", report.Answers.Select(answer => $"{answer.Value:N0} {answer.Key}"))
            + (report.Unanswered > 0 ? $", {report.Unanswered:N0} without answer" : "") + (report.Resent > 0 ? $"; {report.Resent:N0} sent again" : "") + ".");
        if (report.LatencyMilliseconds.Count > 0)
            terminal.Say("Milliseconds to the answer: " + string.Join(", ", report.LatencyMilliseconds.Select(latency => $"{latency.Key} {latency.Value:N2}")));
    }
}
