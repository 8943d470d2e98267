using Carelake.Lake.Operations;

namespace Carelake.Lake.Pipeline;

/// <summary>What a table is going through.</summary>
public enum PipelineStage
{
    /// <summary>Read from its source and landed.</summary>
    Landing,

    /// <summary>Landed objects become bronze rows.</summary>
    Bronze,

    /// <summary>Bronze rows are mapped, checked and merged.</summary>
    Silver,

    /// <summary>Facts, dimensions and figures are computed.</summary>
    Gold,
}

/// <summary>Something a person who watches a run would like to see. Holds no patient data.</summary>
/// <param name="Stage">Where.</param>
/// <param name="Table">Full table name, or <c>source.table</c> while landing.</param>
/// <param name="State">How it stands.</param>
/// <param name="Rows">Rows so far.</param>
/// <param name="Elapsed">Since the step began.</param>
/// <param name="Message">A sentence, when there is something to say.</param>
public sealed record PipelineEvent(
    PipelineStage Stage, string Table, StepStatus State, long Rows, TimeSpan Elapsed, string? Message = null)
{
    /// <summary>Rows a second; null before anything can be said.</summary>
    public double? RowsPerSecond => Rows > 0 && Elapsed > TimeSpan.Zero ? Rows / Elapsed.TotalSeconds : null;
}
