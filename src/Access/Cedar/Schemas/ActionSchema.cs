using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Carelake.Access.Cedar;

/// <summary>What a schema says about an action.</summary>
/// <param name="Uid">The action.</param>
/// <param name="Parents">Actions directly above it.</param>
/// <param name="Ancestors">Actions above it, at any distance.</param>
/// <param name="Principals">Types that may take it, in the order of the schema.</param>
/// <param name="Resources">Types it may be taken on, in the order of the schema.</param>
/// <param name="Context">What each request for it says besides.</param>
internal sealed record ActionSchema(
    EntityUid Uid, ImmutableArray<EntityUid> Parents, FrozenSet<EntityUid> Ancestors, ImmutableArray<string> Principals, ImmutableArray<string> Resources,
    RecordType Context);
