using System.CommandLine;
using System.Security.Cryptography;
using Carelake.Access.Audit;
using Carelake.Core;
using Carelake.Lake.Subjects;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake audit</c>: looks at audit logs.</summary>
internal static class AuditVerb
{
    public static Command Create(Terminal terminal) => new("audit", "Verifies a tamper-evident audit log, and accounts for who had a patient's data.") { Verify(terminal), Disclosures(terminal) };

    private static Command Verify(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of the log." };
        var key = new Option<string>("--key") { Description = "The public key in PEM, from where the writer of the log cannot reach.", HelpName = "FILE", Required = true };
        var checkpoint = new Option<string?>("--checkpoint") { Description = "File with a checkpoint kept elsewhere, which the log must contain.", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var command = new Command("verify", "Finds any changed, removed, inserted or moved record.") { folder, key, checkpoint, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var publicKey = PublicKey(parsed.GetValue(key)!);
            var kept = parsed.GetValue(checkpoint) is { } file ? Kept(file) : null;
            var found = AuditVerification.Verify(parsed.GetValue(folder)!, publicKey, kept, cancellationToken);
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(new { records = found.Records, checkpoints = found.Checkpoints, issues = found.Issues });
            }
            else
            {
                foreach (var issue in found.Issues) terminal.Out.WriteLine($"{issue.Code} {issue.Location}: {issue.Message}");
                terminal.Out.WriteLine(found.Issues.IsEmpty
                    ? $"{found.Records} records under {found.Checkpoints} checkpoints are as they were signed."
                    : $"{found.Records} records under {found.Checkpoints} checkpoints: {found.Issues.Length} issues.");
            }
            return Task.FromResult(found.Issues.IsEmpty ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }

    private static Command Disclosures(Terminal terminal)
    {
        var patient = new Argument<string>("PATIENT") { Description = "Facility and patient id as facility|id, in quotes." };
        var all = new Option<bool>("--all") { Description = "Also accesses for treatment, payment and operations, and older ones, which a patient's accounting leaves out." };
        var json = CommonOptions.Json();
        var (config, lake) = (CommonOptions.Config(), CommonOptions.Lake());
        var command = new Command("disclosures", "Accounts for who had a patient's data, for the patient (45 CFR 164.528), from every audit log of the lake.") { patient, all, json, config, lake };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var context = ProjectContext.Open(parsed, config, lake);
            var id = SubjectId.Parse(parsed.GetRequiredValue(patient));
            var now = TimeProvider.System.GetUtcNow();
            await using var governed = await Composition.GovernedAsync(context, await context.OperationsAsync(cancellationToken), cancellationToken);
            var entries = await new AuditHomes(context.Lake, Composition.Keys(context)).ReadAsync(id.Name, cancellationToken);
            await governed.Audit.WriteAsync([new() { At = now, User = Composition.MachineUser, Action = "disclosures", Resource = "audit", Purpose = "audit", Decision = "allow" }], cancellationToken);
            var found = Disclosure.Of(entries.Select(item => item.Entry), now).Where(item => parsed.GetValue(all) || item.IsAccountable).ToList();
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(found);
                return ExitCode.Done;
            }
            var table = new TextTable(terminal, "when (UTC)", "who", "what", "for", ">rows", "emergency");
            foreach (var item in found) table.Add($"{item.At:yyyy-MM-dd HH:mm}", item.By, item.What, item.Purpose, $"{item.Rows:N0}", item.IsBreakGlass ? "yes" : "");
            table.Write(terminal);
            terminal.Say($"{found.Count:N0} {(parsed.GetValue(all) ? "accesses" : "disclosures to account for; --all lists every access")}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static ECDsa PublicKey(string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CarelakeException("CLI-0051", "The file holds no public key in PEM.", file, "Give the key that the log's checkpoints are signed by.", exception);
        }
    }

    private static Checkpoint Kept(string file) =>
        File.ReadLines(file).Select(Checkpoint.Parse).LastOrDefault(checkpoint => checkpoint is not null)
        ?? throw new CarelakeException("CLI-0052", "The file holds no checkpoint.", file, "Give a line of a log's checkpoints.log.");
}
