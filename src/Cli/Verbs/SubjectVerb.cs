using System.CommandLine;
using Carelake.Access.Reading;
using Carelake.Access.Subjects;
using Carelake.Events.Embedded;
using Carelake.Lake.Configuration;
using Carelake.Lake.Subjects;
using Carelake.Server.Identity;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake subject</c>: what a person may ask about the own data.</summary>
internal static class SubjectVerb
{
    public static Command Create(Terminal terminal) => new("subject", "Answers a person's request about the own data: to find it, to have a copy, to restrict its use, to correct it, to erase it.")
    {
        CreateFind(terminal), CreateExport(terminal), CreateRestrict(terminal), CreateRectify(terminal), CreateErase(terminal),
    };

    private static Argument<string[]> Patients() => new("PATIENT")
    {
        Description = "Facility and patient id as facility|id, in quotes; several for a person who has several records.", Arity = ArgumentArity.OneOrMore,
    };

    private static Command CreateFind(Terminal terminal)
    {
        var patients = Patients();
        var json = CommonOptions.Json();
        var (config, lake) = (CommonOptions.Config(), CommonOptions.Lake());
        var command = new Command("find", "Lists where a person is: tables with their rows, landed files with their records, and other records that may be the same person.") { patients, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var desk = await Desk.OpenAsync(ProjectContext.Open(parsed, config, lake), cancellationToken);
            var found = await desk.Requests.FindAsync(Composition.MachineUser, IdsOf(parsed.GetRequiredValue(patients)), cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(found);
                return ExitCode.Done;
            }
            var tables = new TextTable(terminal, "table", ">rows");
            foreach (var table in found.Tables) tables.Add(table.Table, $"{table.Rows:N0}");
            tables.Write(terminal);
            var landed = new TextTable(terminal, "landed file", "for", ">records");
            foreach (var item in found.Landed) landed.Add(item.Object, item.Table, $"{item.Records:N0}");
            landed.Write(terminal);
            foreach (var other in found.MayBeTheSame) terminal.Out.WriteLine($"May be the same person: {other.Name}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateExport(Terminal terminal)
    {
        var patients = Patients();
        var output = new Option<string>("--out", "-o") { Description = "The zip to write; must not be there.", HelpName = "FILE", Required = true };
        var without = new Option<bool>("--without-narrative") { Description = "Leave out what clinicians wrote, where a clinician says that it could do serious harm." };
        var (config, lake) = (CommonOptions.Config(), CommonOptions.Lake());
        var command = new Command("export", "Writes a copy of everything that is known of a person, for the person: JSON lines for each table, and what the columns mean.") { patients, output, without, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var desk = await Desk.OpenAsync(ProjectContext.Open(parsed, config, lake), cancellationToken);
            var file = Path.GetFullPath(parsed.GetRequiredValue(output));
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var zip = new FileStream(file, options);
            try
            {
                var tables = await desk.Requests.ExportAsync(Composition.MachineUser, IdsOf(parsed.GetRequiredValue(patients)), zip, !parsed.GetValue(without), cancellationToken);
                terminal.Say($"{tables.Sum(table => table.Rows):N0} rows of {tables.Length} tables are in {file}. Whoever reads it reads a patient's record: hand it to the person alone.");
                return ExitCode.Done;
            }
            catch
            {
                // Half a record is nobody's.
                File.Delete(file);
                throw;
            }
        });
        return command;
    }

    private static Command CreateRestrict(Terminal terminal)
    {
        var patients = Patients();
        var end = new Option<bool>("--end") { Description = "The restriction ends." };
        var (config, lake) = (CommonOptions.Config(), CommonOptions.Lake());
        var command = new Command("restrict", "Restricts the use of a record to the care team, from the very next reading on.") { patients, end, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var desk = await Desk.OpenAsync(ProjectContext.Open(parsed, config, lake), cancellationToken);
            var isRestricted = !parsed.GetValue(end);
            await desk.Requests.RestrictAsync(Composition.MachineUser, IdsOf(parsed.GetRequiredValue(patients)), isRestricted, cancellationToken);
            terminal.Say(isRestricted ? "Restricted: only the care team sees the record." : "Not restricted any more.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateRectify(Terminal terminal)
    {
        var patient = new Argument<string>("PATIENT") { Description = "Facility and patient id as facility|id, in quotes." };
        var set = new Option<string[]>("--set") { Description = "column=value of silver.patient; nothing after = takes the value away. Several may be given.", HelpName = "COLUMN=VALUE", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why, and on whose word; kept encrypted in the audit log.", HelpName = "TEXT", Required = true };
        var (config, lake) = (CommonOptions.Config(), CommonOptions.Lake());
        var command = new Command("rectify", "Puts a patient's details right, in a source of its own that wins from then on; history shows what was there before.") { patient, set, reason, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var desk = await Desk.OpenAsync(ProjectContext.Open(parsed, config, lake), cancellationToken);
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var parts in parsed.GetRequiredValue(set).Select(text => text.Split('=', 2)))
                if (parts.Length < 2 || !values.TryAdd(parts[0], parts[1])) throw new Core.CarelakeException("CLI-0055", "A correction is written COLUMN=VALUE, once for each column.", parts[0], "Such as --set birth_date=1980-12-31.");
            await desk.Requests.RectifyAsync(Composition.MachineUser, SubjectId.Parse(parsed.GetRequiredValue(patient)), values, parsed.GetRequiredValue(reason), cancellationToken);
            terminal.Say("Corrected, in the lake: what sources send later of these columns does not undo it. Tell the sources too.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateErase(Terminal terminal)
    {
        var patients = Patients();
        var ground = new Option<string>("--ground") { Description = "Why erasure is due, for the record of it; names nobody.", HelpName = "TEXT", Required = true };
        var yes = new Option<bool>("--yes") { Description = "Erase. Without it, only what would be erased is shown." };
        var json = CommonOptions.Json();
        var (config, lake) = (CommonOptions.Config(), CommonOptions.Lake());
        var command = new Command(
            "erase", "Erases a person: rows with their history, records of landed files, messages, and the keys of what the audit log says. Cannot be undone. Later loads leave the person out.")
            { patients, ground, yes, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            await using var desk = await Desk.OpenAsync(context, cancellationToken);
            var ids = IdsOf(parsed.GetRequiredValue(patients));
            if (!parsed.GetValue(yes))
            {
                var found = await desk.Requests.FindAsync(Composition.MachineUser, ids, cancellationToken);
                terminal.Say($"Would erase {found.Tables.Sum(table => table.Rows):N0} rows of {found.Tables.Length} tables and {found.Landed.Sum(item => item.Records):N0} records of {found.Landed.Length} landed files. Say --yes to do it; it cannot be undone.");
                foreach (var other in found.MayBeTheSame) terminal.Say($"May be the same person, and would stay: {other.Name}");
                return ExitCode.Done;
            }
            await using var log = await desk.EventLogAsync(cancellationToken);
            var places = new FurtherPlaces(log, desk.Accounts.ForgetPatientsAsync, MayShareAudit: false);
            var record = await desk.Requests.EraseAsync(Composition.MachineUser, parsed.GetRequiredValue(ground), ids, places, new ImmediateProgress<string>(step => terminal.Say($"{step} ...")), cancellationToken);
            if (parsed.GetValue(json)) terminal.WriteJson(record);
            else terminal.Out.WriteLine(record.ToMarkdown());
            return ExitCode.Done;
        });
        return command;
    }

    private static List<SubjectId> IdsOf(IEnumerable<string> names) => [.. names.Select(SubjectId.Parse).Distinct()];

    // What the verbs work with, closed together.
    private sealed class Desk : IAsyncDisposable
    {
        private readonly ProjectContext _context;
        private readonly GovernedLake _governed;

        private Desk(ProjectContext context, GovernedLake governed, SubjectRequests requests, IdentityStore accounts) => (_context, _governed, Requests, Accounts) = (context, governed, requests, accounts);

        public SubjectRequests Requests { get; }

        public IdentityStore Accounts { get; }

        public static async Task<Desk> OpenAsync(ProjectContext context, CancellationToken cancellationToken)
        {
            var services = await Composition.ServicesAsync(context, cancellationToken);
            var governed = await Composition.GovernedAsync(context, services.Operations, cancellationToken);
            var accounts = await IdentityStore.OpenAsync(await Composition.AccountsAsync(context, cancellationToken), TimeProvider.System, cancellationToken);
            return new(context, governed, new SubjectRequests(services, context.Project, governed, Composition.Keys(context)), accounts);
        }

        public async Task<EmbeddedEventLog?> EventLogAsync(CancellationToken cancellationToken)
        {
            var folder = EventLogs.Folder(_context);
            return _context.Project.Config.Events.Home == EventsHome.Embedded && EmbeddedLogView.Exists(folder) ? await EmbeddedEventLog.OpenAsync(folder, Composition.Keys(_context), new EmbeddedLogOptions(), cancellationToken) : null;
        }

        public ValueTask DisposeAsync() => _governed.DisposeAsync();
    }
}
