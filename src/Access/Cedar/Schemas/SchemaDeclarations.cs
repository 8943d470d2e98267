using System.Collections.Immutable;

namespace Carelake.Access.Cedar;

/// <summary>What a schema declares, its names not yet looked up; both of its syntaxes give this.</summary>
internal sealed record SchemaDeclarations(
    ImmutableArray<EntityDeclaration> Entities, ImmutableArray<ActionDeclaration> Actions, ImmutableArray<CommonTypeDeclaration> CommonTypes);

/// <summary>An entity type.</summary>
/// <param name="Namespace">Empty for the outermost.</param>
/// <param name="Name">Within the namespace.</param>
/// <param name="MemberOf">Names of the types above it.</param>
/// <param name="Shape">Its attributes; <see langword="null"/> when it has none.</param>
/// <param name="Tags">Type of its tags; <see langword="null"/> when it has none.</param>
/// <param name="Ids">Its ids when only these may be.</param>
internal sealed record EntityDeclaration(
    string Namespace, string Name, ImmutableArray<string> MemberOf, TypeDeclaration? Shape, TypeDeclaration? Tags, ImmutableArray<string>? Ids);

/// <summary>An action.</summary>
/// <param name="Namespace">Empty for the outermost.</param>
/// <param name="Name">Its id.</param>
/// <param name="MemberOf">Actions above it: type, when said, and id.</param>
/// <param name="Principals">Names of types.</param>
/// <param name="Resources">Names of types.</param>
/// <param name="Context">A record or the name of one; <see langword="null"/> when it has none.</param>
internal sealed record ActionDeclaration(
    string Namespace, string Name, ImmutableArray<(string? Type, string Id)> MemberOf, ImmutableArray<string> Principals,
    ImmutableArray<string> Resources, TypeDeclaration? Context);

/// <summary>A name for a type.</summary>
internal sealed record CommonTypeDeclaration(string Namespace, string Name, TypeDeclaration Type);

/// <summary>A type as declared.</summary>
internal abstract record TypeDeclaration;

/// <summary>A type that needs no look-up.</summary>
internal sealed record KnownTypeDeclaration(CedarType Type) : TypeDeclaration;

/// <summary>A name to look up: a common type, an entity type or one that is built in.</summary>
/// <param name="Name">With or without namespaces.</param>
/// <param name="IsEntity">Only an entity type is meant.</param>
internal sealed record NamedTypeDeclaration(string Name, bool IsEntity = false) : TypeDeclaration;

/// <summary>A set.</summary>
internal sealed record SetTypeDeclaration(TypeDeclaration Element) : TypeDeclaration;

/// <summary>A record.</summary>
internal sealed record RecordTypeDeclaration(ImmutableArray<(string Name, TypeDeclaration Type, bool IsRequired)> Attributes) : TypeDeclaration;
