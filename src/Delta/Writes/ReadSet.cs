namespace Carelake.Delta.Writes;

/// <summary>What a change was computed from.</summary>
/// <param name="Scope">How much of the table.</param>
/// <param name="InPartition">Whether rows of a partition were read, by its values; <see langword="null"/>: of every partition.</param>
internal sealed record ReadSet(ReadScope Scope, Func<IReadOnlyDictionary<string, string?>, bool>? InPartition = null)
{
    /// <summary>Rows of a partition were read; a partition that is not told counts as read.</summary>
    public bool Holds(IReadOnlyDictionary<string, string?>? partitionValues) =>
        InPartition is null || partitionValues is null || InPartition(partitionValues);
}
