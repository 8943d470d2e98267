using System.CommandLine;
using System.CommandLine.Parsing;
using Carelake.Lake.Pipeline;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake serve</c>: the server, in the roles that are asked for.</summary>
internal static class ServeVerb
{
    private const string Ingest = "ingest";
    private const string Transform = "transform";
    private const string Api = "api";

    public static Command Create(Terminal terminal)
    {
        var roles = new Option<string[]>("--roles")
        {
            Description = "What this process does, separated by commas: ingest (the listeners of carelake.yaml, and what they take into bronze), transform (runs by `schedule:`), api (API and dashboard).",
            HelpName = "ROLES", DefaultValueFactory = _ => [Ingest], CustomParser = Roles,
        };
        var url = new Option<string?>("--url") { Description = "Where the API listens, such as http://127.0.0.1:8080; as `server:` in carelake.yaml says by default.", HelpName = "URL" };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var lake = CommonOptions.Lake();
        var command = new Command("serve", "Receives messages, runs pipelines and serves API and dashboard, until it is stopped (Ctrl-C or SIGTERM); what was acknowledged is never lost.") { roles, url, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            await ServeAsync(terminal, context, parsed.GetRequiredValue(roles), parsed.GetValue(url), parsed.GetValue(json), cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task ServeAsync(Terminal terminal, ProjectContext context, string[] roles, string? url, bool isJson, CancellationToken cancellationToken)
    {
        var ingest = roles.Contains(Ingest) ? await IngestRole.StartAsync(context, terminal, cancellationToken) : null;
        try
        {
            var server = roles.Contains(Api) ? await ServerRole.StartAsync(context, terminal, new(url, ingest, Demo: null), cancellationToken) : null;
            try
            {
                if (server is not null) terminal.Say($"Serving: {server.Address}");
                if (roles.Contains(Transform)) await TransformAsync(terminal, context, isJson, cancellationToken);
                else await WaitAsync(cancellationToken);
                terminal.Say("Stopping: what was taken is answered and brought to bronze.");
            }
            finally
            {
                // Whoever asks is answered first; the log closes last.
                if (server is not null) await server.DisposeAsync();
            }
        }
        finally
        {
            if (ingest is not null) await ingest.DisposeAsync();
        }

        if (ingest is null) return;
        if (isJson) terminal.WriteJson(new { ingest.Counts, ingest.Loaded });
        else foreach (var (id, counts) in ingest.Counts) terminal.Say($"{id}: {counts.Messages:N0} messages, {counts.Duplicates:N0} of them duplicates, {counts.Rejected:N0} rejected; {counts.Refused:N0} connections refused.");
    }

    // A run that is stopped in the middle goes on with the next start: that is no failure of the server.
    private static async Task TransformAsync(Terminal terminal, ProjectContext context, bool isJson, CancellationToken cancellationToken)
    {
        try
        {
            await new WatchedRuns(terminal, context, new RunOptions(), isJson, TimeProvider.System).WatchAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Say("Stopped in the middle of a run; the next one goes on.");
        }
    }

    /// <summary>Waits until it is told to stop.</summary>
    public static async Task WaitAsync(CancellationToken cancellationToken)
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

    private static string[] Roles(ArgumentResult result)
    {
        string[] words = [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
        if (words.FirstOrDefault(word => word is not (Ingest or Transform or Api)) is { } unknown) result.AddError($"'{unknown}' is no role: ingest, transform, api.");
        return words;
    }
}
