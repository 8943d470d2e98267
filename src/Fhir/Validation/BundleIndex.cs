using System.Text.Json;
using Carelake.Fhir.Elements;

namespace Carelake.Fhir.Validation;

/// <summary>The entries of a bundle by address, so that each reference is one look-up (FHIR R4, section 2.36.4.1).</summary>
internal sealed class BundleIndex
{
    private readonly Dictionary<string, int> _byUrl = new(StringComparer.Ordinal);
    private readonly HashSet<string> _versions = new(StringComparer.Ordinal);

    private readonly Lazy<BundleIndex>? _whole;

    public BundleIndex(JsonElement bundle)
    {
        Type = bundle.String("type"u8) ?? "";
        foreach (var entry in bundle.Get("entry"u8).Items())
        {
            if (entry.String("fullUrl"u8) is not { } url) continue;
            _byUrl[url] = _byUrl.GetValueOrDefault(url) + 1;
            if (entry.Get("resource"u8).Get("meta"u8).String("versionId"u8) is { } version) _versions.Add($"{url}/_history/{version}");
        }
    }

    /// <summary>An index by addresses alone; versions are looked up in a whole index, which is made when one is asked for.</summary>
    public BundleIndex(string type, IEnumerable<string> urls, Func<BundleIndex> whole)
    {
        Type = type;
        foreach (var url in urls) _byUrl[url] = _byUrl.GetValueOrDefault(url) + 1;
        _whole = new Lazy<BundleIndex>(whole, isThreadSafe: false);
    }

    /// <summary>Kind of bundle.</summary>
    public string Type { get; }

    /// <summary>Entries that answer to a reference from the entry at an address.</summary>
    public int Count(string reference, string? fullUrl)
    {
        var url = References.Absolute(reference, fullUrl);
        var history = url.IndexOf("/_history/", StringComparison.Ordinal);
        if (history >= 0 && _whole is not null) return _whole.Value.Count(reference, fullUrl);
        return history < 0 ? _byUrl.GetValueOrDefault(url) : _versions.Contains(url) ? 1 : 0;
    }

    /// <summary>What such an element refers to has to be an entry of the bundle.</summary>
    public static bool MustHold(string bundleType, string resourceType, string element) => bundleType switch
    {
        "document" => resourceType == "Composition" && element is "Composition.subject" or "Composition.encounter" or "Composition.author"
            or "Composition.attester.party" or "Composition.custodian" or "Composition.event.detail" or "Composition.section.author"
            or "Composition.section.focus" or "Composition.section.entry",
        "message" => resourceType == "MessageHeader" && element is "MessageHeader.focus",
        _ => false,
    };
}
