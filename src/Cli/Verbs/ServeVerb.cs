using System.CommandLine;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake serve</c>: the server, in the roles that are asked for.</summary>
internal static class ServeVerb
{
    private const string Ingest = "ingest";

    public static Command Create(Terminal terminal)
    {
        var roles = new Option<string[]>("--roles") { Description = "What this process does: ingest (the listeners of carelake.yaml, and what they take into bronze).", HelpName = "ROLE", DefaultValueFactory = _ => [Ingest] };
        roles.AcceptOnlyFromAmong(Ingest);
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("serve", "Receives messages until it is stopped (Ctrl-C or SIGTERM); what was acknowledged is never lost.") { roles, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            var role = await IngestRole.StartAsync(context, terminal, cancellationToken);
            await using (role)
            {
                await WaitAsync(cancellationToken);
                terminal.Say("Stopping: what was taken is answered and brought to bronze.");
            }

            if (parsed.GetValue(json)) terminal.WriteJson(new { role.Counts, role.Loaded });
            else foreach (var (id, counts) in role.Counts) terminal.Say($"{id}: {counts.Messages:N0} messages, {counts.Duplicates:N0} of them duplicates, {counts.Rejected:N0} rejected; {counts.Refused:N0} connections refused.");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // That is how a server ends.
        }
    }
}
