using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Carelake.Fhir.Model;

namespace Carelake.Fhir.FromCcda;

/// <summary>Collects resources while a document is read: gives each its id, once, and keeps count of which statements were read.</summary>
internal sealed class CcdaWriter(string documentId)
{
    private readonly Dictionary<string, JsonObject> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Id, string Content), string> _known = [];
    private readonly Dictionary<string, int> _copies = new(StringComparer.Ordinal);
    private readonly Dictionary<XElement, int> _places = [];
    private readonly List<JsonObject> _resources = [];
    private readonly HashSet<XElement> _read = [];
    private readonly List<CcdaCoverage> _coverage = [];

    /// <summary>The patient that the document is about, as a reference.</summary>
    public string Patient { get; set; } = "";

    /// <summary>What was made of each entry so far.</summary>
    public ImmutableArray<CcdaCoverage> Coverage => [.. _coverage];

    /// <summary>Resources made so far.</summary>
    public int Count => _resources.Count;

    /// <summary>
    /// Adds a resource under an id made from its first identifier, or from its place in the document when it has none. The same content again is the
    /// same resource; other content under an identifier that is taken gets an id of its own (samples copy identifiers).
    /// </summary>
    /// <returns>A reference to it: <c>urn:uuid:</c> and the id.</returns>
    public string Add(JsonObject resource, XElement source)
    {
        var type = (string)resource["resourceType"]!;
        var content = resource.ToJsonString();
        var own = IdOf(type, source);
        if (_known.TryGetValue((own, content), out var same)) return same;
        var copy = _copies[own] = _copies.GetValueOrDefault(own) + 1;
        var id = copy == 1 ? own : Uuid(own, copy.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _known.Add((own, content), "urn:uuid:" + id);
        var complete = new JsonObject { ["resourceType"] = type, ["id"] = id };
        foreach (var (name, value) in resource.Where(member => member.Key != "resourceType")) complete[name] = value?.DeepClone();
        _byId[id] = complete;
        _resources.Add(complete);
        return "urn:uuid:" + id;
    }

    /// <summary>Sets a member of a resource that was added before.</summary>
    public void Extend(string reference, string name, JsonNode value) => _byId[reference["urn:uuid:".Length..]].Put(name, value);

    /// <summary>A reference to a resource.</summary>
    public static JsonObject Reference(string reference) => new() { ["reference"] = reference };

    /// <summary>A reference to the patient.</summary>
    public JsonObject Subject() => Reference(Patient);

    /// <summary>Marks a statement as read: what it says is in a resource.</summary>
    public void MarkRead(XElement statement) => _read.Add(statement);

    /// <summary>The statement was read.</summary>
    public bool IsRead(XElement statement) => _read.Contains(statement);

    /// <summary>Lists what became of a statement.</summary>
    public void Cover(string section, XElement statement, int before, string remark)
    {
        var types = _resources.Skip(before).Select(resource => (string)resource["resourceType"]!);
        _coverage.Add(new CcdaCoverage(section, Describe(statement), [.. types], remark));
    }

    /// <summary>The transaction.</summary>
    public JsonObject Bundle()
    {
        var entries = new JsonArray();
        foreach (var resource in _resources)
        {
            var (type, id) = ((string)resource["resourceType"]!, (string)resource["id"]!);
            entries.Add(new JsonObject
            {
                ["fullUrl"] = "urn:uuid:" + id,
                ["resource"] = resource.DeepClone(),
                ["request"] = new JsonObject { ["method"] = "PUT", ["url"] = $"{type}/{id}" },
            });
        }
        return new JsonObject { ["resourceType"] = "Bundle", ["type"] = "transaction", ["entry"] = entries };
    }

    private static string Describe(XElement statement)
    {
        var template = statement.All("templateId").Select(id => id.Value("root")).FirstOrDefault(root => root is not null);
        return template is null ? statement.Name.LocalName : $"{statement.Name.LocalName} {template}";
    }

    private string IdOf(string type, XElement source)
    {
        var own = source.All("id").FirstOrDefault(id => id.Value("root") is not null && (id.Value("nullFlavor") is null || id.Value("extension") is not null));
        if (own is null) return Uuid(type, documentId, Place(source));
        return Uuid(type, own.Value("root")!, own.Value("extension") ?? "");
    }

    // The parts are told apart by a character that no identifier holds.
    private static string Uuid(params IEnumerable<string> parts) => NameUuid.Of(NameUuid.Ccda, string.Join('\u001F', parts));

    // The element's place in the document, by position at each level.
    private string Place(XElement element) =>
        string.Join('/', element.AncestorsAndSelf().Reverse().Select(step => $"{step.Name.LocalName}{Position(step)}"));

    // All children of a parent are counted at once: a section can have any number of entries.
    private int Position(XElement element)
    {
        if (element.Parent is not { } parent) return 0;
        if (_places.TryGetValue(element, out var known)) return known;
        var position = 0;
        foreach (var child in parent.Elements()) _places[child] = position++;
        return _places[element];
    }
}
