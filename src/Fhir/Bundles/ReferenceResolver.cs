using System.Buffers;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.Bundles;

/// <summary>Gives references within a bundle the ids that the server knows the resources by (FHIR R4, section 3.1.0.11.2).</summary>
internal sealed class ReferenceResolver
{
    private readonly Dictionary<string, string> _byFullUrl = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _searched = new(StringComparer.Ordinal);
    private readonly TransactionStore _store;

    public ReferenceResolver(List<BundleRequest> requests, List<PlannedEntry> planned, TransactionStore store)
    {
        _store = store;
        foreach (var entry in planned)
        {
            var url = requests.Count == planned.Count && entry.Index < requests.Count ? requests[entry.Index].FullUrl : requests[0].FullUrl;
            if (url.Length > 0 && entry.Id.Length > 0) _byFullUrl.TryAdd(url, $"{entry.Type}/{entry.Id}");
        }
    }

    /// <summary>References that lead nowhere, or to several.</summary>
    public List<BundlePlanner.Refused> Refusals { get; } = [];

    /// <summary>The resource with every string that is the address of another entry, wherever it stands, replaced by what it is now.</summary>
    public ReadOnlyMemory<byte> Rewrite(BundleRequest request)
    {
        foreach (var reference in request.Resource.Descendants().Where(element => element.Type?.Name == "Reference"))
            Check(reference);
        var buffer = new ArrayBufferWriter<byte>();
        FhirWriter.Write(request.Resource, buffer, Replacement);
        return buffer.WrittenMemory;
    }

    private void Check(FhirElement reference)
    {
        if (reference["reference"].Text is not { } text || text.StartsWith('#')) return;
        if (text.StartsWith("urn:", StringComparison.Ordinal))
        {
            if (!_byFullUrl.ContainsKey(text))
                Refusals.Add(new(400, BundlePlanner.Refusal("FHIR-0176", "not-found", reference, "The reference is to an entry that the bundle does not have.")));
        }
        else if (IsConditional(text, out _, out _) && Found(text).Count != 1)
        {
            Refusals.Add(new(412, BundlePlanner.Refusal("FHIR-0175", "multiple-matches", reference, "The conditional reference finds none or several.")));
        }
    }

    private string? Replacement(string text)
    {
        if (_byFullUrl.TryGetValue(text, out var known)) return known;
        // Only what stood in a Reference has been searched for.
        return _searched.TryGetValue(text, out var found) && found is [var id] && IsConditional(text, out var type, out _) ? $"{type}/{id}" : null;
    }

    // Patient?identifier=… is a search where a reference stands.
    private static bool IsConditional(string text, out string type, out string query)
    {
        var question = text.IndexOf('?', StringComparison.Ordinal);
        (type, query) = question > 0 ? (text[..question], text[(question + 1)..]) : ("", "");
        return question > 0 && Definitions.FhirDefinitions.R4.Type(type) is { IsResource: true };
    }

    private IReadOnlyList<string> Found(string text)
    {
        if (!_searched.TryGetValue(text, out var found) && IsConditional(text, out var type, out var query))
            _searched.Add(text, found = _store.Search(type, query));
        return found ?? [];
    }
}
