using System.Collections.Immutable;
using System.Text.Json;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Profiles;

/// <summary>What a profile says of one element or slice, beside what its base says (FHIR R4, ElementDefinition in a differential).</summary>
internal sealed class ProfileNode(string name)
{
    /// <summary>Name of the element, <c>value</c> for <c>value[x]</c>, <c>valueQuantity</c> for a choice narrowed by its name; or of the slice.</summary>
    public string Name { get; } = name;

    public int Min { get; set; }

    public int Max { get; set; } = int.MaxValue;

    public ImmutableArray<ProfileType> Types { get; set; } = [];

    /// <summary>The value that it has exactly; undefined when free.</summary>
    public JsonElement Fixed { get; set; }

    /// <summary>What its value has at least; undefined when free.</summary>
    public JsonElement Pattern { get; set; }

    public FhirBinding? Binding { get; set; }

    public ImmutableArray<FhirConstraint> Constraints { get; set; } = [];

    public Slicing? Slicing { get; set; }

    public List<ProfileNode> Children { get; } = [];

    public List<ProfileNode> Slices { get; } = [];

    public ProfileNode Child(string childName) => Find(Children, childName) ?? Add(Children, childName);

    public ProfileNode Slice(string sliceName) => Find(Slices, sliceName) ?? Add(Slices, sliceName);

    public ProfileNode? FindChild(string childName) => Find(Children, childName);

    public ProfileNode? FindSlice(string sliceName) => Find(Slices, sliceName);

    private static ProfileNode? Find(List<ProfileNode> nodes, string name) => nodes.Find(node => node.Name == name);

    private static ProfileNode Add(List<ProfileNode> nodes, string name)
    {
        var node = new ProfileNode(name);
        nodes.Add(node);
        return node;
    }
}

/// <summary>A type that an element may have.</summary>
/// <param name="Code">Name of the type.</param>
/// <param name="Profiles">Profiles, of which it satisfies one; empty when free.</param>
/// <param name="Targets">Profiles of what a reference points to; empty when free.</param>
internal sealed record ProfileType(string Code, ImmutableArray<string> Profiles, ImmutableArray<string> Targets);

/// <summary>How the repetitions of an element are told apart.</summary>
/// <param name="Discriminators">What is compared: kind (<c>value</c>, <c>pattern</c>, <c>type</c>, <c>exists</c>, <c>profile</c>) and path.</param>
/// <param name="IsClosed">Nothing is allowed that is in no slice.</param>
internal sealed record Slicing(ImmutableArray<(string Kind, string Path)> Discriminators, bool IsClosed);
