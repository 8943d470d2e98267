namespace Carelake.Core;

/// <summary>How much an <see cref="Issue"/> matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing to do.</summary>
    Information,

    /// <summary>The row is loaded and marked.</summary>
    Warning,

    /// <summary>The row cannot be trusted: it goes to quarantine.</summary>
    Error,
}
