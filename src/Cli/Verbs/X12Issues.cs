using Carelake.Core;

namespace Carelake.Cli.Verbs;

/// <summary>Issues of a file as lines for a person.</summary>
internal static class X12Issues
{
    private const int MostLines = 20;

    /// <summary>Says them, the first ones at least.</summary>
    /// <returns><see cref="ExitCode.DoneWithQuarantine"/> when one is an error.</returns>
    public static int Say(Terminal terminal, string name, IReadOnlyCollection<Issue> issues)
    {
        foreach (var issue in issues.Take(MostLines))
            terminal.Say($"{issue.Code}: {issue.Message.TrimEnd('.')} ({name}{(issue.Location.Length > 0 ? ", " : "")}{issue.Location}).");
        if (issues.Count > MostLines) terminal.Say($"{name}: and {issues.Count - MostLines:N0} more.");
        return issues.Any(issue => issue.Severity == Severity.Error) ? ExitCode.DoneWithQuarantine : ExitCode.Done;
    }
}
