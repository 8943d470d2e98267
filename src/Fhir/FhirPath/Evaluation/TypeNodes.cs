using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.FhirPath.Evaluation;

/// <summary>A type as an expression names it: <c>Patient</c>, <c>FHIR.Patient</c>, <c>System.String</c>.</summary>
/// <param name="Namespace">FHIR or System; empty when not written.</param>
/// <param name="Name">The name.</param>
internal sealed record TypeName(string Namespace, string Name)
{
    private static readonly string[] SystemTypes = ["Boolean", "String", "Integer", "Long", "Decimal", "Date", "DateTime", "Time", "Quantity", "TypeInfo", "Any"];

    private readonly bool _isFhir = Namespace != "System" && FhirDefinitions.R4.Type(Name) is not null;

    private readonly bool _isSystem = Namespace != "FHIR" && SystemTypes.Contains(Name, StringComparer.Ordinal);

    private readonly bool _isPrimitive = FhirDefinitions.R4.Type(Name) is { IsPrimitive: true };

    /// <summary>A name without a namespace that neither has.</summary>
    public bool IsUnknown => Namespace.Length == 0 && !_isFhir && !_isSystem;

    /// <summary>The FHIR type of the name; null for a type of FHIRPath's own.</summary>
    public FhirTypeInfo? Fhir => _isFhir ? FhirDefinitions.R4.Type(Name) : null;

    /// <summary>It names a primitive of FHIR, which <c>as</c> takes only by its own name.</summary>
    public bool IsPrimitive => _isPrimitive;

    /// <summary>The item is of this type or of one that specialises it.</summary>
    public bool Is(in FhirPathValue item) =>
        item.System is { } value ? _isSystem && (value.TypeName == Name || Name == "Any") : _isFhir && item.Element.Is(Name);

    /// <summary>
    /// The item can be taken as this type. A primitive must have just this one (a code is not taken as a string), as the official suite has it;
    /// other types may be specialised.
    /// </summary>
    public bool Selects(in FhirPathValue item) =>
        _isPrimitive && item.IsElement ? item.Element.Type?.Name == Name && _isFhir : Is(item);
}

/// <summary><c>is</c>, as operator and function (N1, section 6.3).</summary>
internal sealed class IsNode(Node focus, TypeName type) : LogicNode
{
    public Node Focus => focus;

    public TypeName Type => type;

    public override int Depth { get; } = 1 + focus.Depth;

    public override Truth Test(Machine machine)
    {
        var start = machine.Count;
        focus.Evaluate(machine);
        if (type.IsUnknown) machine.Fail("FHIR-0612", $"There is no type {type.Name}.");
        var truth = machine.Single(start) is { } index ? Truths.Of(type.Is(machine[index])) : Truth.Empty;
        machine.Truncate(start);
        return truth;
    }
}

/// <summary><c>as</c>, as operator and function, and <c>ofType()</c>. Of several items <c>as</c> keeps those of the type, unless it is strict.</summary>
internal sealed class AsNode(Node focus, TypeName type, bool isSingle) : Node
{
    public Node Focus => focus;

    public TypeName Type => type;

    public override int Depth { get; } = 1 + focus.Depth;

    public override void Evaluate(Machine machine)
    {
        var start = machine.Count;
        focus.Evaluate(machine);
        if (type.IsUnknown) machine.Fail("FHIR-0612", $"There is no type {type.Name}.");
        if (isSingle && machine.Environment.IsStrict) machine.Single(start);
        var kept = start;
        for (var index = start; index < machine.Count; index++)
            if (type.Selects(machine[index]))
                machine.Move(index, kept++);
        machine.Truncate(kept);
    }
}
