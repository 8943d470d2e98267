namespace Carelake.Fhir.FromHl7v2;

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
