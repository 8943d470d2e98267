using System.Collections.Immutable;

namespace Carelake.Hl7v2;

/// <summary>A node of a structure with its way up, and which segments can begin it or stand in it.</summary>
internal sealed class Place
{
    private readonly HashSet<string> _firsts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _all = new(StringComparer.Ordinal);

    private Place(string name, bool isRequired, bool repeats, Place? parent, int number, ImmutableArray<StructureNode> children)
    {
        (Name, IsRequired, Repeats, Parent, Number) = (name, isRequired, repeats, parent, number);
        Children = [.. children.Select((child, index) => new Place(child.Name, child.IsRequired, child.Repeats, this, index, child.Children))];
        IsGroup = Children.Length > 0;
        if (!IsGroup)
        {
            _firsts.Add(name);
            _all.Add(name);
        }
        foreach (var child in Children)
        {
            _all.UnionWith(child._all);
            if (Children.Take(child.Number).All(before => !before.IsRequired)) _firsts.UnionWith(child._firsts);
        }
    }

    public string Name { get; }

    public bool IsRequired { get; }

    public bool Repeats { get; }

    public Place? Parent { get; }

    /// <summary>Among its parent's children, from 0.</summary>
    public int Number { get; }

    public ImmutableArray<Place> Children { get; }

    public bool IsGroup { get; }

    public static Place Root(string name, ImmutableArray<StructureNode> nodes) => new(name, isRequired: true, repeats: false, parent: null, 0, nodes);

    /// <summary>The segment can be the first of it.</summary>
    public bool CanBeginWith(string id) => _firsts.Contains(id);

    /// <summary>The segment has a place in it.</summary>
    public bool Holds(string id) => _all.Contains(id);
}
