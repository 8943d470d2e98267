using Carelake.Fhir.Definitions;
using Carelake.Fhir.Profiles;

namespace Carelake.Fhir.Validation;

/// <summary>Whether an extension may stand where it does (FHIR R4, StructureDefinition.context).</summary>
internal static class ExtensionContext
{
    // R4 defines it for ElementDefinition.type.code and writes it on ElementDefinition.type throughout.
    private const string MisplacedByR4 = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";

    public static bool Allows(FhirProfile profile, ElementPath path) =>
        profile.Contexts.IsEmpty || profile.Url == MisplacedByR4 || profile.Contexts.Any(context => Allows(context.Type, context.Expression, path));

    private static bool Allows(string type, string expression, ElementPath path) => type switch
    {
        "element" => path.Holders().Any(holder => Names(holder, expression)) || path.HolderNames().Contains(expression),
        // What FHIRPath or another extension decides is not looked at here.
        _ => true,
    };

    private static bool Names((FhirElementInfo? Element, FhirTypeInfo? Type) holder, string expression)
    {
        // Names of profiles and of slices are taken on trust.
        if (expression.Contains(':', StringComparison.Ordinal) || expression.Contains("extension(", StringComparison.Ordinal)) return true;
        if (holder.Element is { } element && (element.Path == expression || $"{element.Owner.Name}.{element.Name}" == expression)) return true;
        if (holder.Type is not { } type || type.Is(expression) || expression is "Element" or "*") return true;
        // Interfaces of later versions, such as CanonicalResource, are no types of R4.
        return !expression.Contains('.', StringComparison.Ordinal) && FhirDefinitions.R4.Type(expression) is null;
    }
}
