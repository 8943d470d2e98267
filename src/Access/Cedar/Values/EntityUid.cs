namespace Carelake.Access.Cedar;

/// <summary>The name of an entity: its type with namespaces, and its id within the type, as in <c>Carelake::User::"u17"</c>.</summary>
public sealed class EntityUid : IEquatable<EntityUid>
{
    private readonly int _hash;

    /// <summary>Makes the name.</summary>
    /// <param name="type">The type with its namespaces, joined by <c>::</c>.</param>
    /// <param name="id">Any text, the empty one too.</param>
    public EntityUid(string type, string id)
    {
        Type = type;
        Id = id;
        _hash = HashCode.Combine(type, id);
    }

    /// <summary>The type with its namespaces.</summary>
    public string Type { get; }

    /// <summary>The id within the type.</summary>
    public string Id { get; }

    /// <summary>The type is the one that actions have: <c>Action</c>, in any namespace.</summary>
    public bool IsAction => IsActionType(Type);

    /// <summary>Whether a type is the one that actions have.</summary>
    public static bool IsActionType(string type) =>
        type.EndsWith("Action", StringComparison.Ordinal) && (type.Length == 6 || type.AsSpan(0, type.Length - 6).EndsWith("::"));

    /// <inheritdoc/>
    public bool Equals(EntityUid? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Id == other.Id && Type == other.Type);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EntityUid);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>As policies write it.</summary>
    public override string ToString() => $"{Type}::{CedarText.Quote(Id)}";
}
