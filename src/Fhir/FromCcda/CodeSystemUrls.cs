using System.Collections.Frozen;

namespace Carelake.Fhir.FromCcda;

/// <summary>Addresses of code and identifier systems by OID (HL7 Terminology; HL7 C-CDA on FHIR).</summary>
internal static class CodeSystemUrls
{
    private static readonly FrozenDictionary<string, string> ByOid = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["2.16.840.1.113883.6.96"] = "http://snomed.info/sct",
        ["2.16.840.1.113883.6.1"] = "http://loinc.org",
        ["2.16.840.1.113883.6.8"] = "http://unitsofmeasure.org",
        ["2.16.840.1.113883.6.88"] = "http://www.nlm.nih.gov/research/umls/rxnorm",
        ["2.16.840.1.113883.6.69"] = "http://hl7.org/fhir/sid/ndc",
        ["2.16.840.1.113883.6.90"] = "http://hl7.org/fhir/sid/icd-10-cm",
        ["2.16.840.1.113883.6.4"] = "http://www.cms.gov/Medicare/Coding/ICD10",
        ["2.16.840.1.113883.6.3"] = "http://hl7.org/fhir/sid/icd-10",
        ["2.16.840.1.113883.6.103"] = "http://terminology.hl7.org/CodeSystem/icd9cm",
        ["2.16.840.1.113883.6.104"] = "http://terminology.hl7.org/CodeSystem/icd9cm",
        ["2.16.840.1.113883.6.12"] = "http://www.ama-assn.org/go/cpt",
        ["2.16.840.1.113883.6.285"] = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
        ["2.16.840.1.113883.6.13"] = "http://terminology.hl7.org/CodeSystem/CD2",
        ["2.16.840.1.113883.12.292"] = "http://hl7.org/fhir/sid/cvx",
        ["2.16.840.1.113883.6.59"] = "http://hl7.org/fhir/sid/cvx",
        ["2.16.840.1.113883.4.9"] = "http://fdasis.nlm.nih.gov",
        ["2.16.840.1.113883.3.26.1.1"] = "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
        ["2.16.840.1.113883.3.26.1.5"] = "http://terminology.hl7.org/CodeSystem/nciVersionOfNDF-RT",
        ["2.16.840.1.113883.6.101"] = "http://nucc.org/provider-taxonomy",
        ["2.16.840.1.113883.6.238"] = "urn:oid:2.16.840.1.113883.6.238",
        ["2.16.840.1.113883.6.254"] = "http://hl7.org/fhir/sid/icf-nl",
        ["2.16.840.1.113883.6.259"] = "https://www.cdc.gov/nhsn/cdaportal/terminology/codesystem/hsloc.html",
        ["2.16.840.1.113883.6.50"] = "https://www.nubc.org/CodeSystem/PatDischargeStatus",
        ["2.16.840.1.113883.1.11.1"] = "http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender",
        ["2.16.840.1.113883.5.1"] = "http://terminology.hl7.org/CodeSystem/v3-AdministrativeGender",
        ["2.16.840.1.113883.5.2"] = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus",
        ["2.16.840.1.113883.5.4"] = "http://terminology.hl7.org/CodeSystem/v3-ActCode",
        ["2.16.840.1.113883.5.6"] = "http://terminology.hl7.org/CodeSystem/v3-ActClass",
        ["2.16.840.1.113883.5.7"] = "http://terminology.hl7.org/CodeSystem/v3-ActPriority",
        ["2.16.840.1.113883.5.8"] = "http://terminology.hl7.org/CodeSystem/v3-ActReason",
        ["2.16.840.1.113883.5.14"] = "http://terminology.hl7.org/CodeSystem/v3-ActStatus",
        ["2.16.840.1.113883.5.25"] = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
        ["2.16.840.1.113883.5.60"] = "http://terminology.hl7.org/CodeSystem/v3-LanguageAbilityMode",
        ["2.16.840.1.113883.5.83"] = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
        ["2.16.840.1.113883.5.84"] = "http://terminology.hl7.org/CodeSystem/v3-ObservationMethod",
        ["2.16.840.1.113883.5.88"] = "http://terminology.hl7.org/CodeSystem/v3-ParticipationFunction",
        ["2.16.840.1.113883.5.90"] = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
        ["2.16.840.1.113883.5.110"] = "http://terminology.hl7.org/CodeSystem/v3-RoleClass",
        ["2.16.840.1.113883.5.111"] = "http://terminology.hl7.org/CodeSystem/v3-RoleCode",
        ["2.16.840.1.113883.5.112"] = "http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration",
        ["2.16.840.1.113883.5.129"] = "http://terminology.hl7.org/CodeSystem/v3-SpecimenType",
        ["2.16.840.1.113883.5.139"] = "http://terminology.hl7.org/CodeSystem/v3-TimingEvent",
        ["2.16.840.1.113883.5.1008"] = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor",
        ["2.16.840.1.113883.5.1063"] = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
        ["2.16.840.1.113883.5.1076"] = "http://terminology.hl7.org/CodeSystem/v3-ReligiousAffiliation",
        ["2.16.840.1.113883.12.112"] = "http://terminology.hl7.org/CodeSystem/v2-0112",
        ["2.16.840.1.113883.12.443"] = "http://terminology.hl7.org/CodeSystem/v2-0443",
        ["2.16.840.1.113883.4.1"] = "http://hl7.org/fhir/sid/us-ssn",
        ["2.16.840.1.113883.4.6"] = "http://hl7.org/fhir/sid/us-npi",
        ["2.16.840.1.113883.4.572"] = "http://hl7.org/fhir/sid/us-medicare",
        ["2.16.840.1.113883.6.300"] = "http://terminology.hl7.org/CodeSystem/NAICCompanyCode",
        ["2.16.840.1.113883.2.1.4.1"] = "https://fhir.nhs.uk/Id/nhs-number",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The address of a system; <c>urn:oid:</c> or <c>urn:uuid:</c> and the root for one that has none; null for what is neither.</summary>
    public static string? Of(string? root)
    {
        if (root is null) return null;
        if (ByOid.TryGetValue(root, out var url)) return url;
        if (Guid.TryParseExact(root, "D", out var uuid)) return $"urn:uuid:{uuid:D}";
        return IsOid(root) ? "urn:oid:" + root : null;
    }

    private static bool IsOid(string root) =>
        root.Length is > 2 and < 128 && root[0] is '0' or '1' or '2' && root.Split('.') is { Length: > 1 } arcs
        && arcs.All(arc => arc.Length > 0 && arc.All(char.IsAsciiDigit) && (arc.Length == 1 || arc[0] != '0'));
}
