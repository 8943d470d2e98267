namespace Carelake.Events;

/// <summary>Gives dead letters another try.</summary>
public static class DeadLetterReplay
{
    private const string OnlyFor = "only-for";

    /// <summary>Whether a consumer group is to take an event: one that was put aside by a group and given another try is for that group alone, since the others have it.</summary>
    public static bool IsFor(this StoredEvent stored, string group) => !stored.Event.Headers.TryGetValue(OnlyFor, out var only) || only == group;

    /// <summary>
    /// Appends an event that was put aside once more, at the end of the log, for the group that could not take it, and drops the letter. Killed in between and tried again, it is appended once all the same.
    /// </summary>
    /// <param name="log">The log that has the letter.</param>
    /// <param name="letter">What was put aside.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task ReplayAsync(this IEventLog log, DeadLetter letter, CancellationToken cancellationToken)
    {
        var original = letter.Event.Event;
        // The log knows the event's own key, so that under it nothing would be appended.
        var key = EventKey.Of(original.Feed, System.Text.Encoding.UTF8.GetBytes($"dead letter {letter.Id} of {log.Id}"));
        await log.AppendAsync(original with { Key = key, Headers = new Dictionary<string, string>(original.Headers, StringComparer.Ordinal) { [OnlyFor] = letter.Group } }, cancellationToken);
        await log.RemoveDeadLetterAsync(letter.Id, cancellationToken);
    }
}
