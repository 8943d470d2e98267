using System.Collections.Frozen;

namespace Carelake.X12;

/// <summary>An element that holds codes of an external set which the guide's table does not name.</summary>
/// <param name="Element">From 1.</param>
/// <param name="Component">From 1; 0 for a simple element.</param>
/// <param name="QualifierComponent">The component of the same element that says which set it is; 0 for none.</param>
/// <param name="Qualifiers">Its values for this set.</param>
/// <param name="Set">Name of the set; for procedures <c>hcpcs</c> stands for <c>cpt</c> too, which begin with a digit.</param>
internal sealed record X12CodedElement(int Element, int Component, int QualifierComponent, X12CodeList? Qualifiers, int Set)
{
    private static readonly string[] Diagnoses = ["ABK", "ABF", "ABJ", "APR", "ABN"];
    private static readonly string[] OldCodes = ["BK", "BF", "BJ", "PR", "BN", "BR", "BQ"];

    private static readonly FrozenDictionary<string, X12CodedElement[]> BySegment = new Dictionary<string, X12CodedElement[]>(StringComparer.Ordinal)
    {
        ["HI"] =
        [
            .. Range(1, 12).SelectMany(number => new[]
            {
                Of(number, 2, 1, Diagnoses, "icd10cm"), Of(number, 2, 1, ["BBR", "BBQ"], "icd10pcs"), Of(number, 2, 1, OldCodes, "icd9cm"),
                Of(number, 2, 1, ["DR"], "drg"), Of(number, 2, 1, ["BG"], "condition"), Of(number, 2, 1, ["BH", "BI"], "occurrence"), Of(number, 2, 1, ["BE"], "value"),
            }),
        ],
        ["SV1"] = Procedure(1),
        ["SV2"] = [Of(1, 0, 0, [], "revenue"), .. Procedure(2)],
        ["SV3"] = Procedure(1),
        ["SVC"] = [Of(4, 0, 0, [], "revenue"), .. Procedure(1), .. Procedure(6)],
        ["SVD"] = [Of(4, 0, 0, [], "revenue"), .. Procedure(3)],
        ["CAS"] = [.. new[] { 2, 5, 8, 11, 14, 17 }.Select(number => Of(number, 0, 0, [], "carc"))],
        ["PRV"] = [Of(3, 0, 0, [], "taxonomy")],
        ["CLM"] = [Of(5, 1, 2, ["A"], "facility_type"), Of(5, 1, 2, ["B"], "pos")],
        ["CL1"] = [Of(1, 0, 0, [], "admission_type"), Of(2, 0, 0, [], "admission_source"), Of(3, 0, 0, [], "patient_status")],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Those of a segment that the guide has no codes of its own for; null for none.</summary>
    public static X12CodedElement[]? Of(X12GuideSegment segment)
    {
        if (!BySegment.TryGetValue(segment.Id, out var coded)) return null;
        X12CodedElement[] asked = [.. coded.Where(one => one.IsOpen(segment))];
        return asked.Length > 0 ? asked : null;
    }

    // Neither codes nor a set of its own in the guide, which are looked at with the element.
    private bool IsOpen(X12GuideSegment segment)
    {
        if (segment.ElementArray.Length < Element) return false;
        var rule = segment.ElementArray[Element - 1];
        if (Component > 0 && rule.ComponentArray.Length >= Component) rule = rule.ComponentArray[Component - 1];
        return rule.Usage != X12Usage.NotUsed && rule.Codes is null && rule.CodeSet is null;
    }

    private static X12CodedElement[] Procedure(int element) =>
    [
        Of(element, 2, 1, ["HC", "HP"], "hcpcs"), Of(element, 2, 1, ["AD"], "cdt"),
        .. Range(3, 6).Select(number => Of(element, number, 1, ["HC", "HP", "AD"], "modifier")),
    ];

    private static X12CodedElement Of(int element, int component, int qualifier, string[] qualifiers, string set) =>
        new(element, component, qualifier, qualifiers.Length == 0 ? null : new(qualifiers), X12CodeSets.IdOf(set));

    private static IEnumerable<int> Range(int first, int last) => Enumerable.Range(first, last - first + 1);
}
