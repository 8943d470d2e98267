using System.CommandLine;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake hl7</c>: HL7 v2 messages, alone.</summary>
internal static class Hl7Verb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("hl7", "HL7 v2 messages and batches.");
        command.Subcommands.Add(Hl7ToFhirVerb.Create(terminal));
        return command;
    }
}
