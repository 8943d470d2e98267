using System.Collections.Immutable;

namespace Carelake.Fhir.Definitions;

/// <summary>The definition of one element of a type (FHIR R4, ElementDefinition).</summary>
public sealed class FhirElementInfo
{
    internal FhirElementInfo(FhirTypeInfo owner, string name, bool isChoice, int min, int max)
    {
        Owner = owner;
        Name = name;
        IsChoice = isChoice;
        Min = min;
        Max = max;
    }

    /// <summary>The type that has the element; an inherited element belongs to each type again.</summary>
    public FhirTypeInfo Owner { get; }

    /// <summary>Name in FHIRPath: <c>value</c> for <c>value[x]</c>.</summary>
    public string Name { get; }

    /// <summary>Written <c>value[x]</c>: the JSON name says the type.</summary>
    public bool IsChoice { get; }

    /// <summary>Fewest occurrences.</summary>
    public int Min { get; }

    /// <summary>Most occurrences; <see cref="int.MaxValue"/> for <c>*</c>.</summary>
    public int Max { get; }

    /// <summary>May occur more than once, so that JSON writes an array.</summary>
    public bool IsRepeating => Max > 1;

    /// <summary>The types it may have, in the order of the definition.</summary>
    public ImmutableArray<FhirTypeChoice> Types { get; internal set; } = [];

    /// <summary>What its codes are bound to, when that is required or extensible.</summary>
    public FhirBinding? Binding { get; internal init; }

    /// <summary>Rules of the element itself, beside those of its type.</summary>
    public ImmutableArray<FhirConstraint> Constraints { get; internal set; } = [];

    /// <summary>Changes the meaning of what holds it.</summary>
    public bool IsModifier { get; internal init; }

    /// <summary>Part of a summary.</summary>
    public bool IsSummary { get; internal init; }

    /// <summary>Most characters of a string; zero when unlimited.</summary>
    public int MaxLength { get; internal init; }

    /// <summary>Path of the element whose definition this one shares, such as <c>Questionnaire.item</c>; empty when none.</summary>
    public string ContentReference { get; internal init; } = "";

    /// <summary>Path in the definitions: <c>Observation.component.value[x]</c>.</summary>
    public string Path => $"{Owner.Name}.{Name}{(IsChoice ? "[x]" : "")}";

    /// <summary>Position among the elements of <see cref="Owner"/>, from 0.</summary>
    public int Index { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
