using System.Collections.Frozen;

namespace Carelake.X12;

/// <summary>The external code sets that are asked about at SNIP 5, by the names that tables of codes are given under.</summary>
public static class X12CodeSets
{
    private static readonly (string Name, string Title)[] Known =
    [
        ("icd10cm", "ICD-10-CM diagnoses"), ("icd10pcs", "ICD-10-PCS procedures"), ("icd9cm", "ICD-9-CM codes"), ("hcpcs", "HCPCS level II procedures"),
        ("cpt", "CPT procedures"), ("cdt", "CDT procedures"), ("modifier", "procedure modifiers"), ("revenue", "revenue codes (NUBC)"), ("drg", "DRG"),
        ("condition", "condition codes (NUBC)"), ("occurrence", "occurrence codes (NUBC)"), ("value", "value codes (NUBC)"),
        ("admission_type", "admission types (NUBC)"), ("admission_source", "admission sources (NUBC)"), ("patient_status", "patient status (NUBC)"),
        ("facility_type", "types of bill (NUBC)"), ("pos", "places of service"), ("taxonomy", "provider taxonomy"), ("carc", "adjustment reasons (CARC)"),
        ("remark_code", "remark codes (RARC)"), ("claim_status", "claim status codes"), ("claim_status_cat", "claim status categories"),
        ("entity_id", "entity codes"), ("states", "states and provinces"), ("country", "countries"), ("currency", "currencies"),
    ];

    private static readonly FrozenDictionary<string, int> Ids = Known.Select((set, id) => (set.Name, id)).ToFrozenDictionary(set => set.Name, set => set.id, StringComparer.Ordinal);

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => Known.Select(set => set.Name);

    /// <summary>What a set is, for people; the name itself for one that is not known.</summary>
    public static string Title(string name) => Ids.TryGetValue(name, out var id) ? Known[id].Title : name;

    internal static int Count => Known.Length;

    /// <summary>Small numbers for the sets; -1 for one that is not known.</summary>
    internal static int IdOf(string name) => Ids.GetValueOrDefault(name, -1);

    internal static string NameOf(int id) => Known[id].Name;
}
