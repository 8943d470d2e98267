using System.Collections.Immutable;

namespace Carelake.Lake.Materialise;

/// <summary>A SELECT of those rows of a table whose values in some columns stand in a relation; NULL finds NULL.</summary>
/// <param name="relation">A temporary table of the connection that has the columns; small.</param>
/// <param name="columns">Of the same names in both.</param>
public delegate string MatchingRows(string relation, IReadOnlyList<string> columns);

/// <summary>
/// A gold table each row of which is made of the driver's rows that have its keys, and what changed since it was last computed.
/// </summary>
/// <param name="DriverRows">The driver's rows as they are now.</param>
/// <param name="ChangedDriverSql">A SELECT of the driver's rows that were added or removed since; the key columns are enough.</param>
/// <param name="ModelSqlOver">The model's SELECT, reading the given relation in place of the driver.</param>
public sealed record IncrementalModel(MatchingRows DriverRows, string ChangedDriverSql, Func<string, string> ModelSqlOver)
{
    /// <summary>Changed rows of other inputs.</summary>
    public ImmutableArray<InputReaction> Reactions { get; init; } = [];
}

/// <summary>Changed rows of an input, and how they find the driver's rows that they touch.</summary>
/// <param name="ChangedSql">A SELECT of the input's rows that were added or removed since.</param>
/// <param name="Columns">Columns of the same name in the input and in the driver; NULL finds NULL.</param>
public sealed record InputReaction(string ChangedSql, ImmutableArray<string> Columns);
