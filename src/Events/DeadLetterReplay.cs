namespace Carelake.Events;

/// <summary>Gives dead letters another try.</summary>
public static class DeadLetterReplay
{
    /// <summary>
    /// Appends an event that was put aside once more, at the end of the log, and drops the letter. Killed in between and tried again, it is appended once all the same.
    /// </summary>
    /// <param name="log">The log that has the letter.</param>
    /// <param name="letter">What was put aside.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task ReplayAsync(this IEventLog log, DeadLetter letter, CancellationToken cancellationToken)
    {
        var original = letter.Event.Event;
        // The log knows the event's own key, so that under it nothing would be appended.
        var key = EventKey.Of(original.Feed, System.Text.Encoding.UTF8.GetBytes($"dead letter {letter.Id} of {log.Id}"));
        await log.AppendAsync(original with { Key = key }, cancellationToken);
        await log.RemoveDeadLetterAsync(letter.Id, cancellationToken);
    }
}
