using System.CommandLine;
using System.Globalization;
using Carelake.Core;
using Carelake.Simulator;
using Carelake.Sources.Mllp;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake simulate-feed</c>: the messages of a hospital group that is at work.</summary>
internal static class SimulateFeedVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create(Terminal terminal)
    {
        var to = new Argument<string>("to") { Description = "A folder (gets messages/, truth/ and the plans beds.csv, facilities.csv and sessions.csv), - for standard output, or HOST:PORT for MLLP." };
        var hours = new Option<double>("--hours") { Description = "How long the group's clock runs.", DefaultValueFactory = _ => 24 };
        var seed = new Option<int>("--seed") { Description = "Same seed, same messages.", DefaultValueFactory = _ => 20241231 };
        var faults = new Option<double>("--faults") { Description = "Part of the messages that are late, repeated, out of order, or mistaken and taken back; 0 to 0.2.", DefaultValueFactory = _ => 0.03 };
        var speed = new Option<string?>("--speed") { Description = "How much faster than real time: 60x; as fast as can be by default.", HelpName = "FACTOR" };
        var command = new Command("simulate-feed", "Makes the HL7 v2 messages of a simulated hospital group that admits, moves, operates on and discharges people.") { to, hours, seed, faults, speed };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var group = LiveGroup.Open(new()
            {
                Seed = parsed.GetValue(seed), Duration = TimeSpan.FromHours(Math.Clamp(parsed.GetValue(hours), 0.1, 24 * 370)), FaultShare = Math.Clamp(parsed.GetValue(faults), 0, 0.2),
            });
            var messages = Paced(group.Messages(), Factor(parsed.GetValue(speed)), cancellationToken);
            var target = parsed.GetRequiredValue(to);
            if (target == "-") await ToOutputAsync(terminal, messages);
            else if (Address(target) is { } address) return await ToReceiverAsync(terminal, messages, address, cancellationToken);
            else await ToFolderAsync(terminal, messages, group, target, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static double? Factor(string? speed) => speed is null ? null
        : double.TryParse(speed.TrimEnd('x', 'X'), NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor > 0 ? factor
        : throw new CarelakeException("CLI-0060", "The speed is no factor.", speed, "Give a number above 0, such as 60x.");

    private static (string Host, int Port)? Address(string to) =>
        to.LastIndexOf(':') is > 0 and var colon && !Directory.Exists(to) && int.TryParse(to.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? (to[..colon], port) : null;

    private static async IAsyncEnumerable<SimulatedMessage> Paced(
        IEnumerable<SimulatedMessage> messages, double? factor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        DateTimeOffset? first = null;
        foreach (var message in messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            first ??= message.SentAt;
            if (factor is { } times && (message.SentAt - first.Value) / times - clock.GetElapsedTime(began) is { Ticks: > 0 } left) await Task.Delay(left, clock, cancellationToken);
            yield return message;
        }
    }

    private static async Task ToOutputAsync(Terminal terminal, IAsyncEnumerable<SimulatedMessage> messages)
    {
        await foreach (var message in messages) terminal.Out.Write(System.Text.Encoding.UTF8.GetString(message.Bytes));
        await terminal.Out.FlushAsync();
    }

    private static async Task<int> ToReceiverAsync(Terminal terminal, IAsyncEnumerable<SimulatedMessage> messages, (string Host, int Port) address, CancellationToken cancellationToken)
    {
        var (accepted, refused) = (0L, 0L);
        try
        {
            await using var receiver = await WithinPatience(limit => MllpClient.ConnectAsync(address.Host, address.Port, tls: null, limit));
            await foreach (var message in messages)
            {
                var answer = await WithinPatience(limit => receiver.SendAsync(message.Bytes, limit));
                if (answer.Get("MSA-1").Text is "AA" or "CA") accepted++;
                else refused++;
            }
        }
        catch (Exception exception) when (exception is IOException || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CarelakeException("CLI-0073", $"The receiver cannot be reached, or did not answer; it took {accepted:N0} messages.", $"{address.Host}:{address.Port}", "Look at the receiver, then send again: it knows what it has by its control id.", exception, isTransient: true);
        }
        terminal.Say($"{accepted:N0} messages accepted, {refused:N0} refused.");
        return refused > 0 ? ExitCode.DoneWithQuarantine : ExitCode.Done;

        async Task<T> WithinPatience<T>(Func<CancellationToken, Task<T>> work)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            return await work(limit.Token);
        }
    }

    // One file an hour of sending, so that files in order of name are messages in order.
    private static async Task ToFolderAsync(Terminal terminal, IAsyncEnumerable<SimulatedMessage> messages, LiveGroup group, string folder, CancellationToken cancellationToken)
    {
        var output = Path.Combine(folder, "messages");
        Directory.CreateDirectory(output);
        Directory.CreateDirectory(Path.Combine(folder, "truth"));
        var (count, open) = (0L, "");
        FileStream? file = null;
        try
        {
            await foreach (var message in messages)
            {
                var name = $"{message.SentAt.UtcDateTime:yyyyMMdd'T'HH}.hl7";
                if (name != open)
                {
                    if (file is not null) await file.DisposeAsync();
                    file = File.Create(Path.Combine(output, open = name));
                }
                await file!.WriteAsync(message.Bytes, cancellationToken); // Opened above at the first message.
                count++;
            }
        }
        finally
        {
            if (file is not null) await file.DisposeAsync();
        }
        await File.WriteAllTextAsync(Path.Combine(folder, FlowPlans.BedsName), LiveGroup.Plan.ToText(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, FlowPlans.ZonesName), LiveGroup.Zones.ToText(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, FlowPlans.SessionsName), LiveGroup.Sessions.ToText(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "truth", "placements.csv"), group.Truth.PlacementsCsv(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "truth", "faults.csv"), group.Truth.FaultsCsv(), cancellationToken);
        terminal.Say($"{count:N0} messages in {output}; carelake beds {folder} and carelake flow {folder} show what they say.");
    }
}
