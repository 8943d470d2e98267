using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Fhir.FromHl7v2.Building;
using Carelake.Fhir.FromHl7v2.Tables;
using Carelake.Fhir.FromHl7v2.Values;
using Carelake.Hl7v2;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>One message on its way to a bundle: its segments in order, the resources made so far, and which of them are in scope.</summary>
internal sealed class MessageConversion
{
    private readonly List<V2Segment> _segments;
    // By the slots of their names; a message's own names have none unless a table reads them.
    private readonly V2Segment?[] _lastSegments = new V2Segment?[NameSlots.Count];
    private readonly ResourceEntry?[] _scope = new ResourceEntry?[NameSlots.Count];
    private readonly Dictionary<(string Type, string Key), ResourceEntry> _byKey = [];
    private readonly List<ResourceEntry> _resources = [];
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);
    private readonly List<Issue> _issues = [];
    private readonly List<Deletion> _deletions = [];
    private static readonly FhirText Put = new("PUT");
    private int _index;

    public MessageConversion(MappingTables tables, ConversionOptions options, Hl7Message message)
    {
        (Tables, Options, Message) = (tables, options, message);
        _segments = new(message.Segments.Count);
        Reader = new(this);
        Systems = new(this);
        Runner = new(this);
    }

    public MappingTables Tables { get; }

    public ConversionOptions Options { get; }

    public Hl7Message Message { get; }

    public SourceReader Reader { get; }

    public IdentifierSystems Systems { get; }

    public RuleRunner Runner { get; }

    /// <summary>The zone of times that name none.</summary>
    public string Zone { get; private set; } = "Z";

    /// <summary>The last segment that was no note: what a note belongs to.</summary>
    public string LastNoted { get; private set; } = "";

    /// <summary>The resource that rules are adding to.</summary>
    public ResourceEntry? Current { get; set; }

    public Parsed<FhirConversion> Run()
    {
        ReadSegments();
        if (Segment("MSH") is null) Report("FHIR-0502", Severity.Error, "MSH", "The message has no header: nothing says what it is or who sent it.");
        var steps = Tables.Steps(Header(9, 3), Header(9, 1), Header(9, 2));
        SetZone();
        for (_index = 0; _index < _segments.Count; _index++)
            Take(_segments[_index], steps);
        FinishAll();
        return new(new(Bundle(), () => Coverage.Of(_segments, Tables), [.. _deletions]), _issues.ToImmutableArray());
    }

    public void Report(string code, Severity severity, string location, string message) => _issues.Add(new(code, severity, location, message));

    public void ReportDeletion(string element, string path) => ReportDeletion(Current, element, path);

    public void ReportDeletion(ResourceEntry? resource, string element, string path) => _deletions.Add(new(resource?.Reference ?? "", element, path));

    /// <summary>The current segment when it has the name, else the last one in its group.</summary>
    public V2Segment? Segment(string id) => Segment(NameSlots.Find(id));

    /// <summary>The same by the slot of the name.</summary>
    public V2Segment? Segment(int slot) => (uint)slot < (uint)_lastSegments.Length ? _lastSegments[slot] : null;

    /// <summary>The current segment when it has the name, else the next one before a segment of the current one's name.</summary>
    public V2Segment? SegmentAhead(string id)
    {
        if (_index >= _segments.Count || _segments[_index].Id == id) return Segment(id);
        for (var index = _index + 1; index < _segments.Count && _segments[index].Id != _segments[_index].Id; index++)
            if (_segments[index].Id == id) return _segments[index];
        return null;
    }

    /// <summary>Every resource that a segment made, in order; those that data types made are left out.</summary>
    public IEnumerable<ResourceEntry> OfSegments => _resources.Where(entry => entry.Segments.Count > 0);

    /// <summary>The resource of a name in scope; <see langword="null"/> when there is none.</summary>
    public ResourceEntry? Find(string name) => Find(NameSlots.Find(name));

    /// <summary>The same by the slot of the name.</summary>
    public ResourceEntry? Find(int slot) => slot == NameSlots.This ? Current : (uint)slot < (uint)_scope.Length ? _scope[slot] : null;

    /// <summary>A field of the header as text; empty when there is none.</summary>
    public string Header(int field, int component) =>
        Segment("MSH")?.Field(field) is [var first, ..] ? first.Value.Component(component).Text : "";

    /// <summary>One of these segments comes before the next segment of the current one's name.</summary>
    public bool FollowsInGroup(string[] ids)
    {
        for (var index = _index + 1; index < _segments.Count && _segments[index].Id != _segments[_index].Id; index++)
            if (Array.IndexOf(ids, _segments[index].Id) >= 0) return true;
        return false;
    }

    /// <summary>A resource that a data type makes; <see langword="null"/> when nothing says which one it is.</summary>
    public ResourceEntry? Make(BoundMap map, V2Value self)
    {
        if (Identity(map, self) is not { } key) return null;
        var entry = GetOrAdd(map.Resource, key);
        Apply(map, entry, self);
        return entry;
    }

    private void ReadSegments()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var segment in Message.Segments)
        {
            var occurrence = counts[segment.Id] = counts.GetValueOrDefault(segment.Id) + 1;
            _segments.Add(new(segment, occurrence));
        }
        if (_segments.Find(segment => segment.Id == "MSH") is { } header) SetLast(header);
    }

    private void SetZone()
    {
        Zone = FhirTime.ZoneOf(Header(7, 1)) is { Length: > 0 } zone ? zone : Options.Zone;
        if (Zone == "+00:00") Zone = "Z";
        Systems.SetSender();
    }

    private void Take(V2Segment segment, IReadOnlyDictionary<string, BoundStep[]> steps)
    {
        SetLast(segment);
        foreach (var step in steps.GetValueOrDefault(segment.Id, []))
        {
            if (!Reader.Holds(step.Step.Condition, default, node: null)) continue;
            if (Entry(step, segment) is not { } entry) continue;
            segment.IsMapped = true;
            _scope[step.Slot] = entry;
            if (!entry.Segments.Contains(segment.Id)) entry.Segments.Add(segment.Id);
            Apply(step.Map, entry, default);
        }
        if (segment.Id != "NTE") LastNoted = segment.Id;
    }

    private void SetLast(V2Segment segment)
    {
        if ((uint)segment.Slot < (uint)_lastSegments.Length) _lastSegments[segment.Slot] = segment;
    }

    private ResourceEntry? Entry(BoundStep step, V2Segment segment)
    {
        var known = Find(step.Slot);
        if (step.Step.Mode == StepMode.Into) return known;
        if (step.Step.Mode == StepMode.Join && known is not null && !known.Segments.Contains(segment.Id)) return known;
        foreach (var slot in step.ClosedSlots)
        {
            _scope[slot] = null;
            if (slot != segment.Slot) _lastSegments[slot] = null;
        }
        return GetOrAdd(step.Map.Resource, Identity(step.Map, default) ?? FallbackKey(step.Map, segment.Id));
    }

    private string FallbackKey(BoundMap map, string segment)
    {
        var key = string.Join('|', "message", Systems.Sender, Header(10, 1), segment);
        Report("FHIR-0506", Severity.Warning, segment, $"Nothing identifies the {map.Resource}: its id is made from the message's control id.");
        return $"{key}|{Ordinal(map.Resource + key)}";
    }

    private string? Identity(BoundMap map, V2Value self)
    {
        foreach (var alternative in map.Identities)
        {
            var first = Reader.One(alternative[0], self);
            if (!first.HasValue || first.Peek().Length == 0) continue;
            if (alternative.Length == 1 && alternative[0].Kind != SourceKind.Ordinal) return Escaped(first.Peek());
            var parts = new string[alternative.Length];
            var isCounted = false;
            for (var index = 0; index < parts.Length; index++)
            {
                var isOrdinal = alternative[index].Kind == SourceKind.Ordinal;
                parts[index] = isOrdinal ? "" : Escaped(Reader.One(alternative[index], self).Peek());
                isCounted |= isOrdinal;
            }
            var key = parts.Length == 1 ? parts[0] : string.Join('|', parts);
            return isCounted ? $"{key}{Ordinal(map.Resource + key)}" : key;
        }
        return null;
    }

    private int Ordinal(string key) => _ordinals[key] = _ordinals.GetValueOrDefault(key) + 1;

    private static string Escaped(string part) => part.Replace("|", "||", StringComparison.Ordinal);

    public ResourceEntry GetOrAdd(string type, string key)
    {
        // An id is a hash of exactly this: where it is the same, so is the id.
        if (_byKey.TryGetValue((type, key), out var known)) return known;
        var entry = new ResourceEntry(type, ResourceId.Of(Options.SourceSystem, type, key));
        _byKey[(type, key)] = entry;
        _resources.Add(entry);
        return entry;
    }

    private void Apply(BoundMap map, ResourceEntry entry, V2Value self)
    {
        var previous = Current;
        Current = entry;
        entry.Runs++;
        Runner.Run(map.Rules, self, entry.Node);
        Current = previous;
    }

    private void FinishAll()
    {
        // By index: finishing a resource may make others.
        for (var index = 0; index < _resources.Count; index++)
        {
            var entry = _resources[index];
            if (Tables.Finish(entry.Type) is { } map) Apply(map, entry, default);
            if (entry.Runs > 2) JsonPlacement.Deduplicate(entry.Node);
        }
    }

    private FhirObject Bundle()
    {
        var bundle = new FhirObject { ["resourceType"] = "Bundle" };
        if (Header(10, 1) is { Length: > 0 } controlId)
            bundle["identifier"] = new FhirObject { ["system"] = Systems.SenderSystem, ["value"] = controlId };
        bundle["type"] = "transaction";
        if (FhirTime.Instant(Header(7, 1), Zone) is { } sent) bundle["timestamp"] = sent;
        var entries = new FhirList();
        foreach (var resource in _resources)
        {
            entries.Add(new FhirObject
            {
                { "fullUrl", resource.Id.FullUrl },
                { "resource", resource.Node },
                { "request", new FhirObject { { "method", Put }, { "url", resource.Id.Reference } } },
            });
        }
        if (entries.Count > 0) bundle["entry"] = entries;
        return bundle;
    }
}
