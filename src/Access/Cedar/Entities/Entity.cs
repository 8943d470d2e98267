using System.Collections.Immutable;

namespace Carelake.Access.Cedar;

/// <summary>Someone or something that policies speak of: its attributes, its tags, and what it belongs to.</summary>
public sealed class Entity
{
    /// <summary>Makes an entity.</summary>
    /// <param name="uid">Its name.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="parents">What it directly belongs to; need not exist in a store.</param>
    /// <param name="tags">Its tags; none when left out.</param>
    public Entity(EntityUid uid, CedarRecord attributes, ImmutableArray<EntityUid> parents, CedarRecord? tags = null)
    {
        Uid = uid;
        Attributes = attributes;
        Parents = parents;
        Tags = tags ?? CedarRecord.Empty;
        Ancestors = [.. parents];
    }

    /// <summary>Its name.</summary>
    public EntityUid Uid { get; }

    /// <summary>Its attributes.</summary>
    public CedarRecord Attributes { get; }

    /// <summary>Its tags.</summary>
    public CedarRecord Tags { get; }

    /// <summary>What it directly belongs to.</summary>
    public ImmutableArray<EntityUid> Parents { get; }

    /// <summary>What it belongs to at any distance, itself left out. A store completes it.</summary>
    internal EntityUid[] Ancestors { get; set; }

    internal bool IsBelow(EntityUid other)
    {
        foreach (var ancestor in Ancestors)
            if (ancestor.Equals(other)) return true;
        return false;
    }
}
