using System.CommandLine;
using Carelake.Core;
using Carelake.Events;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake events</c>: how the event log stands, and what was put aside.</summary>
internal static class EventsVerb
{
    private const int MostLetters = 10_000;

    public static Command Create(Terminal terminal) => new("events", "The event log between listeners and bronze: how far its consumers are, and the events they could not take.")
    {
        CreateStatus(terminal), CreateList(terminal), CreateShow(terminal), CreateReplay(terminal),
    };

    private static Command CreateStatus(Terminal terminal)
    {
        var (json, config, lake) = Common();
        var command = new Command("status", "Shows the log's offsets, the lag of each consumer and the number of dead letters; also while a server runs.") { json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var view = await EventLogs.ViewAsync(ProjectContext.Open(parsed, config, lake), cancellationToken);
            var metrics = await view.MetricsAsync(cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(metrics);
            else Write(terminal, metrics);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateList(Terminal terminal)
    {
        var (json, config, lake) = Common();
        var command = new Command("dead-letters", "Lists the events that a consumer could not take and put aside, oldest first.") { json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var view = await EventLogs.ViewAsync(ProjectContext.Open(parsed, config, lake), cancellationToken);
            var letters = await view.DeadLettersAsync(group: null, MostLetters, cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(letters.Select(letter => new { letter.Id, letter.Group, letter.Event.Event.Feed, letter.Event.Event.Kind, letter.Event.Position.Offset, letter.Event.Event.ReceivedAt, letter.At, letter.Reason }));
            else Write(terminal, letters);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateShow(Terminal terminal)
    {
        var id = Id();
        var (_, config, lake) = Common();
        var command = new Command("show", "Writes the bytes of a dead letter as they came. They may hold patient data.") { id, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var view = await EventLogs.ViewAsync(ProjectContext.Open(parsed, config, lake), cancellationToken);
            var letter = Find(await view.DeadLettersAsync(group: null, MostLetters, cancellationToken), parsed.GetRequiredValue(id));
            terminal.WriteBytes(letter.Event.Event.Payload.Span);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateReplay(Terminal terminal)
    {
        var ids = new Argument<long[]>("ID") { Description = "Numbers of dead letters; without any, all of them.", Arity = ArgumentArity.ZeroOrMore };
        var (json, config, lake) = Common();
        var command = new Command("replay", "Appends dead letters to the log once more, for the consumer that could not take them; the next carelake serve does it, and none may run meanwhile.") { ids, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            // Also says that there is no log, before one is made.
            (await EventLogs.ViewAsync(context, cancellationToken)).Dispose();
            await using var log = await EventLogs.OpenAsync(context, cancellationToken);
            var all = await log.DeadLettersAsync(group: null, MostLetters, cancellationToken);
            var chosen = parsed.GetValue(ids) is { Length: > 0 } named ? named.Distinct().Select(id => Find(all, id)).ToList() : [.. all];
            foreach (var letter in chosen) await log.ReplayAsync(letter, cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(new { Replayed = chosen.Count, Left = all.Count - chosen.Count });
            else terminal.Say($"{chosen.Count:N0} appended again; the next carelake serve takes them. {all.Count - chosen.Count:N0} left.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Argument<long> Id() => new("ID") { Description = "Number of the dead letter, as dead-letters shows it." };

    private static (Option<bool> Json, Option<string?> Config, Option<string?> Lake) Common() => (CommonOptions.Json(), CommonOptions.Config(), CommonOptions.Lake());

    private static DeadLetter Find(IEnumerable<DeadLetter> letters, long id) => letters.FirstOrDefault(letter => letter.Id == id)
        ?? throw new CarelakeException("CLI-0087", "There is no dead letter of that number.", $"{id}", "carelake events dead-letters lists them.");

    private static void Write(Terminal terminal, LogMetrics metrics)
    {
        var table = new TextTable(terminal, "partition", ">oldest offset", ">newest offset");
        for (var partition = 0; partition < metrics.LastOffsets.Length; partition++) table.Add($"{partition}", metrics.FirstOffsets[partition], metrics.LastOffsets[partition]);
        table.Write(terminal);
        var groups = new TextTable(terminal, "consumer", ">events behind");
        foreach (var (group, lag) in metrics.Lag) groups.Add(group, lag);
        groups.Write(terminal);
        terminal.Out.WriteLine($"Dead letters: {metrics.DeadLetters:N0}");
    }

    private static void Write(Terminal terminal, IReadOnlyList<DeadLetter> letters)
    {
        var table = new TextTable(terminal, ">id", "consumer", "feed", "kind", ">offset", "received (UTC)", "reason");
        foreach (var letter in letters) table.Add(letter.Id, letter.Group, letter.Event.Event.Feed, letter.Event.Event.Kind.ToString(), letter.Event.Position.Offset, letter.Event.Event.ReceivedAt.ToUniversalTime(), letter.Reason);
        table.Write(terminal);
        terminal.Say($"{letters.Count:N0} dead letters.");
    }
}
