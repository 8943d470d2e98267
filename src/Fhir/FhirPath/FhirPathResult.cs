using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Fhir.FhirPath;

/// <summary>What an expression gave.</summary>
/// <param name="Items">The collection in order; empty also when the evaluation failed.</param>
/// <param name="Error">Why the evaluation failed; <see langword="null"/> when it did not.</param>
public sealed record FhirPathResult(ImmutableArray<FhirPathValue> Items, Issue? Error)
{
    /// <summary>The collection as one Boolean (N1, section 4.5); <see langword="null"/> when it is empty or no such thing, or the evaluation failed.</summary>
    public bool? Boolean => Items is [var only] ? only.Boolean ?? true : null;
}
