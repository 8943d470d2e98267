using Carelake.Lake.Sql;

namespace Carelake.Lake.Models;

/// <summary>A model with what its SQL says.</summary>
/// <param name="Model">The model.</param>
/// <param name="Inputs">The tables it reads, in order of name.</param>
/// <param name="Lineage">Where its columns come from.</param>
internal sealed record ModelNode(ModelSpec Model, IReadOnlyList<string> Inputs, QueryLineage Lineage);
