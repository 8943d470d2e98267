using System.Collections.Immutable;

namespace Carelake.Fhir.Flatten;

/// <summary>One table of the common data model, and the resource type that holds its rows.</summary>
/// <param name="Name">Table without its schema, such as <c>patient</c>.</param>
/// <param name="Resource">Resource type.</param>
/// <param name="Filters">Values that a resource must have to be a row.</param>
/// <param name="Fixed">Values that a resource built from a row gets beside its columns.</param>
/// <param name="Columns">In the order of the definition.</param>
public sealed record FlatTable(
    string Name, string Resource, ImmutableArray<FlatColumn> Filters, ImmutableArray<FlatColumn> Fixed, ImmutableArray<FlatColumn> Columns)
{
    /// <summary>Columns of the model that no resource of this type has a place for, with the reason.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Absent { get; init; } = [];
}
