using Carelake.Core;
using Carelake.DuckDb;

namespace Carelake.Lake.Pipeline;

/// <summary>Turns what was thrown into what a person can act on, without patient data.</summary>
internal static class RunFailures
{
    /// <summary>The failure to report.</summary>
    public static RunFailure From(PipelineStage stage, string table, Exception exception)
    {
        var known = !Landing.DiskFull.IsCause(exception) && exception is CarelakeException said ? said : Explain(table, exception);
        return new(stage, table, known.Code, known.Message, known.Place, known.Remedy);
    }

    /// <summary>Cancellation is not a failure: it flows out.</summary>
    public static bool IsFailure(Exception exception, CancellationToken ct) =>
        exception is not SimulatedKill && !(exception is OperationCanceledException && ct.IsCancellationRequested);

    private static CarelakeException Explain(string table, Exception exception) => exception switch
    {
        _ when Landing.DiskFull.IsCause(exception) => Landing.DiskFull.Explain(table, exception),
        DuckDbException { ErrorType: DuckDbErrorType.OutOfMemory } => new(
            "LAKE-0606", "The engine ran out of the memory it may use.", table, "Give it more with `--memory`, or run fewer tables at a time.", exception),
        // Its message is fit for logs: the binding takes values of the data out of it.
        DuckDbException engine => new(
            "LAKE-0607", $"The engine refused a statement ({engine.ErrorType}): {engine.Message.Split('\n')[0]}", table,
            "Check the table's SQL and rules; `carelake sql` runs it alone.", exception),
        IOException or UnauthorizedAccessException => new(
            "LAKE-0608", $"A file cannot be read or written: {exception.Message}", table, "Check the folder and its permissions.", exception),
        _ => new(
            "LAKE-0609", $"The step failed unexpectedly ({exception.GetType().Name}: {exception.Message}).", table,
            "Run again; if it fails again, report it with this code.", exception),
    };
}
