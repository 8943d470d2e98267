using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Carelake.Core;

namespace Carelake.Fhir.FromHl7v2.Tables;

/// <summary>
/// What turns HL7 v2 messages into FHIR resources: which segments make which resources, how fields and data types become elements, and how codes
/// are translated. The product's own follow the HL7 v2-to-FHIR implementation guide; a user's files add to them and override them
/// (<c>docs/guides/mapping-hl7-to-fhir.md</c>). Immutable.
/// </summary>
public sealed class MappingTables
{
    private const string Folder = ".FromHl7v2.Maps.";
    private const int MostCached = 500;
    private static readonly MappingTables Empty = new(
        new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal), []);

    private static readonly Lazy<Parsed<MappingTables>> Own = new(() => Empty.With(OwnFiles()));

    private readonly Dictionary<string, MessageMap> _messages;
    private readonly Dictionary<string, ElementMap> _maps;
    private readonly Dictionary<string, ElementMap> _finishes;
    private readonly Dictionary<string, CodeMap> _codes;
    private readonly HashSet<string> _ignored;
    private readonly Dictionary<string, HashSet<int>> _ignoredFields;
    private readonly Lazy<(Dictionary<string, BoundMap> Maps, Dictionary<string, BoundMap> Finishes)> _bound;
    private readonly ImmutableArray<SenderProfile> _senders;
    private readonly ConcurrentDictionary<string, MappingTables> _ofSenders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Structure, string Type, string Event), Dictionary<string, BoundStep[]>> _steps = new();

    private MappingTables(
        Dictionary<string, MessageMap> messages, Dictionary<string, ElementMap> maps, Dictionary<string, ElementMap> finishes,
        Dictionary<string, CodeMap> codes, HashSet<string> ignored, ImmutableArray<SenderProfile> senders)
    {
        (_messages, _maps, _finishes, _codes, _ignored, _senders) = (messages, maps, finishes, codes, ignored, senders);
        _ignoredFields = FieldsOf(ignored);
        NameAll();
        _bound = new(Bind);
    }

    /// <summary>The product's own tables.</summary>
    public static MappingTables Default => Own.Value.Value;

    /// <summary>What is wrong with the product's own tables: nothing, and a test says so.</summary>
    internal static ImmutableArray<Issue> DefaultIssues => Own.Value.Issues;

    /// <summary>These tables with files added, in order: a later line with the same source and target, code or segment step wins.</summary>
    /// <returns>The tables without the lines that could not be read; an issue <c>FHIR-0500</c> or <c>FHIR-0501</c> for each of those.</returns>
    public Parsed<MappingTables> With(IEnumerable<MappingFile> files)
    {
        var issues = new List<Issue>();
        var tables = this;
        foreach (var file in files)
        {
            var reader = new TableReader(file.Name, issues);
            reader.Read(file.Text);
            tables = tables.With(reader.Common, [.. tables._senders, .. reader.Senders]);
        }
        issues.AddRange(tables.MissingNames());
        foreach (var sender in tables._senders)
            issues.AddRange(tables.With(sender.Tables, []).MissingNames().Except(issues));
        return new(tables, [.. issues]);
    }

    /// <summary>The tables that hold for a sender's messages, and the options that do.</summary>
    /// <param name="application">MSH-3.1.</param>
    /// <param name="facility">MSH-4.1.</param>
    /// <param name="options">Those that hold where the tables set nothing for the sender.</param>
    internal (MappingTables Tables, ConversionOptions Options) For(string application, string facility, ConversionOptions options)
    {
        if (_senders.IsEmpty) return (this, options);
        var matching = _senders.Where(sender => sender.Matches(application, facility)).ToList();
        foreach (var sender in matching) options = sender.Apply(options);
        if (matching.Count == 0) return (this, options);
        // Many senders may share what holds for all of a facility: tables are made once for each choice of profiles.
        var key = string.Join(',', matching.Select(sender => _senders.IndexOf(sender)));
        if (_ofSenders.TryGetValue(key, out var known)) return (known, options);
        var made = matching.Aggregate(this, (tables, sender) => tables.With(sender.Tables, []));
        return (_ofSenders.GetOrAdd(key, made), options);
    }

    internal BoundMap? Map(string name) => _bound.Value.Maps.GetValueOrDefault(name);

    internal CodeMap? CodeMap(string name) => _codes.GetValueOrDefault(name);

    internal BoundMap? Finish(string resource) => _bound.Value.Finishes.GetValueOrDefault(resource);

    internal bool IsIgnored(string segment) => _ignored.Contains(segment);

    /// <summary>Numbers of the segment's fields that need no mapping; <see langword="null"/> for none.</summary>
    internal IReadOnlySet<int>? IgnoredFields(string segment) => _ignoredFields.GetValueOrDefault(segment);

    /// <summary>The steps for each segment of a message, most special map first: its own steps for a segment leave out the general ones.</summary>
    internal IReadOnlyDictionary<string, BoundStep[]> Steps(string structure, string type, string @event)
    {
        if (_steps.TryGetValue((structure, type, @event), out var known)) return known;
        var made = MakeSteps(structure, type, @event);
        // What a sender calls its messages is not ours to bound, so that the cache is.
        if (_steps.Count < MostCached) _steps.TryAdd((structure, type, @event), made);
        return made;
    }

    private Dictionary<string, BoundStep[]> MakeSteps(string structure, string type, string @event)
    {
        var steps = new List<SegmentStep>();
        foreach (var key in new[] { structure, $"{type}^{@event}", type, MessageMap.AnyMessage })
        {
            if (!_messages.TryGetValue(key, out var message)) continue;
            var taken = steps.Select(step => step.Segment).ToHashSet(StringComparer.Ordinal);
            steps.AddRange(message.Steps.Where(step => !taken.Contains(step.Segment)));
        }
        return steps.Where(step => Map(step.Map) is { Resource.Length: > 0 })
            .GroupBy(step => step.Segment, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, BoundStep[] (group) => [.. group.Select(step => new BoundStep(step, Map(step.Map)!))], StringComparer.Ordinal);
    }

    // Every name has its slot before a message is converted, which makes room for as many.
    private void NameAll()
    {
        foreach (var map in _maps.Values) NameSlots.Of(map.Resource);
        foreach (var step in _messages.Values.SelectMany(message => message.Steps))
        {
            NameSlots.Of(step.As);
            foreach (var name in step.Closes) NameSlots.Of(name);
        }
    }

    private (Dictionary<string, BoundMap> Maps, Dictionary<string, BoundMap> Finishes) Bind()
    {
        var maps = Places(_maps);
        var finishes = Places(_finishes);
        var bound = new Binder(maps, _codes);
        foreach (var (name, map) in _maps) maps[name].Rules = bound.All(map.Rules);
        foreach (var (name, map) in _finishes) finishes[name].Rules = bound.All(map.Rules);
        return (maps, finishes);
    }

    private static Dictionary<string, BoundMap> Places(Dictionary<string, ElementMap> maps) =>
        maps.ToDictionary(map => map.Key, map => new BoundMap(map.Value.Name, map.Value.Resource, [.. map.Value.Identities]), StringComparer.Ordinal);

    private static Dictionary<string, HashSet<int>> FieldsOf(IEnumerable<string> ignored)
    {
        var fields = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var name in ignored)
        {
            if (name.Length < 5 || name[3] != '-' || !int.TryParse(name.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) continue;
            if (!fields.TryGetValue(name[..3], out var numbers)) fields[name[..3]] = numbers = [];
            numbers.Add(number);
        }
        return fields;
    }

    private MappingTables With(TableSet later, ImmutableArray<SenderProfile> senders) => new(
        Merged(_messages, later.Messages, (mine, other) => mine.With(other)),
        Merged(_maps, later.Maps, (mine, other) => mine.With(other)),
        Merged(_finishes, later.Finishes, (mine, other) => mine.With(other)),
        Merged(_codes, later.Codes, (mine, other) => mine.With(other)),
        _ignored.Concat(later.Ignored).ToHashSet(StringComparer.Ordinal),
        senders);

    private static Dictionary<string, T> Merged<T>(Dictionary<string, T> mine, Dictionary<string, T> later, Func<T, T, T> join)
    {
        var both = new Dictionary<string, T>(mine, StringComparer.Ordinal);
        foreach (var (name, other) in later) both[name] = mine.TryGetValue(name, out var known) ? join(known, other) : other;
        return both;
    }

    private List<Issue> MissingNames()
    {
        var missing = new List<Issue>();
        foreach (var (key, message) in _messages)
            missing.AddRange(message.Steps.Where(step => _maps.GetValueOrDefault(step.Map) is not { Resource.Length: > 0 }).Select(step => Missing($"message {key}", step.Map)));
        foreach (var rule in _maps.Values.Concat(_finishes.Values).SelectMany(map => AllOf(map.Rules)))
        {
            if (rule.Type.Length > 0 && !_maps.ContainsKey(rule.Type) && !Conversion.Primitives.Has(rule.Type) && !Conversion.MapFunctions.Has(rule.Type))
                missing.Add(Missing(rule.Place, rule.Type));
            if (rule.Codes.Length > 0 && CodeMap(rule.Codes) is null) missing.Add(Missing(rule.Place, rule.Codes));
        }
        return missing;
    }

    private static IEnumerable<Rule> AllOf(IEnumerable<Rule> rules) => rules.SelectMany(rule => AllOf(rule.Children).Prepend(rule));

    private static Issue Missing(string place, string name) => new(
        "FHIR-0501", Severity.Error, place, $"No map, code map, type or function is called {name}.");

    private static IEnumerable<MappingFile> OwnFiles()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.Contains(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new(name[(name.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..], reader.ReadToEnd());
        }
    }
}
