using System.Collections.Immutable;

namespace Carelake.Fhir.Definitions;

/// <summary>One of the types that an element may have.</summary>
/// <param name="Type">The type.</param>
/// <param name="JsonName">The element's name in JSON with this type: <c>valueQuantity</c> for a choice, else the plain name.</param>
/// <param name="Targets">For <c>Reference</c> and <c>canonical</c>: names of the resource types referred to; empty when any.</param>
public sealed record FhirTypeChoice(FhirTypeInfo Type, string JsonName, ImmutableArray<string> Targets)
{
    internal byte[] Utf8Name { get; } = System.Text.Encoding.UTF8.GetBytes(JsonName);

    internal byte[] Utf8Companion { get; } = System.Text.Encoding.UTF8.GetBytes("_" + JsonName);
}
