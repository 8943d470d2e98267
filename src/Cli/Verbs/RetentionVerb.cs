using System.CommandLine;
using Carelake.Lake.Retention;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake retention</c>: removes what has been kept for as long as the project says.</summary>
internal static class RetentionVerb
{
    public static Command Create(Terminal terminal)
    {
        var dry = new Option<bool>("--dry-run") { Description = "Only show what would be removed." };
        var json = CommonOptions.Json();
        var (config, lake) = (CommonOptions.Config(), CommonOptions.Lake());
        var command = new Command("retention", "Removes rows and bytes of landed files that have been kept for as long as `retention:` of carelake.yaml says. Cannot be undone.") { dry, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            var isDry = parsed.GetValue(dry);
            var found = await new RetentionRun(await Composition.ServicesAsync(context, cancellationToken), context.Project).RunAsync(isDry, cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(found);
                return ExitCode.Done;
            }
            var table = new TextTable(terminal, ">rule", "layer", "kept for", isDry ? "would lose" : "lost", ">rows or files");
            foreach (var item in found.GroupBy(item => (item.Number, Place: item.Rule.Layer == Lake.Configuration.RetentionLayer.Landing ? "landed files" : item.Where)))
                table.Add($"{item.Key.Number}", $"{item.First().Rule.Layer}".ToLowerInvariant(), $"{item.First().Rule.Days} days", item.Key.Place, $"{item.Sum(one => one.Count):N0}");
            table.Write(terminal);
            terminal.Say(context.Project.Config.Retention.Count == 0 ? "The project has no retention rules: everything is kept." : found.IsEmpty ? "Nothing is older than the rules allow." : isDry ? "Nothing was removed." : "Removed.");
            return ExitCode.Done;
        });
        return command;
    }
}
