namespace Carelake.Lake.Sql;

/// <summary>How a column of an input bears on a column of an output, in OpenLineage's terms.</summary>
public enum LineageKind
{
    /// <summary>Direct: the value as it is.</summary>
    Identity,

    /// <summary>Direct: the value computed from.</summary>
    Transformation,

    /// <summary>Direct: aggregated with those of other rows.</summary>
    Aggregation,

    /// <summary>Indirect: decides which rows meet.</summary>
    Join,

    /// <summary>Indirect: decides which rows count.</summary>
    Filter,

    /// <summary>Indirect: decides which rows are one group.</summary>
    GroupBy,

    /// <summary>Indirect: decides the order.</summary>
    Sort,

    /// <summary>Indirect: decides the rows or the order of a window.</summary>
    Window,

    /// <summary>Indirect: decides which of several values is taken.</summary>
    Conditional,
}

/// <summary>A column of an input, and how it bears on an output.</summary>
/// <param name="Table">The input: <c>silver.patient</c>.</param>
/// <param name="Column">Its column, as the input's definition spells it where that is known.</param>
/// <param name="Kind">How it bears on the output.</param>
public readonly record struct ColumnDependency(string Table, string Column, LineageKind Kind)
{
    /// <summary>The value itself flows into the output.</summary>
    public bool IsDirect => Kind <= LineageKind.Aggregation;
}

/// <summary>One column that a SELECT puts out.</summary>
/// <param name="Name">Its name; empty for an expression without one.</param>
/// <param name="Dependencies">The columns it comes from, each kind once.</param>
public sealed record OutputColumn(string Name, IReadOnlySet<ColumnDependency> Dependencies);

/// <summary>What a SELECT reads and puts out.</summary>
/// <param name="Tables">Every table it reads, with its layer, in order of name.</param>
/// <param name="Columns">The output columns in order; a star over an unknown input gives one named <c>*</c>.</param>
/// <param name="Indirect">Columns that bear on every output column: joins, filters, groups.</param>
public sealed record QueryLineage(
    IReadOnlyList<string> Tables, IReadOnlyList<OutputColumn> Columns, IReadOnlySet<ColumnDependency> Indirect)
{
    /// <summary>Tables, with their layer, of which only current rows bear on the answer.</summary>
    public IReadOnlySet<string> CurrentOnly { get; init; } = new HashSet<string>();

    /// <summary>The columns of an input that bear on the answer, in order of name; <see langword="null"/> when they are not known.</summary>
    public IReadOnlyList<string>? ColumnsRead(string table)
    {
        var read = Columns.SelectMany(column => column.Dependencies).Concat(Indirect).Where(dependency => dependency.Table == table)
            .Select(dependency => dependency.Column).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        return read.Contains("*") ? null : read;
    }
}
