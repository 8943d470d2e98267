using System.Text;
using System.Text.Json;
using System.Runtime.InteropServices;

namespace Carelake.Fhir.Elements;

public readonly partial struct FhirElement
{
    /// <summary>
    /// Where it stands, in FHIRPath: <c>Patient.name[0].given[1]</c>, <c>Bundle.entry[0].resource.value.ofType(Quantity)</c>. Found from the top
    /// of the document each time: for messages, not for loops.
    /// </summary>
    public string Path
    {
        get
        {
            var text = new StringBuilder();
            foreach (var element in Lineage())
            {
                if (text.Length == 0 && Document.RootPath is { } root)
                {
                    text.Append(root);
                    continue;
                }
                if (text.Length > 0) text.Append('.');
                text.Append(element.Name);
                if (element.Definition is { IsRepeating: true } || (element.Definition is null && element.Index >= 0))
                    text.Append('[').Append(Math.Max(0, element.Index)).Append(']');
                if (element.Definition is { IsChoice: true }) text.Append(".ofType(").Append(element.Type?.Name).Append(')');
            }
            return text.ToString();
        }
    }

    /// <summary>What holds it; none for the root. Found from the top of the document each time.</summary>
    public FhirElement Parent => Lineage() is { Count: > 1 } lineage ? lineage[^2] : default;

    /// <summary>The nearest resource that holds it, itself when it is one (FHIRPath <c>%resource</c>); none in a part that was read alone.</summary>
    public FhirElement Resource => IsResource ? this : Lineage().LastOrDefault(element => element.IsResource);

    /// <summary>
    /// The resource that others are contained in (FHIRPath <c>%rootResource</c>): <see cref="Resource"/>, or of a contained resource the one it
    /// is contained in. A resource of a bundle is its own.
    /// </summary>
    public FhirElement RootResource
    {
        get
        {
            var resources = Lineage().Where(element => element.IsResource).ToList();
            var at = resources.Count - 1;
            while (at > 0 && resources[at].Name == "contained") at--;
            return at < 0 ? default : resources[at];
        }
    }

    /// <summary>The elements from the root of the document down to this one.</summary>
    public IReadOnlyList<FhirElement> Lineage()
    {
        var lineage = new List<FhirElement> { Document.Root };
        var offset = Document.OffsetOf(this);
        var children = new List<FhirElement>();
        while (Document.OffsetOf(lineage[^1]) != offset)
        {
            children.Clear();
            lineage[^1].AddChildren(children);
            var holder = children.FindIndex(child => child.Covers(offset));
            if (holder < 0) break;
            lineage.Add(children[holder]);
        }
        return lineage;
    }

    /// <summary>The same element seen from the whole that its document was read out of.</summary>
    internal FhirElement InWhole => Document.Outer is { } outer ? new(outer, Json, Companion, Definition, Type, _unknownName, Index) : this;

    private bool Covers(int offset) => Covers(Json, offset) || Covers(Companion, offset);

    private bool Covers(JsonElement json, int offset)
    {
        if (json.ValueKind == JsonValueKind.Undefined) return false;
        var start = Document.OffsetOf(json);
        return start <= offset && offset < start + JsonMarshal.GetRawUtf8Value(json).Length;
    }
}
