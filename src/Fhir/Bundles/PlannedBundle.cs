using System.Collections.Immutable;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Bundles;

/// <summary>What becomes of a bundle that was sent to be processed.</summary>
public abstract record PlannedBundle
{
    private PlannedBundle() { }

    /// <summary>Everything is done, or nothing.</summary>
    /// <param name="Entries">In the order in which they are carried out: deletes, creates, updates and patches, reads.</param>
    public sealed record Transaction(ImmutableArray<PlannedEntry> Entries) : PlannedBundle;

    /// <summary>Each entry stands for itself.</summary>
    /// <param name="Entries">In the order of the bundle.</param>
    public sealed record Batch(ImmutableArray<BatchEntry> Entries) : PlannedBundle;

    /// <summary>Nothing is done.</summary>
    /// <param name="Status">HTTP status: 400, 412 or 422.</param>
    /// <param name="Issues">Why.</param>
    public sealed record Refused(int Status, ImmutableArray<FhirIssue> Issues) : PlannedBundle;
}

/// <summary>One entry of a batch.</summary>
/// <param name="Planned">What is done with it; null when it is refused.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Issues">Why it is refused; empty otherwise.</param>
public sealed record BatchEntry(PlannedEntry? Planned, int Status, ImmutableArray<FhirIssue> Issues);
