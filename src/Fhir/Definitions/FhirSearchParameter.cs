using System.Collections.Immutable;

namespace Carelake.Fhir.Definitions;

/// <summary>How a resource type can be searched (FHIR R4, SearchParameter).</summary>
/// <param name="Code">Name in the query: <c>birthdate</c>.</param>
/// <param name="ResourceType">The type searched.</param>
/// <param name="Type"><c>number</c>, <c>date</c>, <c>string</c>, <c>token</c>, <c>reference</c>, <c>composite</c>, <c>quantity</c>, <c>uri</c> or <c>special</c>.</param>
/// <param name="Targets">Types that a reference may point to; empty when any, or when it is no reference.</param>
/// <param name="Expression">FHIRPath that finds the values, perhaps with parts for other types; empty for special ones.</param>
public sealed record FhirSearchParameter(string Code, string ResourceType, string Type, ImmutableArray<string> Targets, string Expression);
