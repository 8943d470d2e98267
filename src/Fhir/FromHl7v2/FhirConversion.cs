using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Carelake.Fhir.FromHl7v2;

/// <summary>What became of one message.</summary>
/// <param name="Bundle">
/// A FHIR R4 Bundle of type transaction, each entry a PUT to an id made from the message's own identifiers: sending it again changes nothing.
/// </param>
/// <param name="Unmapped">Everything in the message that no table read, in the message's order.</param>
/// <param name="Deletions">Everything that the message asks to be deleted (<c>""</c>): the element is not in the bundle.</param>
public sealed record FhirConversion(JsonObject Bundle, ImmutableArray<UnmappedValue> Unmapped, ImmutableArray<Deletion> Deletions)
{
    /// <summary>The resources in the bundle's order.</summary>
    public IEnumerable<JsonObject> Resources =>
        Bundle["entry"] is JsonArray entries ? entries.Select(entry => entry!["resource"]!.AsObject()) : [];

    /// <summary>How many resources, never what they say.</summary>
    public override string ToString() => $"{Resources.Count()} resources";
}
