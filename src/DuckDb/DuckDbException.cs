using System.Data.Common;
using System.Text.RegularExpressions;

namespace Carelake.DuckDb;

/// <summary>The engine refused or failed. <see cref="Exception.Message"/> is fit for logs; the engine's full words are not.</summary>
public sealed partial class DuckDbException : DbException
{
    internal DuckDbException(DuckDbErrorType type, string engineMessage, Exception? inner = null)
        : base(WithoutData(type, engineMessage), inner)
    {
        ErrorType = type;
        EngineMessage = engineMessage;
    }

    /// <summary>The kind of error.</summary>
    public DuckDbErrorType ErrorType { get; }

    /// <summary>
    /// What the engine said. It may quote values of the data, so it is for a person at the keyboard and never for a log;
    /// <see cref="Exception.Message"/> is the same without them.
    /// </summary>
    public string EngineMessage { get; }

    /// <summary>A conflict of transactions, or a time-out: trying again may help.</summary>
    public override bool IsTransient =>
        ErrorType == DuckDbErrorType.Transaction || (ErrorType == DuckDbErrorType.Interrupt && InnerException is TimeoutException);

    /// <inheritdoc/>
    public override string? SqlState => ErrorType == DuckDbErrorType.Interrupt ? "57014" : null;

    /// <summary>Errors that data cause quote the data: quoted parts, numbers and lines of a file go.</summary>
    private static string WithoutData(DuckDbErrorType type, string message) => type switch
    {
        DuckDbErrorType.OutOfRange or DuckDbErrorType.Conversion or DuckDbErrorType.Decimal or DuckDbErrorType.MismatchType or
            DuckDbErrorType.Constraint or DuckDbErrorType.InvalidInput or DuckDbErrorType.Executor or DuckDbErrorType.Invalid =>
            Numbers().Replace(Quoted().Replace(OriginalLine().Replace(message, ""), "…"), "…"),
        _ => message,
    };

    [GeneratedRegex("""^\s*Original Line:.*(\r?\n|$)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OriginalLine();

    [GeneratedRegex("""'[^'\n]*'|"[^"\n]*"|`[^`\n]*`""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("""(?<![\w(,.])[-+]?\d[\w.:+-]*""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
