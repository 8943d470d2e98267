using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Carelake.Fhir.FromCcda;

/// <summary>What stands before the body (C-CDA 2.1, US Realm Header): the patient, who wrote and keeps the document, the encounter it is about.</summary>
internal sealed class CcdaHeader(CcdaWriter writer, CcdaValues values)
{
    private const string RaceExtension = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race";
    private const string EthnicityExtension = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity";
    private string? _author;
    private string? _custodian;

    /// <summary>Reads the participants; the patient first, since all else refers to it.</summary>
    public void Read(XElement document)
    {
        var role = document.At("recordTarget", "patientRole")!;
        writer.Patient = writer.Add(Patient(role), role);
        if (role.Child("providerOrganization") is { } provider && Organization(provider) is { } organization)
            writer.Extend(writer.Patient, "managingOrganization", CcdaWriter.Reference(organization));
        foreach (var author in document.All("author"))
            _author ??= Performer(author.Child("assignedAuthor"));
        _custodian = document.At("custodian", "assignedCustodian", "representedCustodianOrganization") is { } custodian ? Organization(custodian) : null;
        if (document.At("componentOf", "encompassingEncounter") is { } encounter) ReadEncounter(encounter);
    }

    /// <summary>A practitioner, or the organisation where no person is named, as a reference; null when neither is.</summary>
    /// <param name="role">An assignedEntity, assignedAuthor or the like.</param>
    public string? Performer(XElement? role)
    {
        if (role is null) return null;
        var person = role.Child("assignedPerson") ?? role.Child("associatedPerson");
        var organization = role.Child("representedOrganization") ?? role.Child("scopingOrganization");
        if (person is null && organization is not null) return Organization(organization);
        var names = Json.Array(person.All("name").Select(CcdaValues.Name));
        var identifiers = CcdaValues.Identifiers(role);
        if (names is null && identifiers is null) return organization is null ? null : Organization(organization);
        var practitioner = new JsonObject { ["resourceType"] = "Practitioner" };
        practitioner.Put("identifier", identifiers).Put("name", names).Put("telecom", Json.Array(role.All("telecom").Select(CcdaValues.Telecom)))
            .Put("address", Json.Array(role.All("addr").Select(CcdaValues.Address)));
        if (values.Concept(role.Child("code")) is { } code) practitioner.Append("qualification", new JsonObject { ["code"] = code });
        if (organization is not null) Organization(organization);
        return writer.Add(practitioner, role);
    }

    /// <summary>An organisation as a reference; null when it has neither name nor identifier (org-1).</summary>
    public string? Organization(XElement organization)
    {
        var identifiers = CcdaValues.Identifiers(organization);
        var name = organization.Child("name").Text();
        if (identifiers is null && name is null) return null;
        var resource = new JsonObject { ["resourceType"] = "Organization" };
        resource.Put("identifier", identifiers).Put("name", name).Put("telecom", Telecoms(organization)).Put("address", Addresses(organization));
        return writer.Add(resource, organization);
    }

    /// <summary>A document without structure: its content as a DocumentReference.</summary>
    public void ReadUnstructured(XElement document, XElement text)
    {
        var isBase64 = text.Value("representation") == "B64";
        var content = isBase64 ? string.Concat(text.Value.Where(letter => !char.IsWhiteSpace(letter))) : System.Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text.Value));
        var attachment = new JsonObject { ["contentType"] = text.Value("mediaType") ?? "text/plain" };
        attachment.Put("data", IsBase64(content) ? content : null).Put("url", text.Child("reference").Value("value")).Put("title", document.Child("title").Text());
        var resource = new JsonObject { ["resourceType"] = "DocumentReference" };
        resource.Put("identifier", CcdaValues.Identifiers(document));
        resource["status"] = "current";
        resource.Put("type", values.Concept(document.Child("code"))).Put("subject", writer.Subject()).Put("date", Instant(document));
        if (_author is not null) resource.Append("author", CcdaWriter.Reference(_author));
        resource.Put("custodian", _custodian is null ? null : CcdaWriter.Reference(_custodian));
        resource.Append("content", new JsonObject { ["attachment"] = attachment });
        var before = writer.Count;
        writer.Add(resource, document);
        writer.Cover("body", text.Parent!, before, "");
    }

    /// <summary>The document itself: what each section says, and which resources were made of it.</summary>
    public void AddComposition(XElement document, IEnumerable<JsonObject> sections)
    {
        var composition = new JsonObject { ["resourceType"] = "Composition" };
        composition.Put("identifier", CcdaValues.Identifier(document.Child("id")));
        composition["status"] = "final";
        composition["type"] = values.RequiredConcept(document.Child("code"));
        composition["subject"] = writer.Subject();
        if (values.DateTime(document.Child("effectiveTime")) is { } written) composition["date"] = written;
        else composition["_date"] = CcdaValues.AbsentPrimitive(document.Child("effectiveTime"));
        // A document must name its author; where it names none, its keeper stands for it.
        composition["author"] = new JsonArray((_author ?? _custodian) is { } author ? CcdaWriter.Reference(author) : new JsonObject { ["display"] = "Unknown" });
        composition["title"] = document.Child("title").Text() ?? "Clinical document";
        composition.Put("confidentiality", document.Child("confidentialityCode").Value("code") is { } code and ("U" or "L" or "M" or "N" or "R" or "V") ? code : null);
        composition.Put("custodian", _custodian is null ? null : CcdaWriter.Reference(_custodian)).Put("section", Json.Array(sections));
        writer.Add(composition, document);
    }

    private JsonObject Patient(XElement role)
    {
        var patient = role.Child("patient");
        var resource = new JsonObject { ["resourceType"] = "Patient" };
        resource.Put("extension", Json.Array([UsCore(RaceExtension, patient.Child("raceCode"), patient.Added("raceCode")), UsCore(EthnicityExtension, patient.Child("ethnicGroupCode"), patient.Added("ethnicGroupCode"))]));
        resource.Put("identifier", CcdaValues.Identifiers(role)).Put("name", Json.Array(patient.All("name").Select(CcdaValues.Name))).Put("telecom", Telecoms(role));
        resource.Put("gender", patient.Child("administrativeGenderCode").Value("code") switch { "M" => "male", "F" => "female", "UN" => "other", null => null, _ => "unknown" });
        resource.Put("birthDate", CcdaValues.Date(patient.Child("birthTime"))).Put("deceasedBoolean", patient.Added("deceasedInd").FirstOrDefault().Value("value") is "true" ? true : null);
        resource.Put("address", Addresses(role)).Put("maritalStatus", values.Concept(patient.Child("maritalStatusCode")));
        resource.Put("contact", Json.Array(patient.All("guardian").Select(Contact))).Put("communication", Json.Array(patient.All("languageCommunication").Select(Communication)));
        return resource;
    }

    private JsonObject? Contact(XElement guardian)
    {
        var contact = Json.Object(
            ("name", CcdaValues.Name(guardian.At("guardianPerson", "name"))), ("telecom", Telecoms(guardian)), ("address", CcdaValues.Address(guardian.Child("addr"))));
        return values.Concept(guardian.Child("code")) is { } relation ? contact?.Put("relationship", new JsonArray(relation)) : contact;
    }

    private static JsonObject? Communication(XElement communication)
    {
        if (communication.Child("languageCode").Value("code") is not { } language) return null;
        return new JsonObject { ["language"] = Json.Concept("urn:ietf:bcp:47", language) }
            .Put("preferred", communication.Child("preferenceInd").Value("value") is "true" ? true : null);
    }

    // US Core: the broad category, details, and a text that is required.
    private static JsonObject? UsCore(string url, XElement? code, IEnumerable<XElement> details)
    {
        if (CcdaValues.Coding(code) is not { } coding) return null;
        var parts = new JsonArray(new JsonObject { ["url"] = "ombCategory", ["valueCoding"] = coding.DeepClone() });
        foreach (var detail in details.Select(CcdaValues.Coding).OfType<JsonObject>())
            parts.Add(new JsonObject { ["url"] = "detailed", ["valueCoding"] = detail });
        parts.Add(new JsonObject { ["url"] = "text", ["valueString"] = code.Value("displayName") ?? code.Value("code") });
        return new JsonObject { ["url"] = url, ["extension"] = parts };
    }

    private void ReadEncounter(XElement encounter)
    {
        var before = writer.Count;
        var resource = new JsonObject { ["resourceType"] = "Encounter" };
        resource.Put("identifier", CcdaValues.Identifiers(encounter));
        resource["status"] = encounter.At("effectiveTime", "high").Value("value") is null ? "unknown" : "finished";
        resource["class"] = CcdaEncounters.Class(encounter.Child("code"));
        if (values.Concept(encounter.Child("code")) is { } type) resource.Append("type", type);
        resource["subject"] = writer.Subject();
        foreach (var participant in encounter.All("encounterParticipant").Append(encounter.Child("responsibleParty")).OfType<XElement>())
            if (Performer(participant.Child("assignedEntity")) is { } performer && performer != writer.Patient)
                resource.Append("participant", new JsonObject { ["individual"] = CcdaWriter.Reference(performer) });
        resource.Put("period", values.Period(encounter.Child("effectiveTime")));
        if (values.Concept(encounter.Child("dischargeDispositionCode")) is { } disposition)
            resource["hospitalization"] = new JsonObject { ["dischargeDisposition"] = disposition };
        if (encounter.At("location", "healthCareFacility") is { } facility && CcdaEncounters.Location(writer, values, facility, facility.Child("location")) is { } location)
            resource.Append("location", new JsonObject { ["location"] = CcdaWriter.Reference(location) });
        writer.Add(resource, encounter);
        writer.Cover("header", encounter, before, "");
    }

    // instant needs the whole moment with a zone.
    private string? Instant(XElement document) => values.DateTime(document.Child("effectiveTime")) is { Length: > 10 } moment ? moment : null;

    private static JsonArray? Telecoms(XElement element) => Json.Array(element.All("telecom").Select(CcdaValues.Telecom));

    private static JsonArray? Addresses(XElement element) => Json.Array(element.All("addr").Select(CcdaValues.Address));

    private static bool IsBase64(string text) => text.Length > 0 && System.Buffers.Text.Base64.IsValid(text);
}
