namespace Carelake.Simulator;

/// <summary>The way from a facility's systems to the receiver: messages wait here until their time, and some are delayed, repeated or overtaken.</summary>
internal sealed class LiveChannel(string facilityId, Draws draws, double faultShare, LiveTruth truth)
{
    private readonly PriorityQueue<SimulatedMessage, (DateTimeOffset, long)> _waiting = new();
    private long _number;

    /// <summary>When the next message leaves; <see langword="null"/> when none waits.</summary>
    public DateTimeOffset? NextAt => _waiting.TryPeek(out var message, out _) ? message.SentAt : null;

    public SimulatedMessage Take() => _waiting.Dequeue();

    /// <summary>Sends what was recorded at a moment.</summary>
    public void Send(byte[] bytes, string visitId, DateTimeOffset recordedAt)
    {
        var sentAt = recordedAt.AddSeconds(draws.Between(1, 6));
        if (draws.Chance(faultShare))
        {
            truth.Plant(facilityId, "overtaken", visitId, recordedAt);
            sentAt = sentAt.AddMinutes(draws.Between(2, 25));
        }
        if (draws.Chance(faultShare / 3))
        {
            truth.Plant(facilityId, "late", visitId, recordedAt);
            sentAt = sentAt.AddHours(draws.Between(1, 30));
        }
        Wait(bytes, sentAt);
        if (!draws.Chance(faultShare)) return;
        truth.Plant(facilityId, "repeated", visitId, recordedAt);
        Wait(bytes, sentAt.AddSeconds(draws.Between(10, 7200)));
    }

    private void Wait(byte[] bytes, DateTimeOffset sentAt) => _waiting.Enqueue(new(sentAt, facilityId, bytes), (sentAt, _number++));
}
