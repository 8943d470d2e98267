using System.Text;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation;

/// <summary>Where a walk stands, told as FHIRPath only when it is asked.</summary>
internal sealed class ElementPath(string root)
{
    private Step[] _steps = new Step[32];

    private record struct Step(FhirElementInfo? Element, FhirTypeInfo? Type, string? Name, int Index);

    /// <summary>Steps below the root.</summary>
    public int Depth { get; private set; }

    public void Push(FhirElementInfo element, FhirTypeInfo? type, int index) => Push(new Step(element, type, null, index));

    public void Push(string name, int index) => Push(new Step(null, null, name, index));

    public void Pop() => Depth--;

    /// <summary>Name of the innermost step as FHIRPath says it.</summary>
    public string Name => Depth == 0 ? root : _steps[Depth - 1].Element?.Name ?? _steps[Depth - 1].Name!;

    /// <summary>What holds the innermost step: its definition and type, both null at the root of the document when that is unknown.</summary>
    public IEnumerable<(FhirElementInfo? Element, FhirTypeInfo? Type)> Holders()
    {
        if (Depth < 2)
        {
            yield return (null, FhirDefinitions.R4.Type(root));
            yield break;
        }
        var holder = _steps[Depth - 2];
        yield return (holder.Element, ActualType(holder));
    }

    /// <summary>What holds the innermost step, named from each resource and type above it: <c>Patient.contact.name</c>, <c>HumanName</c>.</summary>
    public IEnumerable<string> HolderNames()
    {
        var names = "";
        for (var index = Depth - 2; index >= 0; index--)
        {
            var step = _steps[index];
            if (step.Element is null) yield break;
            names = names.Length == 0 ? step.Element.Name : $"{step.Element.Name}.{names}";
            yield return $"{step.Element.Owner.Name}.{names}";
        }
    }

    // A resource is declared as Resource; which one it is, the step does not know, so that any is taken.
    private static FhirTypeInfo? ActualType(Step step) => step.Type is { IsAbstract: true } ? null : step.Type;

    public override string ToString()
    {
        var text = new StringBuilder(root);
        foreach (var step in _steps.AsSpan(0, Depth))
        {
            if (text.Length > 0) text.Append('.');
            text.Append(step.Element?.Name ?? step.Name);
            if (step.Index >= 0) text.Append('[').Append(step.Index).Append(']');
            if (step.Element is { IsChoice: true } && step.Type is not null) text.Append(".ofType(").Append(step.Type.Name).Append(')');
        }
        return text.ToString();
    }

    private void Push(Step step)
    {
        if (Depth == _steps.Length) Array.Resize(ref _steps, 2 * Depth);
        _steps[Depth++] = step;
    }
}
