using System.ComponentModel;

namespace Carelake.Lake.Models;

/// <summary>One thing that rows, or the table as a whole, must fulfil.</summary>
[Description("One thing that rows, or the table as a whole, must fulfil.")]
public sealed record RuleSpec
{
    /// <summary>Name of the rule, unique in its model; quarantined rows carry it.</summary>
    [Description("Name of the rule, unique in its model; rows in quarantine carry it.")]
    public required string Name { get; init; }

    /// <summary>What kind of check it is; decides which other settings it needs.</summary>
    [Description("not_null, unique, accepted_values, range, pattern, relationship, freshness, volume, distribution or row.")]
    public required RuleType Type { get; init; }

    /// <summary>The columns it looks at; every type but <c>row</c> and <c>volume</c> needs at least one.</summary>
    [Description("The columns it looks at; every type but row and volume needs at least one.")]
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary><c>row</c>: a condition in Spark SQL. A row breaks the rule when it is false; NULL passes.</summary>
    [Description("row: a condition in Spark SQL; a row breaks the rule when it is false, and passes when it is NULL.")]
    public string? Expression { get; init; }

    /// <summary><c>accepted_values</c>: the values, as text. NULL passes.</summary>
    [Description("accepted_values: the values; NULL passes.")]
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary><c>range</c>: smallest value allowed, as a literal of the column's type (<c>0</c>, <c>1900-01-01</c>).
    /// <c>volume</c>: fewest rows expected of a load.</summary>
    [Description("range: the smallest value allowed (0, 1900-01-01); volume: the fewest rows a load should bring.")]
    public string? Minimum { get; init; }

    /// <summary><c>range</c>: largest value allowed. <c>volume</c>: most rows expected of a load.</summary>
    [Description("range: the largest value allowed; volume: the most rows a load should bring.")]
    public string? Maximum { get; init; }

    /// <summary><c>pattern</c>: a regular expression that the whole value must match. NULL passes.</summary>
    [Description("pattern: a regular expression that the whole value must match; NULL passes.")]
    public string? Pattern { get; init; }

    /// <summary><c>relationship</c>: the table that must hold the value. NULL passes.</summary>
    [Description("relationship: the table that must hold the value; NULL passes.")]
    public string? References { get; init; }

    /// <summary><c>relationship</c>: the columns there; those of the same name when empty.</summary>
    [Description("relationship: the columns there, in the order of columns; those of the same name when left out.")]
    public IReadOnlyList<string> ReferenceColumns { get; init; } = [];

    /// <summary><c>freshness</c>: the oldest that the newest value may be at the time of the run.</summary>
    [Description("freshness: the oldest that the newest value may be when the run starts, such as 2.00:00:00 (two days).")]
    public TimeSpan? MaximumAge { get; init; }

    /// <summary><c>volume</c> and <c>distribution</c>: how many standard deviations from the history of runs are an anomaly.</summary>
    [Description("volume, distribution: how many standard deviations away from earlier runs are an anomaly.")]
    public double Deviations { get; init; } = 3;

    /// <summary>What happens to a row that breaks it.</summary>
    [Description("error sends the row to quarantine; warn only marks it. Rules about the whole table can only warn.")]
    public RuleSeverity Severity { get; init; } = RuleSeverity.Error;

    /// <summary>Which score it counts in; the usual one of its type when absent.</summary>
    [Description("The score it counts in; the usual one of its type when left out.")]
    public QualityDimension? Dimension { get; init; }

    /// <summary>For the person who looks at a quarantined row.</summary>
    [Description("For the person who looks at a row in quarantine: what is wrong and who can mend it.")]
    public string? Message { get; init; }

    /// <summary>The score that the rule counts in.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public QualityDimension EffectiveDimension => Dimension ?? Type switch
    {
        RuleType.NotNull => QualityDimension.Completeness,
        RuleType.Unique => QualityDimension.Uniqueness,
        RuleType.Relationship or RuleType.Row => QualityDimension.Consistency,
        RuleType.Freshness or RuleType.Volume => QualityDimension.Timeliness,
        _ => QualityDimension.Validity,
    };
}

/// <summary>What kind of check a rule is.</summary>
public enum RuleType
{
    /// <summary>None of the columns is NULL.</summary>
    NotNull,

    /// <summary>No two rows have the same values in the columns.</summary>
    Unique,

    /// <summary>The value is one of a list.</summary>
    AcceptedValues,

    /// <summary>The value is within bounds, both included.</summary>
    Range,

    /// <summary>The whole value matches a regular expression.</summary>
    Pattern,

    /// <summary>The values exist in another table.</summary>
    Relationship,

    /// <summary>The newest value is recent.</summary>
    Freshness,

    /// <summary>The number of rows is as usual.</summary>
    Volume,

    /// <summary>Mean and share of NULL are as usual.</summary>
    Distribution,

    /// <summary>A condition over one row holds.</summary>
    Row,
}

/// <summary>What happens to a row that breaks a rule.</summary>
public enum RuleSeverity
{
    /// <summary>It goes to quarantine.</summary>
    Error,

    /// <summary>It is loaded and marked.</summary>
    Warn,
}

/// <summary>What a rule says something about.</summary>
public enum QualityDimension
{
    /// <summary>Values are there.</summary>
    Completeness,

    /// <summary>Values are of the form they should be.</summary>
    Validity,

    /// <summary>Things are there once.</summary>
    Uniqueness,

    /// <summary>Values agree with each other.</summary>
    Consistency,

    /// <summary>Values are recent.</summary>
    Timeliness,
}
