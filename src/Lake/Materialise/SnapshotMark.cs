using System.Globalization;

namespace Carelake.Lake.Materialise;

/// <summary>
/// A full extract of a source that a table has taken in. What the table's history says at <see cref="TakenAt"/> is what the snapshot
/// saw, so a list of marks is all that must be kept of snapshots; it is kept as <c>txn</c> actions of the table's own log.
/// </summary>
/// <param name="SourceId">The source; its keys that the snapshot does not hold end at <paramref name="TakenAt"/>.</param>
/// <param name="BatchId">The batch that the snapshot's rows came in, as text.</param>
/// <param name="TakenAt">When the source was read, UTC; to the microsecond. No row of it may be effective later.</param>
/// <param name="IsRowTime">
/// The rows carry the snapshot's time as their own effective time; false when they carry times of their own, such as a date of
/// last change.
/// </param>
public sealed record SnapshotMark(string SourceId, string BatchId, DateTime TakenAt, bool IsRowTime = false)
{
    private const string Prefix = "snapshot";

    /// <summary>The mark as it stands in the table's log.</summary>
    public (string AppId, long Version) ToTransaction() =>
        ($"{Prefix}/{(IsRowTime ? "taken" : "own")}/{Uri.EscapeDataString(BatchId)}/{Uri.EscapeDataString(SourceId)}",
            (TakenAt - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>The marks among the transactions of a table.</summary>
    public static IReadOnlyList<SnapshotMark> FromTransactions(IReadOnlyDictionary<string, long> transactions) =>
        [.. transactions.Select(Parse).OfType<SnapshotMark>().OrderBy(mark => mark.TakenAt).ThenBy(mark => mark.BatchId, StringComparer.Ordinal)];

    private static SnapshotMark? Parse(KeyValuePair<string, long> transaction)
    {
        var parts = transaction.Key.Split('/');
        if (parts.Length != 4 || parts[0] != Prefix) return null;
        return new SnapshotMark(
            Uri.UnescapeDataString(parts[3]), Uri.UnescapeDataString(parts[2]),
            DateTime.UnixEpoch.AddTicks(transaction.Value * TimeSpan.TicksPerMicrosecond), parts[1] == "taken");
    }

    /// <summary>The time as SQL takes it for a column of any date or time type.</summary>
    internal string TakenAtText => TakenAt.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00";
}
