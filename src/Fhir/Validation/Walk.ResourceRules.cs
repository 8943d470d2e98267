using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation;

internal sealed partial class Walk
{
    // Rules that the text of R4 gives and its FHIRPath does not.
    private void ResourceRules(JsonElement json, FhirTypeInfo type)
    {
        switch (type.Name)
        {
            case "Bundle": BundleRules.Check(this, json, _document); break;
            case "Claim": ClaimRules.Check(this, json); break;
            case "ValueSet": ValueSetRules.Check(this, json, _validator); break;
            case "QuestionnaireResponse": QuestionnaireRules.Check(this, json, _validator); break;
        }
    }

    /// <summary>Tells an issue below the place the walk has reached.</summary>
    public void ReportAt(string code, string type, JsonElement json, string below, string message, Severity severity = Severity.Error) =>
        ReportBelow(code, type, json, below, message, severity);

    // A code system that is known says whether a code is one of its own.
    private void KnownSystem(JsonElement coding)
    {
        if (!_validator.Profiles.HasCodeSystems || coding.String("system"u8) is not { } system) return;
        if (_validator.Profiles.CodeSystem(system) is not { } known) return;
        if (known.IsSupplement)
            ReportBelow("FHIR-0145", "not-found", coding, "system", "The code system only supplements another: codes are given with that one.");
        else if (known.IsComplete && coding.String("code"u8) is { } code && !known.Contains(code))
            ReportBelow("FHIR-0114", "code-invalid", coding, "code", $"The code system {known.Url} has no such code.");
    }
}
