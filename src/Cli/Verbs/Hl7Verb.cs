using System.CommandLine;
using Carelake.Core;
using Carelake.Hl7v2;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake hl7</c>: HL7 v2 messages shown, checked and answered.</summary>
internal static class Hl7Verb
{
    public static Command Create(Terminal terminal) => new("hl7", "Shows, checks, answers and converts HL7 v2 messages.")
    {
        Parse(terminal), Validate(terminal), Acknowledge(terminal), Hl7ToFhirVerb.Create(terminal),
    };

    private static Command Parse(Terminal terminal)
    {
        var files = FormatInput.Argument("HL7 v2 messages");
        var json = CommonOptions.Json();
        var segments = new Option<string?>("--segments") { Description = "Only these segments, separated by commas: PID,PV1.", HelpName = "IDS" };
        var command = new Command("parse", "Shows every value that a message sends, with the standard's names and the meaning of codes.") { files, segments, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var only = parsed.GetValue(segments)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var hasErrors = false;
            var documents = new List<object>();
            using var inputs = FormatInputs.Of(parsed.GetValue(files) ?? [], terminal, FormatKind.Hl7, parsed.GetValue(json));
            foreach (var input in inputs)
            {
                var file = Hl7File.Read(await input.ReadAsync(cancellationToken));
                hasErrors |= !file.IsUsable || file.Value.Messages.Any(message => !message.IsUsable);
                if (parsed.GetValue(json)) documents.Add(Hl7Json.Of(input.Name, file.Value, only));
                else Hl7MessageTable.Write(terminal, input.Name, file.Value, only);
            }
            if (parsed.GetValue(json)) terminal.WriteJson(documents);
            return hasErrors ? ExitCode.DoneWithQuarantine : ExitCode.Done;
        });
        return command;
    }

    private static Command Validate(Terminal terminal)
    {
        var files = FormatInput.Argument("HL7 v2 messages");
        var profileFile = Profile();
        var json = CommonOptions.Json();
        var command = new Command("validate", "Checks messages against the standard and a profile, finding by finding.") { files, profileFile, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var validator = new MessageValidator(await ProfileAsync(parsed.GetValue(profileFile), cancellationToken));
            var report = new Hl7Report();
            using var inputs = FormatInputs.Of(parsed.GetValue(files) ?? [], terminal, FormatKind.Hl7, parsed.GetValue(json));
            foreach (var input in inputs)
                report.Add(input.Name, Hl7File.Read(await input.ReadAsync(cancellationToken)).Value, validator, message => input.Advance(message.Bytes.Length, cancellationToken));
            report.Write(terminal, parsed.GetValue(json));
            return report.HasErrors ? ExitCode.DoneWithQuarantine : ExitCode.Done;
        });
        return command;
    }

    private static Command Acknowledge(Terminal terminal)
    {
        var files = FormatInput.Argument("HL7 v2 messages");
        var profileFile = Profile();
        var command = new Command("ack", "Writes the acknowledgements that the senders asked for, as a receiver with this profile would answer.") { files, profileFile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var validator = new MessageValidator(await ProfileAsync(parsed.GetValue(profileFile), cancellationToken));
            var isGood = true;
            var number = 0;
            var at = TimeProvider.System.GetLocalNow();
            using var inputs = FormatInputs.Of(parsed.GetValue(files) ?? [], terminal, FormatKind.Hl7, isQuiet: false);
            foreach (var input in inputs)
            {
                foreach (var message in Hl7File.Read(await input.ReadAsync(cancellationToken)).Value.Messages)
                {
                    isGood &= Acknowledge(terminal, input.Name, message.Value, validator, () => $"{at:yyyyMMddHHmmssfff}{++number:D3}", at);
                    input.Advance(message.Value.Bytes.Length, cancellationToken);
                }
            }
            return isGood ? ExitCode.Done : ExitCode.DoneWithQuarantine;
        });
        return command;
    }

    private static bool Acknowledge(Terminal terminal, string name, Hl7Message message, MessageValidator validator, Func<string> nextControlId, DateTimeOffset at)
    {
        if (!message.Header.Exists)
        {
            terminal.Say($"HL7-0001: The message has no header (MSH), so nobody can be answered. ({name}) Have the sender begin with MSH.");
            return false;
        }
        var errors = MessageValidator.ToErrors(validator.Validate(message).Where(finding => finding.Severity == Severity.Error));
        var answers = Acknowledgement.For(message, errors, nextControlId, at);
        foreach (var answer in new[] { answers.Accept, answers.Application })
            if (answer is not null) Write(terminal, answer);
        if (answers is { Accept: null, Application: null }) terminal.Say($"{name}: message {message.ControlId} asks for no answer to this outcome (MSH-15, MSH-16).");
        return errors.IsEmpty;
    }

    // A terminal shows a carriage return as nothing: there lines end as lines do.
    private static void Write(Terminal terminal, Hl7Message answer)
    {
        var text = answer.Encoding.GetString(answer.Bytes.Span);
        terminal.Out.Write(terminal.IsInteractive ? text.Replace('\r', '\n') : text);
    }

    private static Option<string?> Profile() => new("--profile") { Description = "A profile file (JSON) laid over the standard's rules: docs/reference/hl7-profiles.md.", HelpName = "FILE" };

    private static async Task<ValidationProfile> ProfileAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null) return ValidationProfile.Standard;
        if (!File.Exists(path)) throw new CarelakeException("CLI-0012", "There is no such file or folder.", path, "Check the path; - reads standard input.");
        var profile = ValidationProfile.Parse(await File.ReadAllBytesAsync(path, cancellationToken), ValidationProfile.Standard);
        return profile.Issues.IsEmpty
            ? profile.Value
            : throw new CarelakeException(profile.Issues[0].Code, profile.Issues[0].Message, $"{path}: {profile.Issues[0].Location}", "Correct the profile; docs/reference/hl7-profiles.md lists what it may hold.");
    }
}
