using System.Collections.Immutable;
using Carelake.Lake.Bronze;

namespace Carelake.Lake.Subjects;

/// <summary>
/// Keeps people who were erased out of what listeners bring to bronze: their rows are left out, and their lines of what is landed are empty. Messages name a patient
/// in columns of their own; what is in the text of documents is not looked for.
/// </summary>
/// <param name="erased">Who was erased.</param>
/// <param name="facilityOfListener">Facility by listener; one that belongs to none lets everything through.</param>
public sealed class ErasedFeedRows(ErasedPeople erased, IReadOnlyDictionary<string, string> facilityOfListener)
{
    /// <summary>Columns of messages that name a patient.</summary>
    internal static ImmutableArray<string> Columns { get; } = ["patient_id", "prior_patient_id", "second_patient_id", "second_prior_patient_id"];

    private static readonly byte[] EmptyLine = "{}"u8.ToArray();

    /// <summary>The batch without the values of people who were erased: their rows are <see langword="null"/>, so that the others keep their places.</summary>
    internal async Task<(IReadOnlyList<object?[]?> Rows, ReadOnlyMemory<byte> Landed)> WithoutAsync(FeedBatch batch, CancellationToken cancellationToken)
    {
        var columns = batch.Columns.Index().Where(column => Columns.Contains(column.Item.Name)).Select(column => column.Index).ToList();
        if (columns.Count == 0 || !facilityOfListener.TryGetValue(batch.SourceId, out var facility) || !await erased.AnyAsync(cancellationToken)) return (batch.Rows, batch.Landed);
        var names = batch.Rows.Select(row => columns.Select(column => row[column]).OfType<string>().Where(id => id.Length > 0).Select(id => $"{facility}|{id}").ToList()).ToList();
        var gone = await erased.AmongAsync(names.SelectMany(name => name).Distinct(StringComparer.Ordinal), cancellationToken);
        if (gone.Count == 0) return (batch.Rows, batch.Landed);
        var isGone = names.Select(row => row.Exists(gone.Contains)).ToList();
        return ([.. batch.Rows.Select((row, index) => isGone[index] ? null : row)], Blanked(batch.Landed, isGone));
    }

    private static ReadOnlyMemory<byte> Blanked(ReadOnlyMemory<byte> landed, List<bool> isGone)
    {
        var output = new MemoryStream(landed.Length);
        var start = 0;
        foreach (var gone in isGone)
        {
            var length = landed.Span[start..].IndexOf((byte)'\n') + 1;
            if (gone)
            {
                output.Write(EmptyLine);
                output.WriteByte((byte)'\n');
            }
            else
            {
                output.Write(landed.Span.Slice(start, length));
            }

            start += length;
        }

        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }
}
