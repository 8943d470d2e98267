using System.ComponentModel;

namespace Carelake.Lake.Configuration;

/// <summary>How long one kind of data is kept.</summary>
[Description("How long one kind of data is kept. Every rule holds for itself.")]
public sealed record RetentionRule
{
    /// <summary>What it is about.</summary>
    [Description("landing (bytes of landed files; their rows stay), bronze (rows, by when they came), silver (rows by `column`, or without one the states that ended), or quarantine (rows, by when they came there).")]
    public required RetentionLayer Layer { get; init; }

    /// <summary>Only what came from this source.</summary>
    [Description("Only what came from this source; all sources when left out.")]
    public string? Source { get; init; }

    /// <summary>Only this table.</summary>
    [Description("Only this table, such as silver.note; all tables of the layer when left out.")]
    public string? Table { get; init; }

    /// <summary>Column that tells a row's age.</summary>
    [Description("Column of a silver table that tells a row's age, such as written_at. Without it, states of history are kept for so long after they ended, and what holds now stays.")]
    public string? Column { get; init; }

    /// <summary>Days to keep it.</summary>
    [Description("Days to keep it, at least 1.")]
    public required int Days { get; init; }
}

/// <summary>What a retention rule can be about.</summary>
public enum RetentionLayer
{
    /// <summary>The bytes of landed files.</summary>
    Landing,

    /// <summary>Rows of bronze.</summary>
    Bronze,

    /// <summary>Rows of silver.</summary>
    Silver,

    /// <summary>Rows in quarantine.</summary>
    Quarantine,
}
