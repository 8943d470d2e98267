using System.ComponentModel;

namespace Carelake.Lake.Models;

/// <summary>How a change of the inputs finds the rows of a gold table that must be computed again.</summary>
[Description("How a change of the inputs finds the rows that must be computed again.")]
public sealed record IncrementalSpec
{
    /// <summary>The input that rows come from: each is made of the driver's rows that have its keys, be it one or a group.</summary>
    [Description("The input table that rows come from: each is made of the driver's rows that have its keys, be it one or a group.")]
    public required string Driver { get; init; }

    /// <summary>
    /// Other inputs whose changes touch rows, and the columns (of the same name in the driver) by which the model joins them. A change counts
    /// only in columns and rows that the SQL reads.
    /// </summary>
    [Description("Other inputs whose changes touch rows, with the columns, named the same in the driver, by which the model joins them.")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ReactsTo { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>
    /// The rows are sums over the driver's rows, kept up by what comes and goes; <see langword="null"/> when they are not. Every column that
    /// is no key and not named here is added up, so it must be a whole number or a decimal.
    /// </summary>
    [Description("The rows are sums over the driver's rows, kept up by what comes and goes. Columns that are no keys and not named here are added up.")]
    public SumSpec? Sums { get; init; }
}

/// <summary>How the columns of a table of sums come from the driver's rows.</summary>
[Description("How the columns of a table of sums come from the driver's rows.")]
public sealed record SumSpec
{
    /// <summary>The column that counts the driver's rows: where it comes to zero, no row is left.</summary>
    [Description("The column that counts the driver's rows: where it comes to zero, no row is left.")]
    public required string Rows { get; init; }

    /// <summary>Columns that hold the least value of the rows.</summary>
    [Description("Columns that hold the least value of the rows.")]
    public IReadOnlyList<string> Least { get; init; } = [];

    /// <summary>Columns that hold the greatest value of the rows.</summary>
    [Description("Columns that hold the greatest value of the rows.")]
    public IReadOnlyList<string> Greatest { get; init; } = [];

    /// <summary>Columns in which all rows of a key agree.</summary>
    [Description("Columns in which all rows of a key agree.")]
    public IReadOnlyList<string> Same { get; init; } = [];
}

/// <summary>How a figure opens down to the rows under it.</summary>
[Description("How a figure opens down to the rows under it.")]
public sealed record WhySpec
{
    /// <summary>The table that holds the rows.</summary>
    [Description("The table that holds the rows.")]
    public required string Table { get; init; }

    /// <summary>Column here to column there; rows with equal values are those under the figure; NULL here means all rows there, as in a roll-up.</summary>
    [Description("Column here: column there. Rows with equal values are those under the figure; NULL here means all rows there, as in a roll-up.")]
    public IReadOnlyDictionary<string, string> On { get; init; } = new Dictionary<string, string>();

    /// <summary>A further condition on the rows, in Spark SQL.</summary>
    [Description("A further condition on the rows, in Spark SQL.")]
    public string? Where { get; init; }
}

/// <summary>The definition of a figure: the only one in the product.</summary>
[Description("The definition of a figure: the only one there is.")]
public sealed record KpiSpec
{
    /// <summary>How it is computed, for people.</summary>
    [Description("How it is computed, for people: open AR / average daily charge.")]
    public required string Formula { get; init; }

    /// <summary>Its unit.</summary>
    [Description("Its unit: USD, days, rate 0 to 1, claims.")]
    public required string Unit { get; init; }

    /// <summary>The moment it holds for.</summary>
    [Description("The moment it holds for, such as: the reporting date.")]
    public required string AsOf { get; init; }

    /// <summary>The column that holds it; <see langword="null"/> when the table holds several.</summary>
    [Description("The column that holds it; left out when the table holds several.")]
    public string? Column { get; init; }

    /// <summary>Whether a larger value is better; <see langword="null"/> when neither is.</summary>
    [Description("Whether a larger value is better; left out when neither is.")]
    public bool? HigherIsBetter { get; init; }
}
