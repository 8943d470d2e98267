using System.Text;
using Carelake.Fhir.FromHl7v2.Building;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>A resource while it is made.</summary>
internal sealed class ResourceEntry
{
    public ResourceEntry(string type, string id)
    {
        (Type, Id, Reference) = (type, id, $"{type}/{id}");
        Node = new() { ["resourceType"] = type, ["id"] = id };
    }

    public string Type { get; }

    public string Id { get; }

    public FhirObject Node { get; }

    /// <summary>Names of the segments that have added to it.</summary>
    public List<string> Segments { get; } = [];

    /// <summary>How many maps were applied: after the second, what both say stands there twice.</summary>
    public int Runs { get; set; }

    /// <summary>The text of a document, while it is gathered.</summary>
    public StringBuilder? Document { get; set; }

    public string Reference { get; }
}
