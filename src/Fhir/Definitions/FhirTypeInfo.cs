using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Carelake.Fhir.Definitions;

/// <summary>A FHIR type: its place in the hierarchy and its elements (FHIR R4, StructureDefinition snapshot).</summary>
public sealed class FhirTypeInfo
{
    private Dictionary<string, FhirElementInfo> _byName = [];

    internal FhirTypeInfo(string name, FhirTypeKind kind) => (Name, Kind) = (name, kind);

    /// <summary>Name: <c>Patient</c>, <c>string</c>, and <c>Patient.contact</c> for a part defined in place.</summary>
    public string Name { get; }

    /// <summary>What it is made of.</summary>
    public FhirTypeKind Kind { get; }

    /// <summary>Only its subtypes have instances.</summary>
    public bool IsAbstract { get; internal init; }

    /// <summary>Canonical address of the definition; empty for a part.</summary>
    public string Url { get; internal init; } = "";

    /// <summary>The type it specialises; <see langword="null"/> for Element and Resource.</summary>
    public FhirTypeInfo? Base { get; internal set; }

    /// <summary>Regular expression of a primitive, as the definitions give it; empty when none.</summary>
    public string Pattern { get; internal init; } = "";

    /// <summary>Elements in order, inherited ones first; of a primitive only <c>id</c> and <c>extension</c>.</summary>
    public ImmutableArray<FhirElementInfo> Elements { get; internal set; } = [];

    /// <summary>Rules that hold for each instance, beside those of the types it specialises.</summary>
    public ImmutableArray<FhirConstraint> Constraints { get; internal set; } = [];

    /// <summary>Its own rules and those of the types it specialises.</summary>
    public ImmutableArray<FhirConstraint> AllConstraints { get; private set; } = [];

    /// <summary>Which of the primitives it is.</summary>
    internal PrimitiveKind Primitive { get; private set; }

    /// <summary>The elements that must be there.</summary>
    internal ImmutableArray<FhirElementInfo> Required { get; private set; } = [];

    /// <summary>A value with an id and extensions beside it.</summary>
    public bool IsPrimitive => Kind == FhirTypeKind.Primitive;

    /// <summary>A resource.</summary>
    public bool IsResource => Kind == FhirTypeKind.Resource;

    /// <summary>Finds what a JSON property stands for.</summary>
    internal JsonNameTable JsonNames { get; private set; } = JsonNameTable.Empty;

    /// <summary>The element of a name as FHIRPath writes it.</summary>
    public bool TryGetElement(string name, [NotNullWhen(true)] out FhirElementInfo? element) => _byName.TryGetValue(name, out element);

    /// <summary>Is this type, or specialises it by however many steps.</summary>
    /// <param name="name">A type's name, such as <c>DomainResource</c>.</param>
    public bool Is(string name)
    {
        for (var type = this; type is not null; type = type.Base)
            if (type.Name == name)
                return true;
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Called once, when every element and type is known.</summary>
    internal void Seal()
    {
        for (var index = 0; index < Elements.Length; index++)
            Elements[index].Index = index;
        _byName = Elements.ToDictionary(element => element.Name, StringComparer.Ordinal);
        JsonNames = new JsonNameTable(this);
        Required = [.. Elements.Where(element => element.Min > 0)];
        if (IsPrimitive) Primitive = Enum.Parse<PrimitiveKind>(Name, ignoreCase: true);
        for (var type = this; type is not null; type = type.Base)
            AllConstraints = AllConstraints.AddRange(type.Constraints);
    }
}
