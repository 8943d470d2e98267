using System.Data.Common;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Landing;

namespace Carelake.Cli;

/// <summary>The one line that a person reads when something failed.</summary>
/// <param name="Text">Code, message, place and remedy.</param>
/// <param name="ExitCode">What the shell is told.</param>
internal sealed record ErrorLine(string Text, int ExitCode)
{
    /// <summary>The line for an exception that a person can act on; null for a defect, which should be seen whole.</summary>
    public static ErrorLine? Of(Exception exception) => exception switch
    {
        not CarelakeException when DiskFull.IsCause(exception) => Of(DiskFull.Explain("", exception)),
        CarelakeException known => new(Line(known.Code, known.Message, known.Place, known.Remedy), CodeOf(known)),
        DuckDbException engine => new(
            Line("CLI-0001", $"The engine refused the query: {FirstLine(engine)}", "", "Correct the SQL; `carelake describe TABLE` lists columns."),
            Cli.ExitCode.WrongUse),
        UnauthorizedAccessException denied => new(
            Line("CLI-0002", "A file or folder may not be read or written.", PathIn(denied), "Check its owner and permissions."), Cli.ExitCode.Failed),
        IOException failed => new(
            Line("CLI-0003", FirstLine(failed), "", "Check the disk and the path, then run again."), Cli.ExitCode.Failed),
        DbException database => new(
            Line("CLI-0004", FirstLine(database), "operational database", "Check that it can be reached and is not damaged."), Cli.ExitCode.Failed),
        _ => null,
    };

    private static string Line(string code, string message, string place, string remedy) =>
        $"{code}: {message.TrimEnd('.')}{(place.Length > 0 ? $" ({place})" : "")}. {remedy}";

    // Settings and models are the user's own text: wrong use. Everything else is the world's failure.
    private static int CodeOf(CarelakeException exception) =>
        exception.Code.StartsWith("LAKE-01", StringComparison.Ordinal) || exception.Code.StartsWith("LAKE-02", StringComparison.Ordinal)
            ? Cli.ExitCode.WrongUse
            : Cli.ExitCode.Failed;

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].Trim();

    // "Access to the path '/x' is denied."
    private static string PathIn(UnauthorizedAccessException exception) =>
        exception.Message.Split('\'') is [_, var path, ..] ? path : "";
}
