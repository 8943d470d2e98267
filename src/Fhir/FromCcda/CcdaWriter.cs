using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Carelake.Fhir.Model;

namespace Carelake.Fhir.FromCcda;

/// <summary>Collects resources while a document is read: gives each its id, once, and keeps count of which statements were read.</summary>
internal sealed class CcdaWriter(string documentId)
{
    private readonly Dictionary<string, JsonObject> _byId = new(StringComparer.Ordinal);
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
        var id = IdOf(type, source);
        for (var copy = 2; _byId.TryGetValue(id, out var other); copy++)
        {
            if (WithoutId(other) == content) return "urn:uuid:" + id;
            id = Uuid(IdOf(type, source), copy.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
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
    private static string Place(XElement element) =>
        string.Join('/', element.AncestorsAndSelf().Reverse().Select(step => $"{step.Name.LocalName}{step.ElementsBeforeSelf().Count()}"));

    private static string WithoutId(JsonObject resource)
    {
        var copy = (JsonObject)resource.DeepClone();
        copy.Remove("id");
        return copy.ToJsonString();
    }
}
