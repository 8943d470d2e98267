using System.CommandLine;
using System.Globalization;
using Carelake.Access.Audit;
using Carelake.Access.Evidence;
using Carelake.Core;
using Carelake.Server.Identity;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake evidence</c>: what an inspector asks for, as a folder of files.</summary>
internal static class EvidenceVerb
{
    private static readonly TimeSpan UsualPeriod = TimeSpan.FromDays(365);

    public static Command Create(Terminal terminal) => new("evidence", "Writes what an inspector asks for: access, incidents, data quality, policies and the state of the audit log, with a map of the requirements. Names users, never patients.")
    {
        CreateMap(terminal, EvidenceMap.Cqc, "For the Care Quality Commission: regulation 17, good governance."),
        CreateMap(terminal, EvidenceMap.Hipaa, "For the HIPAA security rule, 45 CFR 164.308 to 164.312."),
    };

    private static Command CreateMap(Terminal terminal, EvidenceMap map, string description)
    {
        var output = new Argument<string>("DIR") { Description = "New folder for the files." };
        var from = new Option<string?>("--from") { Description = "First day, such as 2026-01-01; a year ago when left out.", HelpName = "DATE" };
        var to = new Option<string?>("--to") { Description = "Last day; today when left out.", HelpName = "DATE" };
        var (config, lake) = (CommonOptions.Config(), CommonOptions.Lake());
        var command = new Command(map.Name, description) { output, from, to, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            var now = TimeProvider.System.GetUtcNow();
            var period = (From: Day(parsed.GetValue(from)) ?? now - UsualPeriod, To: Day(parsed.GetValue(to))?.AddDays(1) ?? now);
            var operations = await context.OperationsAsync(cancellationToken);
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            await using var governed = await Composition.GovernedAsync(context, operations, cancellationToken);
            await governed.Audit.WriteAsync([new() { At = now, User = Composition.MachineUser, Action = "evidence", Resource = map.Name, Purpose = "audit", Decision = "allow" }], cancellationToken);
            var pack = new EvidencePack(context.Project, context.Lake, operations, new AuditHomes(context.Lake, Composition.Keys(context)), governed.Policies);
            var files = await pack.WriteAsync(map, period, await AccountsAsync(context, cancellationToken), folder, now, cancellationToken);
            terminal.Say($"{files.Length} files are in {folder}; begin with {map.Name}.md.");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<string[]>> AccountsAsync(ProjectContext context, CancellationToken cancellationToken)
    {
        var store = await IdentityStore.OpenAsync(await Composition.AccountsAsync(context, cancellationToken), TimeProvider.System, cancellationToken);
        return
        [
            ["user", "roles", "facilities", "administrator", "locked", "second factor", "trained until", "last sign-in"],
            .. (await store.UsersAsync(cancellationToken)).Select(user => new[]
            {
                user.UserName, string.Join(' ', user.Roles), string.Join(' ', user.Facilities), user.IsAdministrator ? "yes" : "no", user.IsLocked ? "yes" : "no", user.HasTotp || user.ExternalSubject is not null ? "yes" : "no",
                user.TrainedUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", user.LastSignIn?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "",
            }),
        ];
    }

    private static DateTimeOffset? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
        : throw new CarelakeException("CLI-0056", "That is no day.", text, "Write it as 2026-12-31.");
}
