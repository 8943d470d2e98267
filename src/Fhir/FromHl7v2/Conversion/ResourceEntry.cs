using System.Text;
using Carelake.Fhir.FromHl7v2.Building;

namespace Carelake.Fhir.FromHl7v2.Conversion;

/// <summary>A resource while it is made.</summary>
internal sealed class ResourceEntry
{
    private const int Usual = 10;

    public ResourceEntry(string type, ResourceId id)
    {
        (Type, Id) = (type, id);
        Node = new(Usual) { ["resourceType"] = type, ["id"] = id.Id };
    }

    public string Type { get; }

    public ResourceId Id { get; }

    public FhirObject Node { get; }

    /// <summary>Names of the segments that have added to it.</summary>
    public List<string> Segments { get; } = new(1);

    /// <summary>How many maps were applied: after the second, what both say stands there twice.</summary>
    public int Runs { get; set; }

    /// <summary>The text of a document, while it is gathered.</summary>
    public StringBuilder? Document { get; set; }

    public string Reference => Id.Reference;
}
