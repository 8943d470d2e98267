using System.Text.Json;
using Carelake.Core;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Profiles;

namespace Carelake.Fhir.Validation;

internal sealed partial class Walk
{
    private void Profiles(JsonElement json, FhirTypeInfo type, FhirElementInfo? element, int index)
    {
        foreach (var url in _options.Profiles)
            if (_validator.TypeOf(ProfileReader.Canonical(url)) == type.Name)
                Profile(ProfileReader.Canonical(url), json, type, element, index);
        if (!_options.ChecksClaimedProfiles) return;
        foreach (var claimed in json.Get("meta"u8).Get("profile"u8).Items())
            if (claimed.ValueKind == JsonValueKind.String)
                Claimed(ProfileReader.Canonical(claimed.GetString()!), claimed, json, type, element, index);
        if (type.Name == "Observation" && VitalSigns.ProfileOf(json) is { } vital) VitalSign(vital, json, type, element, index);
    }

    private void Claimed(string url, JsonElement claimed, JsonElement json, FhirTypeInfo type, FhirElementInfo? element, int index)
    {
        if (_validator.Profiles.Profile(url) is not null) Profile(url, json, type, element, index);
        else if (_document.Definitions.TypeByUrl(url) is null)
            ReportBelow("FHIR-0125", "not-found", claimed, "meta.profile", "The profile is not known, so the resource was not compared with it.", Severity.Information);
    }

    private void Profile(string url, JsonElement json, FhirTypeInfo type, FhirElementInfo? element, int index) =>
        ProfileCheck.Run(_validator, url, Here(json, default, type, element, index), Add);

    // R4 asks it of every vital sign; of one that does not claim the profile, what is missing is told as a warning.
    private void VitalSign(string url, JsonElement json, FhirTypeInfo type, FhirElementInfo? element, int index)
    {
        foreach (var claimed in json.Get("meta"u8).Get("profile"u8).Items())
            if (claimed.ValueKind == JsonValueKind.String && BuildsOn(ProfileReader.Canonical(claimed.GetString()!), url))
                return;
        ProfileCheck.Run(_validator, url, Here(json, default, type, element, index), issue => Add(issue with { Severity = Severity.Warning }));
    }

    private bool BuildsOn(string url, string other)
    {
        for (var steps = 0; steps < 16 && _validator.Profiles.Profile(url) is { } profile; steps++)
        {
            if (url == other) return true;
            url = profile.BaseUrl;
        }
        return false;
    }

    // Of the resource that is not contained: no other can have an issue at a place of its own.
    private int _firstOfResource;

    private void Add(FhirIssue issue)
    {
        // What R4, or another profile, asks for at this place has been told already.
        if (_issues.Count >= _options.MaxIssues) return;
        for (var index = _firstOfResource; index < _issues.Count; index++)
            if (IsSame(_issues[index], issue))
                return;
        _issues.Add(issue);
    }

    // Of invariants each is a rule of its own.
    private static bool IsSame(FhirIssue told, FhirIssue issue) =>
        told.Code == issue.Code && told.Expression == issue.Expression && (issue.Code != "FHIR-0120" || told.Message == issue.Message);

    private void Extension(JsonElement json, JsonNameTable.Entry entry)
    {
        if (json.String("url"u8) is not { } url || !url.Contains(':', StringComparison.Ordinal)) return;
        if (_validator.Profiles.Profile(url) is { Type: "Extension" } profile)
        {
            if (!ExtensionContext.Allows(profile, _path)) Report("FHIR-0124", "structure", json, $"The extension {profile.Url} is not defined for this place.");
            ProfileCheck.Run(_validator, url, Here(json, default, entry.Choice.Type, entry.Element, 0), Add);
        }
        else if (entry.Element.Name == "modifierExtension")
        {
            Report("FHIR-0123", "not-supported", json, "A modifier extension that is not known changes the meaning in an unknown way.");
        }
        else
        {
            Report("FHIR-0122", "extension", json, "The definition of the extension is not known, so it was not checked.", severity: _options.UnknownExtension);
        }
    }
}
