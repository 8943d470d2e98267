using System.CommandLine;
using System.Security.Cryptography;
using Carelake.Access.Audit;
using Carelake.Core;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake audit</c>: looks at an audit log, without the system that wrote it.</summary>
internal static class AuditVerb
{
    public static Command Create(Terminal terminal) => new("audit", "Looks at a tamper-evident audit log.") { Verify(terminal) };

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
