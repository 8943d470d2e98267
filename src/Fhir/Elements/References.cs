namespace Carelake.Fhir.Elements;

/// <summary>What references point to, within the document they stand in (FHIR R4, sections 2.3.0.1 and 2.36.4.1).</summary>
public static class References
{
    /// <summary>The resource that a Reference, or an element holding its text, points to; none when it is not in the document.</summary>
    /// <param name="reference">An element of type Reference, canonical, uri or string.</param>
    public static FhirElement Resolve(FhirElement reference)
    {
        var text = reference.IsPrimitive ? reference.Text : reference["reference"].Text;
        return text is null ? default : Resolve(text, reference);
    }

    /// <summary>The resource that the text of a reference points to, seen from an element; none when it is not in the document.</summary>
    /// <param name="text"><c>#id</c>, <c>Type/id</c>, an absolute address or a urn.</param>
    /// <param name="holder">The element that holds the reference, or is near it.</param>
    public static FhirElement Resolve(string text, FhirElement holder)
    {
        if (text.Length == 0 || holder.IsNone) return default;
        return text[0] == '#' ? Contained(holder.RootResource, text[1..]) : InBundle(holder.InWhole.Lineage(), text);
    }

    private static FhirElement Contained(FhirElement root, string id)
    {
        if (root.IsNone || id.Length == 0) return root;
        return root.Children("contained").FirstOrDefault(contained => contained["id"].Text == id);
    }

    private static FhirElement InBundle(IReadOnlyList<FhirElement> lineage, string text)
    {
        var at = LastIndex(lineage, "Bundle");
        if (at < 0) return default;
        var fullUrl = at + 1 < lineage.Count ? lineage[at + 1]["fullUrl"].Text : null;
        var (url, version) = Split(Absolute(text, fullUrl));
        foreach (var entry in lineage[at].Children("entry"))
        {
            var resource = entry["resource"];
            if (entry["fullUrl"].Text == url && (version is null || resource["meta"]["versionId"].Text == version)) return resource;
        }
        return default;
    }

    private static int LastIndex(IReadOnlyList<FhirElement> lineage, string type)
    {
        for (var index = lineage.Count - 1; index >= 0; index--)
            if (lineage[index].Type?.Name == type)
                return index;
        return -1;
    }

    private static (string Url, string? Version) Split(string url)
    {
        var history = url.IndexOf("/_history/", StringComparison.Ordinal);
        return history < 0 ? (url, null) : (url[..history], url[(history + 10)..]);
    }

    /// <summary>A relative reference against the base of the entry that holds it; anything else unchanged.</summary>
    internal static string Absolute(string reference, string? fullUrl)
    {
        if (fullUrl is null || !fullUrl.StartsWith("http", StringComparison.Ordinal) || reference.Contains(':', StringComparison.Ordinal)) return reference;
        var id = fullUrl.LastIndexOf('/');
        var type = id > 0 ? fullUrl.LastIndexOf('/', id - 1) : -1;
        return type < 0 ? reference : string.Concat(fullUrl.AsSpan(0, type + 1), reference);
    }
}
