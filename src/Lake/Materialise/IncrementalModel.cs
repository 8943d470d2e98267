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
/// <param name="ChangedDriverSql">
/// A SELECT of the driver's rows that were added or removed since; the key columns are enough, unless <see cref="HasWholeRows"/>.
/// </param>
/// <param name="ModelSqlOver">The model's SELECT, reading the given relation in place of the driver.</param>
public sealed record IncrementalModel(MatchingRows DriverRows, string ChangedDriverSql, Func<string, string> ModelSqlOver)
{
    /// <summary>
    /// The column of <see cref="ChangedDriverSql"/> that says how many more of such a row came than went, where <see cref="HasWholeRows"/> or
    /// <see cref="Sums"/>.
    /// </summary>
    public const string Net = "_net";

    /// <summary>
    /// The driver has one row a key, and <see cref="ChangedDriverSql"/> gives what the model reads of it: what came is then all there is of its
    /// keys, and nothing has to be looked up.
    /// </summary>
    public bool HasWholeRows { get; init; }

    /// <summary>
    /// Called with a relation of driver's rows before the model is computed over it or parts of it: lets the model see those rows of the other
    /// inputs that meet them.
    /// </summary>
    public Action<string> BindInputs { get; init; } = _ => { };

    /// <summary>
    /// As the table's rows that a change looks up, but with the columns asked for and the place alone; null where that costs no less.
    /// </summary>
    public MatchingRows? Places { get; init; }

    /// <summary>The columns by which the driver's rows find the table's; those of its keys that the driver has.</summary>
    public required ImmutableArray<string> Keys { get; init; }

    /// <summary>The table holds sums over the driver's rows; null when it does not. Needs <see cref="Net"/> in the changes, and no reactions.</summary>
    public SumColumns? Sums { get; init; }

    /// <summary>Changed rows of other inputs.</summary>
    public ImmutableArray<InputReaction> Reactions { get; init; } = [];
}

/// <summary>Changed rows of an input, and how they find the driver's rows that they touch.</summary>
/// <param name="ChangedSql">A SELECT of the input's rows that were added or removed since.</param>
/// <param name="Columns">Columns of the same name in the input and in the driver; NULL finds NULL.</param>
public sealed record InputReaction(string ChangedSql, ImmutableArray<string> Columns);
