using System.CommandLine;
using System.CommandLine.Parsing;
using Carelake.Cli.Verbs;

namespace Carelake.Cli;

/// <summary>The whole command line: every verb, its help, and what becomes of errors.</summary>
public static class CommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The words after <c>carelake</c>.</param>
    /// <param name="terminal">Where to speak.</param>
    /// <param name="cancellationToken">Stops the command as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var parsed = Root(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                terminal.Say($"carelake: {error.Message}");
            terminal.Say("Run with --help to see what is possible.");
            return ExitCode.WrongUse;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    Output = terminal.Out,
                    // Long enough to finish the commit that is under way; a second Ctrl-C ends at once.
                    ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
                },
                cancellationToken);
        }
        catch (OperationCanceledException)
        {
            terminal.Say(IsOfFormats(parsed) ? "Stopped. What was written so far is not whole." : "Stopped. What was committed stays; run again to go on.");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (ErrorLine.Of(exception) is { } line)
        {
            terminal.Say(line.Text);
            return line.ExitCode;
        }
    }

    // hl7, x12 and fhir read files and keep no state.
    private static bool IsOfFormats(ParseResult parsed) => parsed.CommandResult.Parent is CommandResult { Command.Name: "hl7" or "x12" or "fhir" };

    /// <summary>The root command with all its verbs.</summary>
    public static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand(
            "Carelake: from the systems of a hospital group to one trusted, audited lakehouse.\n"
            + "Exit codes: 0 done, 1 failed, 2 wrong use, 3 done but with quarantined input, 130 stopped.");
        foreach (var verb in Verbs(terminal))
            root.Subcommands.Add(verb);
        return root;
    }

    private static IEnumerable<Command> Verbs(Terminal terminal) =>
    [
        DemoVerb.Create(terminal),
        InitVerb.Create(terminal),
        RunVerb.Create(terminal),
        ServeVerb.Create(terminal),
        StatusVerb.Create(terminal),
        RunsVerb.Create(terminal),
        SqlVerb.Create(terminal),
        CatalogVerbs.CreateTables(terminal),
        CatalogVerbs.CreateDescribe(terminal),
        CatalogVerbs.CreateHistory(terminal),
        WhyVerb.Create(terminal),
        QuarantineVerb.Create(terminal),
        BenchVerb.Create(terminal),
        SimulateVerb.Create(terminal),
        SimulateFeedVerb.Create(terminal),
        BedsVerb.Create(terminal),
        FlowVerb.Create(terminal),
        EventsVerb.Create(terminal),
        Hl7Verb.Create(terminal),
        MllpVerb.Create(terminal),
        X12Verb.Create(terminal),
        FhirVerb.Create(terminal),
        PolicyVerb.Create(terminal),
        AuditVerb.Create(terminal),
        DeidentifyVerb.Create(terminal),
        SubjectVerb.Create(terminal),
        RetentionVerb.Create(terminal),
        EvidenceVerb.Create(terminal),
    ];
}
