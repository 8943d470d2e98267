namespace Carelake.Tests;

/// <summary>A clock that stands still but for waiting: what is waited for is over at once, and that much later.</summary>
internal sealed class LeapingTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    /// <summary>Told of each wait, after the clock went on.</summary>
    public Action OnWait { get; set; } = () => { };

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Now += dueTime;
        OnWait();
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
