using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Carelake.Fhir.FromCcda;

/// <summary>A C-CDA document as FHIR.</summary>
/// <param name="Bundle">A transaction: one PUT a resource, with an id made from the identifiers in the document.</param>
/// <param name="Coverage">What became of each entry, in the order of the document.</param>
public sealed record CcdaConversion(JsonObject Bundle, ImmutableArray<CcdaCoverage> Coverage);
