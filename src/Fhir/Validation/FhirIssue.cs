using Carelake.Core;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.Validation;

/// <summary>One thing found wrong with a resource (FHIR R4, OperationOutcome.issue).</summary>
/// <param name="Code">Permanent, such as <c>FHIR-0109</c>; listed in <c>docs/reference/codes.md</c>.</param>
/// <param name="Severity">What the finding means for the resource.</param>
/// <param name="Type">FHIR's own code for the kind of finding: <c>structure</c>, <c>required</c>, <c>value</c>, <c>invariant</c>.</param>
/// <param name="Expression">Where, in FHIRPath; empty when the whole text is meant.</param>
/// <param name="Position">Where, in the text.</param>
/// <param name="Message">For a person. Never quotes the value: it may be about a patient.</param>
public sealed record FhirIssue(string Code, Severity Severity, string Type, string Expression, FhirPosition Position, string Message)
{
    /// <summary>The same as every room says it, located by line, column and expression.</summary>
    public Issue ToIssue() => new(Code, Severity, Expression.Length > 0 ? $"{Position} {Expression}" : Position.ToString(), Message);
}
