namespace Carelake.Sources.Routes;

/// <summary>How a route works.</summary>
public sealed record RouteOptions
{
    /// <summary>Listeners whose messages are taken; empty for all.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Events taken, such as <c>ADT^A01</c> or <c>ORU^*</c>; empty for all.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Messages received before it are not sent.</summary>
    public DateTimeOffset Since { get; init; } = DateTimeOffset.MinValue;

    /// <summary>How long the target may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries of a message that the target answers it cannot take now.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>Messages on the way at the same time; at least 1.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>The pause after the first try that failed; it doubles with each.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);
}
