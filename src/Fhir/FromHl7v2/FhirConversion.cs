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

/// <summary>A part of a message that no table read.</summary>
/// <param name="Path">A segment (<c>ZBE[1]</c>), a field's repetition (<c>PID[1]-3[2]</c>) or a component (<c>PID[1]-3[2].6</c>).</param>
/// <param name="Kind">Which of these.</param>
public sealed record UnmappedValue(string Path, UnmappedKind Kind);

/// <summary>How much of a message was not read.</summary>
public enum UnmappedKind
{
    /// <summary>The whole segment: no step names it.</summary>
    Segment,

    /// <summary>A repetition of a field.</summary>
    Field,

    /// <summary>A component of a field that was read otherwise.</summary>
    Component,
}

/// <summary>An element that a sender asks to be deleted.</summary>
/// <param name="Resource">Such as <c>Patient/5b0c…</c>.</param>
/// <param name="Element">Such as <c>maritalStatus</c>.</param>
/// <param name="Path">Where the message says so: <c>PID[1]-16[1]</c>.</param>
public sealed record Deletion(string Resource, string Element, string Path);
