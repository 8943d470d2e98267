using System.Text.Json;

namespace Carelake.Fhir.Validation;

internal sealed partial class Walk
{
    // txt-1 and txt-2 (R4, section 2.4.3).
    private void Narrative(JsonElement json)
    {
        var narrative = XhtmlReader.Read(json.GetString()!);
        foreach (var problem in narrative.Problems)
            Report("FHIR-0139", "invariant", json, problem);
        if (narrative.Links.Count > 0) Links(json, narrative);
    }

    private void Links(JsonElement json, XhtmlReader narrative)
    {
        var ids = new HashSet<string>(narrative.Ids, StringComparer.Ordinal);
        if (_resource?.Root is { } root) Ids(root.Json, ids);
        foreach (var link in narrative.Links)
            if (!ids.Contains(link))
                Report("FHIR-0132", "invalid", json, "A link of the narrative points to nothing in the resource.");
    }

    private static void Ids(JsonElement json, HashSet<string> ids)
    {
        if (json.String("id"u8) is { } id) ids.Add(id);
        if (json.ValueKind == JsonValueKind.Object)
            foreach (var property in json.EnumerateObject()) Ids(property.Value, ids);
        else
            foreach (var item in json.Items()) Ids(item, ids);
    }
}
