using Carelake.Core;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.Validation;

/// <summary>A walk over the resources of a bundle that are left open by the pass over its bytes.</summary>
internal sealed partial class Walk
{
    private static readonly FhirConstraint Narrated = FhirDefinitions.R4.Type("DomainResource")!.Constraints.First(rule => rule.Key == BestPractice);

    private static readonly FhirElementInfo EntryElement = Element("Bundle", "entry");

    private static readonly FhirElementInfo ResourceElement = Element("Bundle.entry", "resource");

    private static readonly FhirElementInfo ContainedElement = Element("DomainResource", "contained");

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<FhirIssue> Issues => _issues;

    /// <summary>Goes to the resource of an entry.</summary>
    public void EnterEntry(int index)
    {
        _firstOfResource = _issues.Count;
        _path.Push(EntryElement, EntryElement.Types[0].Type, index);
        _path.Push(ResourceElement, ResourceElement.Types[0].Type, -1);
    }

    /// <summary>Comes back from it.</summary>
    public void LeaveEntry()
    {
        _path.Pop();
        _path.Pop();
    }

    /// <summary>Tells dom-6 of a resource, or of one that it contains.</summary>
    /// <param name="contained">Index of the contained resource; -1 for the resource itself.</param>
    /// <param name="offset">First byte.</param>
    public void LacksNarrative(int contained, int offset)
    {
        if (contained >= 0) _path.Push(ContainedElement, ContainedElement.Types[0].Type, contained);
        Report("FHIR-0120", "invariant", offset, TextOf(Narrated), null, SeverityOf(Narrated));
        if (contained >= 0) _path.Pop();
    }

    /// <summary>Tells a rule of a profile that a resource breaks.</summary>
    public void Broken(FhirConstraint constraint, int offset, bool isWarning) => Add(new FhirIssue(
        "FHIR-0120", isWarning ? Severity.Warning : constraint.Severity, "invariant", _path.ToString(), _document.PositionAt(offset),
        $"{constraint.Key}: {(constraint.Human.Length > 0 ? constraint.Human : constraint.Expression)}"));

    /// <summary>Walks a resource of the bundle that was read by itself.</summary>
    public void Part(FhirDocument part, BundleIndex bundle, string? fullUrl)
    {
        var outer = _document;
        (_document, _bundle, _fullUrl) = (part, bundle, fullUrl);
        Resource(part.Root.Json, ResourceElement, -1, isContained: false);
        (_document, _bundle, _fullUrl) = (outer, null, null);
    }

    /// <summary>Compares a resource of the bundle with its profiles only.</summary>
    public void Profiles(FhirDocument part)
    {
        var outer = _document;
        _document = part;
        Profiles(part.Root.Json, part.Root.Type!, ResourceElement, -1);
        _document = outer;
    }

    private static FhirElementInfo Element(string type, string name) =>
        FhirDefinitions.R4.Type(type)!.TryGetElement(name, out var element) ? element : throw new System.Diagnostics.UnreachableException();
}
