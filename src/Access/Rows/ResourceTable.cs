using System.Collections.Immutable;
using Carelake.Access.Cedar;

namespace Carelake.Access.Rows;

/// <summary>How the rows of a table are resources of policies.</summary>
/// <param name="ResourceType">The entity type of a row.</param>
/// <param name="IdColumn">Column with the id of the row's resource.</param>
/// <param name="Attributes">Where each attribute is found, by its name; an empty cell is an absent attribute.</param>
/// <param name="Parents">Columns that name what the resource belongs to.</param>
public sealed record ResourceTable(
    string ResourceType, string IdColumn, ImmutableSortedDictionary<string, ResourceColumn> Attributes, ImmutableArray<ResourceColumn> Parents);

/// <summary>A column that holds an attribute or a parent.</summary>
/// <param name="Column">Its name in the table.</param>
/// <param name="Kind">What its cells are: a boolean, a 64-bit number, a text, a decimal of four places, a moment in UTC, or the id of an entity.</param>
/// <param name="EntityType">The type of the entity whose id it holds; <see langword="null"/> for other kinds.</param>
/// <param name="IsSet">Its cells are lists.</param>
public sealed record ResourceColumn(string Column, CedarValueKind Kind, string? EntityType = null, bool IsSet = false);
