using System.Text.Json;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation;

internal sealed partial class Walk
{
    private ResourceFrame? _resource;

    /// <summary>A resource that is walked, and what has to be known of the whole of it.</summary>
    /// <param name="Json">The object.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="Container">Of a contained resource, the frame of the one it is contained in.</param>
    /// <param name="Bundle">The bundle it is an entry of.</param>
    internal sealed record ResourceFrame(JsonElement Json, FhirTypeInfo Type, ResourceFrame? Container, BundleIndex? Bundle)
    {
        /// <summary>The resource others are contained in: itself, unless it is contained.</summary>
        public ResourceFrame Root => Container ?? this;

        /// <summary>Ids of the resources it contains.</summary>
        public HashSet<string>? ContainedIds { get; init; }

        /// <summary>Ids that are referred to as <c>#id</c>, from wherever in it.</summary>
        public HashSet<string>? Fragments { get; set; }

        /// <summary>Address of the entry it stands in; null outside bundles.</summary>
        public string? FullUrl { get; init; }
    }

    private void Resource(JsonElement json, FhirElementInfo? element, int index, bool isContained)
    {
        if (!json.Has("resourceType"u8))
        {
            Report("FHIR-0102", "structure", json, "A resource says its resourceType.");
            return;
        }
        if (_document.ResourceType(json) is not { IsAbstract: false } type)
        {
            Report("FHIR-0103", "not-supported", json, "FHIR R4 has no such resource type.");
            return;
        }
        if (element is not null && !IsAllowed(type, element))
            Report("FHIR-0103", "structure", json, "A resource of this type is not allowed here.");
        var outer = _resource;
        if (outer is null) _firstOfResource = _issues.Count;
        _resource = new ResourceFrame(json, type, isContained ? outer?.Root : null, isContained ? outer?.Bundle : _bundle)
        {
            ContainedIds = ContainedIds(json),
            FullUrl = isContained ? outer?.FullUrl : _fullUrl,
        };
        var outerBundle = _bundle;
        if (type.Name == "Bundle") _bundle = new BundleIndex(json);
        Object(json, type, element, index);
        ResourceRules(json, type);
        if (!isContained) Contained(json);
        _bundle = outerBundle;
        if (_options.ChecksClaimedProfiles || !_options.Profiles.IsEmpty) Profiles(json, type, element, index);
        _resource = outer;
    }

    private static bool IsAllowed(FhirTypeInfo type, FhirElementInfo element) => element.Types.Any(choice => type.Is(choice.Type.Name));

    private static HashSet<string>? ContainedIds(JsonElement json)
    {
        HashSet<string>? ids = null;
        foreach (var contained in json.Get("contained"u8).Items())
            if (contained.String("id"u8) is { } id)
                (ids ??= new(StringComparer.Ordinal)).Add(id);
        return ids;
    }

    private void Fragment(ReadOnlySpan<byte> text, PrimitiveKind kind)
    {
        if (kind is not (PrimitiveKind.Canonical or PrimitiveKind.Uri or PrimitiveKind.Url) || _resource is not { } resource) return;
        (resource.Root.Fragments ??= new(StringComparer.Ordinal)).Add(Utf8.GetString(text[1..]));
        if (text.Length == 1) _refersToContainer = true;
    }

    // Which of the resources contained here refers to its container by a bare #.
    private bool _refersToContainer;

    // dom-3: what is contained is referred to, or refers to its container (R4, section 2.4.6).
    private void Contained(JsonElement json)
    {
        if (_resource is not { ContainedIds: not null } frame) return;
        var index = 0;
        foreach (var contained in json.Get("contained"u8).Items())
        {
            if (contained.String("id"u8) is { } id && frame.Fragments?.Contains(id) != true && !RefersToContainer(contained))
                ReportContained(json, contained, index);
            index++;
        }
    }

    private void ReportContained(JsonElement json, JsonElement contained, int index) =>
        Report("FHIR-0120", "invariant", contained.ValueKind == JsonValueKind.Undefined ? json : contained,
            $"dom-3: the contained resource {index} is not referred to from elsewhere, nor does it refer to what contains it.");

    private bool RefersToContainer(JsonElement contained) =>
        _refersToContainer && contained.GetRawText().Contains("\"#\"", StringComparison.Ordinal);
}
