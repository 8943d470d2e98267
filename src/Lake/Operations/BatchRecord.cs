namespace Carelake.Lake.Operations;

/// <summary>Where a batch stands on its way from landing to bronze.</summary>
public enum BatchStatus
{
    /// <summary>Its bytes are durable in landing; bronze does not have it yet, or is not known to.</summary>
    Landed,

    /// <summary>Bronze has it.</summary>
    Loaded,

    /// <summary>Its bytes are damaged or not of their format and never will be rows: they stay in landing and are not tried again.</summary>
    Rejected,

    /// <summary>A person gave it up, with a reason: it stays in landing and is not tried again.</summary>
    Dismissed,
}

/// <summary>One landed object of one source table, on its way into bronze.</summary>
/// <param name="BatchId">UUIDv7.</param>
/// <param name="RunId">The run that landed it.</param>
/// <param name="SourceId">Source in <c>carelake.yaml</c>.</param>
/// <param name="Table">Table of the source.</param>
/// <param name="Number">Counts from 1 for each source table, without gaps being promised; the bronze <c>txn</c> version.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="LandedSha256">The landed object's address.</param>
/// <param name="LandedObject">The landed object's description as JSON: name, format, dialect, size.</param>
/// <param name="LandedAt">UTC.</param>
/// <param name="IsFullSnapshot">The object holds every row the table had: rows missing from it were deleted at the source.</param>
/// <param name="WatermarkFrom">State of the connector before the pull; JSON, null on the first.</param>
/// <param name="WatermarkTo">State after it.</param>
public sealed record BatchRecord(
    Guid BatchId, Guid RunId, string SourceId, string Table, long Number, BatchStatus Status, string LandedSha256, string LandedObject,
    DateTimeOffset LandedAt, bool IsFullSnapshot, string? WatermarkFrom, string? WatermarkTo)
{
    /// <summary>Records in the landed object, readable or not; null until loaded.</summary>
    public long? RowsRead { get; init; }

    /// <summary>Rows appended to bronze; null until loaded.</summary>
    public long? RowsLoaded { get; init; }

    /// <summary>Records that could not be read as rows; null until loaded.</summary>
    public long? RowsQuarantined { get; init; }

    /// <summary>Records given up with the batch; null unless it was dismissed.</summary>
    public long? RowsDismissed { get; init; }

    /// <summary>Why a person gave it up; null unless it was dismissed.</summary>
    public string? DismissedReason { get; init; }

    /// <summary>Delta version of the bronze table that holds the batch; null until loaded.</summary>
    public long? BronzeVersion { get; init; }
}
