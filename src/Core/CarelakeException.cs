namespace Carelake.Core;

/// <summary>
/// The outside world failed, or a project's own files are wrong, in a way that a person must act on. Thrown where the operation
/// is known, shown by the command line as one line: code, message, place, remedy. Never holds patient data.
/// </summary>
public sealed class CarelakeException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="code">Permanent, such as <c>DELTA-0003</c>; listed in <c>docs/reference/codes.md</c>.</param>
    /// <param name="message">What went wrong, as a sentence.</param>
    /// <param name="place">File, table, source or setting it went wrong at; empty when there is none.</param>
    /// <param name="remedy">What to do about it, as a sentence in the imperative.</param>
    /// <param name="inner">The failure underneath, if any.</param>
    /// <param name="isTransient">Trying again may help.</param>
    public CarelakeException(
        string code, string message, string place, string remedy, Exception? inner = null, bool isTransient = false)
        : base(message, inner)
    {
        Code = code;
        Place = place;
        Remedy = remedy;
        IsTransient = isTransient;
    }

    /// <summary>Permanent code of the error.</summary>
    public string Code { get; }

    /// <summary>File, table, source or setting; empty when there is none.</summary>
    public string Place { get; }

    /// <summary>What to do.</summary>
    public string Remedy { get; }

    /// <summary>Trying again may help: a network or a lock, not a wrong setting.</summary>
    public bool IsTransient { get; }
}
