using System.Collections.Immutable;

namespace Carelake.Lake.Materialise;

/// <summary>The columns of a table that its model declares; the columns that the lake adds come after them.</summary>
/// <param name="Name">Full name of the table, such as <c>silver.patient</c>; for messages.</param>
/// <param name="Columns">Every declared column in the table's order, keys included.</param>
/// <param name="Keys">The columns that name a row, or the thing with a history. NULL is a value like any other and equals itself.</param>
public sealed record TableShape(string Name, ImmutableArray<string> Columns, ImmutableArray<string> Keys)
{
    /// <summary>The columns that are not keys, in the table's order.</summary>
    public ImmutableArray<string> Attributes { get; } = [.. Columns.Except(Keys, StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// Attributes that say something about a row and nothing of its content, such as the warnings it gave rise to: a difference in them
    /// alone is no change.
    /// </summary>
    public ImmutableArray<string> Annotations { get; init; } = [];

    /// <summary>The table's change hashes are those of <c>Sql.OldChangeHash</c>.</summary>
    public bool HasOldHashes { get; init; }
}
