namespace Carelake.Delta.Writes;

/// <summary>How a change is committed.</summary>
public sealed record CommitOptions
{
    /// <summary>Nothing special.</summary>
    public static CommitOptions Default { get; } = new();

    /// <summary>How far applications get: a change whose transactions are all there already is not applied again. Empty for none.</summary>
    public IReadOnlyList<TransactionVersion> Transactions { get; init; } = [];

    /// <summary>Name of the operation in the history; <see langword="null"/> takes the one that fits, such as <c>WRITE</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>Settings of the operation in the history, for people.</summary>
    public IReadOnlyDictionary<string, string> OperationParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Kept beside the commit as it is.</summary>
    public string? UserMetadata { get; init; }

    /// <summary>Version the change was computed from; <see langword="null"/> is the newest when the write begins.</summary>
    public long? ReadVersion { get; init; }

    /// <summary>New columns are added to the table and narrower ones widened; otherwise they are an error.</summary>
    public bool EvolveSchema { get; init; }

    /// <summary>
    /// Told, once the added rows are in their files and before the log entry, a SELECT of them (without partition columns); what it throws
    /// undoes the write. Not told when no rows are added.
    /// </summary>
    public Action<string>? Inspect { get; init; }

    /// <summary>Called when all files are written, right before the log entry; what it throws undoes the write.</summary>
    public Action? BeforeCommit { get; init; }

    /// <summary>Where the time of the commit comes from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
