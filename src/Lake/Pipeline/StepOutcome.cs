using Carelake.Lake.Operations;

namespace Carelake.Lake.Pipeline;

/// <summary>What a step did to a table; the numbers of its audit line.</summary>
/// <param name="Status">Succeeded or skipped.</param>
internal sealed record StepOutcome(StepStatus Status)
{
    public long RowsRead { get; init; }

    public long RowsLoaded { get; init; }

    public long RowsUpdated { get; init; }

    public long RowsQuarantined { get; init; }

    public long RowsDuplicate { get; init; }

    /// <summary>Rows that were left out: of people who were erased.</summary>
    public long RowsDismissed { get; init; }

    public string? WatermarkFrom { get; init; }

    public string? WatermarkTo { get; init; }

    public long? Version { get; init; }

    public IReadOnlyList<RuleOutcome> Rules { get; init; } = [];

    /// <summary>A sentence for the person who watches.</summary>
    public string? Message { get; init; }

    public static StepOutcome Skipped { get; } = new(StepStatus.Skipped);

    /// <summary>Two parts of one step after each other.</summary>
    public StepOutcome Then(StepOutcome next) => next with
    {
        RowsRead = RowsRead + next.RowsRead,
        RowsLoaded = RowsLoaded + next.RowsLoaded,
        RowsUpdated = RowsUpdated + next.RowsUpdated,
        RowsQuarantined = RowsQuarantined + next.RowsQuarantined,
        RowsDuplicate = RowsDuplicate + next.RowsDuplicate,
        RowsDismissed = RowsDismissed + next.RowsDismissed,
        WatermarkFrom = WatermarkFrom ?? next.WatermarkFrom,
        Version = next.Version ?? Version,
        Rules = [.. Rules, .. next.Rules],
    };
}

/// <summary>How a step ended.</summary>
/// <param name="Outcome">What it did; null when it failed.</param>
/// <param name="Code">Code of the failure.</param>
internal readonly record struct StepResult(StepOutcome? Outcome, string? Code);

/// <summary>How often a rule was broken by the rows of one source.</summary>
internal sealed record RuleOutcome(Models.RuleSpec Rule, string Name, string SourceId, long Checked, long Failed, double? Measure = null);
