using System.Collections.Frozen;

namespace Carelake.Access.Cedar;

/// <summary>What a schema says about the entities of a type.</summary>
/// <param name="Name">The type with its namespaces.</param>
/// <param name="Ancestors">Types whose entities may be above one of this type, at any distance.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Tags">Type of its tags; <see langword="null"/> when it has none.</param>
/// <param name="Ids">The only ids there are; <see langword="null"/> when any may be.</param>
internal sealed record EntityTypeSchema(string Name, FrozenSet<string> Ancestors, RecordType Attributes, CedarType? Tags, FrozenSet<string>? Ids);
