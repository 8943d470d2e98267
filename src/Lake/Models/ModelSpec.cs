using System.ComponentModel;
using System.Text.Json.Serialization;
using Carelake.Core;

namespace Carelake.Lake.Models;

/// <summary>
/// One table of silver or gold: what its YAML says, and the SQL beside it. The descriptions are those of the reference and the schema.
/// </summary>
[Description("One table of silver or gold: what a row is, how it is kept, what its columns mean and which rules it must pass.")]
public sealed record ModelSpec
{
    /// <summary>Name with its layer: <c>silver.patient</c>.</summary>
    [Description("Name with its layer: silver.patient, gold.dim_patient.")]
    public required string Table { get; init; }

    /// <summary>What the table is for.</summary>
    [Description("What the table is for, in a sentence or two.")]
    public string? Description { get; init; }

    /// <summary>What one row is.</summary>
    [Description("What one row is: one row per ...")]
    public required string Grain { get; init; }

    /// <summary>The columns that name a row. With <see cref="Materialisation.Scd2"/>, the columns that name the thing with a history.</summary>
    [Description("The columns that name a row; with scd2, the thing that has a history.")]
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>How the table is kept.</summary>
    [Description("How the table is kept: append, full (rebuilt when an input changed), upsert (newest wins) or scd2 (all versions).")]
    public required Materialisation Materialisation { get; init; }

    /// <summary>The column that orders the states of a key; upsert and scd2 in silver have one.</summary>
    [Description("The column that orders the states of a key (silver upsert and scd2); mappings produce it as _effective_at.")]
    public string EffectiveAt { get; init; } = "_effective_at";

    /// <summary>Who answers questions about the table.</summary>
    [Description("Who answers questions about the table.")]
    public string? Owner { get; init; }

    /// <summary>The columns by name, in the table's order.</summary>
    [Description("The columns, in the table's order.")]
    public required IReadOnlyDictionary<string, ColumnSpec> Columns { get; init; }

    /// <summary>What rows must fulfil.</summary>
    [Description("What rows must fulfil.")]
    public IReadOnlyList<RuleSpec> Rules { get; init; } = [];

    /// <summary>How a change of the inputs finds the rows to compute again; the whole table when absent.</summary>
    [Description("How a change of the inputs finds the rows to compute again (gold upsert); the whole table is computed when left out.")]
    public IncrementalSpec? Incremental { get; init; }

    /// <summary>How a figure opens down to the rows under it.</summary>
    [Description("How a figure opens down to the rows under it.")]
    public WhySpec? Why { get; init; }

    /// <summary>The definition of the figure this table holds.</summary>
    [Description("The definition of the figure that this table holds.")]
    public KpiSpec? Kpi { get; init; }

    /// <summary>The SELECT; <see langword="null"/> for a silver model that is the union of its mappings.</summary>
    [JsonIgnore]
    public string? Sql { get; init; }

    /// <summary>Path of the SQL file, relative to the project or to the product; <see langword="null"/> when there is none.</summary>
    [JsonIgnore]
    public string? SqlFile { get; init; }

    /// <summary>Path of the YAML file, relative to the project or to the product.</summary>
    [JsonIgnore]
    public string SpecFile { get; init; } = "";

    /// <summary><c>silver</c> or <c>gold</c>.</summary>
    [JsonIgnore]
    public string Layer => Table[..Table.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The name without its layer.</summary>
    [JsonIgnore]
    public string Name => Table[(Table.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>In silver, rows come from mappings.</summary>
    [JsonIgnore]
    public bool IsSilver => Layer == "silver";
}

/// <summary>How a table is kept.</summary>
public enum Materialisation
{
    /// <summary>New rows are added; nothing changes.</summary>
    Append,

    /// <summary>Computed anew whenever an input changed.</summary>
    Full,

    /// <summary>One row a key: the newest state.</summary>
    Upsert,

    /// <summary>Every state of a key, with the time it held.</summary>
    Scd2,
}

/// <summary>One column.</summary>
[Description("One column.")]
public sealed record ColumnSpec
{
    /// <summary>The key in <c>columns:</c>.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";

    /// <summary>A Spark type; see <see cref="ColumnTypes"/>.</summary>
    [Description("A Spark type: string, boolean, int, bigint, double, decimal(18,2), date, timestamp, binary, array<string>, ...")]
    public required string Type { get; init; }

    /// <summary>What a value means.</summary>
    [Description("What a value means.")]
    public string? Description { get; init; }

    /// <summary>The unit of a value, such as USD or days.</summary>
    [Description("The unit of a value: USD, days, rate 0 to 1, ...")]
    public string? Unit { get; init; }

    /// <summary>How closely it is guarded. The strictest when unsaid.</summary>
    [Description("How closely it is guarded; the strictest class when left out.")]
    public SensitivityClass Sensitivity { get; init; } = SensitivityClass.DirectIdentifier;
}
