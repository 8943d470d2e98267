namespace Carelake.Events.Embedded;

public sealed partial class EmbeddedEventLog
{
    /// <summary>The header that an erased event has in place of all others.</summary>
    public const string ErasedHeader = "erased";

    /// <summary>
    /// Takes the bytes out of events about a person, for one who has the right to be forgotten. Offsets stay, and so does the key that makes a repeated message one
    /// that was seen; dead letters are dropped.
    /// </summary>
    /// <param name="isAbout">Whether an event is about the person.</param>
    /// <param name="cancellationToken">Stops between blocks; erasing again goes on.</param>
    /// <returns>Events whose bytes were taken out, dead letters counted.</returns>
    /// <exception cref="Core.CarelakeException">LOG-0003: it cannot be written; LOG-0004: what is stored is not what was appended.</exception>
    public async Task<long> EraseAsync(Func<NewEvent, bool> isAbout, CancellationToken cancellationToken)
    {
        var erased = 0L;
        for (var block = await _reader.BlockAsync(0, cancellationToken); block is { } next; block = await _reader.BlockAsync(next.First, cancellationToken))
        {
            var events = next.Events.Select(stored => stored.Event).ToList();
            var found = events.Index().Where(item => !item.Item.Headers.ContainsKey(ErasedHeader) && isAbout(item.Item)).Select(item => item.Index).ToList();
            if (found.Count == 0) continue;
            foreach (var index in found) events[index] = Erased(events[index]);
            await ChangeAsync(
                write =>
                {
                    // The pages that held the old block are overwritten, not only marked as free.
                    write.Execute("pragma secure_delete = on");
                    write.ReplaceBlock(next.First, events);
                    return 0;
                },
                cancellationToken);
            erased += found.Count;
        }

        foreach (var letter in await _reader.DeadLettersAsync(null, int.MaxValue, cancellationToken))
            if (isAbout(letter.Event.Event) && await RemoveDeadLetterAsync(letter.Id, cancellationToken)) erased++;
        if (erased > 0) LogConnection.Truncate(_folder);
        return erased;
    }

    private static NewEvent Erased(NewEvent found) => found with
    {
        PartitionKey = "", Payload = ReadOnlyMemory<byte>.Empty, Headers = new Dictionary<string, string> { [ErasedHeader] = "true" },
    };
}
