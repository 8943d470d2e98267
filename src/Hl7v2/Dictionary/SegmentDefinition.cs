using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>What the standard says of a segment, or of a data type, whose fields are then its components.</summary>
/// <param name="Id">Such as <c>PID</c> or <c>CX</c>.</param>
/// <param name="Name">Such as <c>Patient Identification</c>.</param>
/// <param name="Fields">In order, without gaps.</param>
public sealed record SegmentDefinition(string Id, string Name, ImmutableArray<FieldDefinition> Fields)
{
    /// <summary>The field with that number; <see langword="null"/> beyond the last.</summary>
    public FieldDefinition? Field(int number) => number >= 1 && number <= Fields.Length ? Fields[number - 1] : null;
}
