using Carelake.Core;

namespace Carelake.Fhir.FhirPath;

/// <summary>What an invariant gave.</summary>
/// <param name="Holds">True or false; <see langword="null"/> when the result is empty, which leaves open whether the rule holds.</param>
/// <param name="Error">Why the evaluation failed; <see langword="null"/> when it did not.</param>
public readonly record struct FhirPathTest(bool? Holds, Issue? Error);
