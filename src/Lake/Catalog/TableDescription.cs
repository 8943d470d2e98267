using Carelake.Core;
using Carelake.Lake.Models;
using Carelake.Lake.Sql;

namespace Carelake.Lake.Catalog;

/// <summary>A table of the lake in one line.</summary>
/// <param name="Table">Name with its layer.</param>
/// <param name="Description">What it is for; <see langword="null"/> when nobody said.</param>
/// <param name="Grain">What one row is; <see langword="null"/> for tables without a model.</param>
/// <param name="Owner">Who answers questions; <see langword="null"/> when nobody said.</param>
/// <param name="Materialisation">How it is kept; <see langword="null"/> for tables without a model.</param>
/// <param name="Version">Version of the table; <see langword="null"/> while it does not exist.</param>
/// <param name="ChangedAt">When that version was written; <see langword="null"/> while it does not exist.</param>
/// <param name="RowCount">Rows; <see langword="null"/> when it does not exist or its log does not say.</param>
/// <param name="SizeBytes">Size of its data files; <see langword="null"/> while it does not exist.</param>
public sealed record TableSummary(
    string Table,
    string? Description,
    string? Grain,
    string? Owner,
    Materialisation? Materialisation,
    long? Version,
    DateTimeOffset? ChangedAt,
    long? RowCount,
    long? SizeBytes);

/// <summary>A table with its columns, rules and neighbours.</summary>
/// <param name="Summary">The line of the table.</param>
/// <param name="Keys">Columns that name a row; none when nobody said.</param>
/// <param name="Columns">The columns in order.</param>
/// <param name="Rules">What rows must fulfil.</param>
/// <param name="Inputs">Tables it is made from.</param>
/// <param name="Readers">Tables made from it.</param>
/// <param name="Kpi">The definition of the figure it holds, if it holds one.</param>
public sealed record TableDescription(
    TableSummary Summary,
    IReadOnlyList<string> Keys,
    IReadOnlyList<ColumnDescription> Columns,
    IReadOnlyList<RuleSpec> Rules,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Readers,
    KpiSpec? Kpi);

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in Spark's words; empty for a column that no file has yet and no model declares.</param>
/// <param name="Unit">Unit of its values; <see langword="null"/> when there is none.</param>
/// <param name="Sensitivity">How closely it is guarded; the strictest for a column that no model declares.</param>
/// <param name="Description">What a value means; <see langword="null"/> when nobody said.</param>
/// <param name="Sources">The columns its values come from.</param>
public sealed record ColumnDescription(
    string Name,
    string Type,
    string? Unit,
    SensitivityClass Sensitivity,
    string? Description,
    IReadOnlyList<ColumnDependency> Sources);

/// <summary>One version of a table.</summary>
/// <param name="Version">Its number.</param>
/// <param name="At">When it was written, by its writer's clock.</param>
/// <param name="Operation">What was done, such as <c>WRITE</c> or <c>MERGE</c>; <see langword="null"/> when the writer did not say.</param>
/// <param name="Metrics">What the writer counted, by name.</param>
/// <param name="FilesAdded">Data files added.</param>
/// <param name="FilesRemoved">Data files taken out.</param>
public sealed record TableVersion(
    long Version,
    DateTimeOffset At,
    string? Operation,
    IReadOnlyDictionary<string, string> Metrics,
    int FilesAdded,
    int FilesRemoved);
