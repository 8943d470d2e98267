namespace Carelake.Lake.Pipeline;

/// <summary>One record that waits in quarantine, or waited. Its payload is patient data: for a person at the keyboard, never for a log.</summary>
/// <param name="Id">Stays the same however often the record is tried.</param>
/// <param name="Table">The quarantine table.</param>
/// <param name="Rule">Names of the broken rules; <c>readable</c> for a record that is no row.</param>
/// <param name="Reason">What they say.</param>
/// <param name="Code">Permanent code.</param>
/// <param name="BronzeTable">The bronze table it is from.</param>
/// <param name="SourceId">The source.</param>
/// <param name="BatchId">The batch.</param>
/// <param name="LandingFile">The landed object.</param>
/// <param name="Position">Record number in it, or, for a record that is no row, its number with the header counted.</param>
/// <param name="Status"><c>waiting</c> or <c>replayed</c>.</param>
/// <param name="QuarantinedAt">UTC.</param>
/// <param name="Payload">The record as it came, as JSON or as its line.</param>
public sealed record QuarantinedRow(
    string Id, string Table, string Rule, string Reason, string Code, string BronzeTable, string SourceId, string BatchId,
    string LandingFile, long Position, string Status, DateTime QuarantinedAt, string? Payload)
{
    /// <summary>Does not print the payload.</summary>
    public override string ToString() => $"{Table} {Id} {Rule} {Status}";
}

/// <summary>What a replay did.</summary>
/// <param name="Tried">Rows mapped again.</param>
/// <param name="Loaded">Rows that entered silver, at their own time and place.</param>
/// <param name="StillBroken">Rows that go on waiting.</param>
public sealed record ReplayResult(long Tried, long Loaded, long StillBroken);
