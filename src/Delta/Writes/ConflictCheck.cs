using Carelake.Delta.Log;

namespace Carelake.Delta.Writes;

/// <summary>
/// May a change go after a commit it has not seen? The rules are those of Spark's <c>WriteSerializable</c>: the table ends as if
/// changes had come one after the other, though a blind append may count as later than it was.
/// </summary>
internal static class ConflictCheck
{
    /// <summary>Judges one commit that came first.</summary>
    /// <param name="ours">Actions of the change.</param>
    /// <param name="reads">What the change was computed from.</param>
    /// <param name="theirs">Actions of the commit that came first.</param>
    /// <returns>What they conflict over, in words; <see langword="null"/> when they do not.</returns>
    public static string? Find(IReadOnlyCollection<DeltaAction> ours, ReadSet reads, IReadOnlyCollection<DeltaAction> theirs)
    {
        if (theirs.Any(action => action is Protocol)) return "it changed the table's protocol";
        if (theirs.Any(action => action is Metadata)) return "it changed the table's schema or settings";
        if (SharedTransaction(ours, theirs) is { } appId) return $"it moved the transaction {appId}";

        var removed = ours.OfType<RemoveFile>().Select(remove => LogPath.Canonical(remove.Path)).ToHashSet(StringComparer.Ordinal);
        if (theirs.OfType<RemoveFile>().Any(remove => removed.Contains(LogPath.Canonical(remove.Path))))
            return "it removed rows of the same file";
        if (ours.Any(action => action is Metadata) && theirs.Any(action => action is AddFile))
            return "it added rows of the old schema";
        if (reads.Scope != ReadScope.WholeTable) return null;

        // Where rows only moved, what was read still stands.
        if (theirs.OfType<RemoveFile>().Any(remove => remove.DataChange && reads.Holds(remove.PartitionValues)))
            return "it removed rows that were read";
        if (theirs.OfType<CommitInfo>().Any(info => info.IsBlindAppend == true)) return null;
        return theirs.OfType<AddFile>().Any(add => add.DataChange && reads.Holds(add.PartitionValues))
            ? "it added rows that should have been read"
            : null;
    }

    private static string? SharedTransaction(IEnumerable<DeltaAction> ours, IEnumerable<DeltaAction> theirs) =>
        ours.OfType<Transaction>().Select(transaction => transaction.AppId)
            .Intersect(theirs.OfType<Transaction>().Select(transaction => transaction.AppId), StringComparer.Ordinal)
            .FirstOrDefault();
}
