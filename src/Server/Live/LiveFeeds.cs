using Carelake.Events;
using Carelake.Operations;

namespace Carelake.Server.Live;

/// <summary>What the live boards of a tenant are made from.</summary>
public sealed record LiveFeeds
{
    /// <summary>The beds there are; boards show those that messages name when it is empty.</summary>
    public BedPlan Plan { get; init; } = BedPlan.Empty;

    /// <summary>Zone of times that a message gives without one.</summary>
    public TimeSpan Zone { get; init; } = TimeSpan.Zero;

    /// <summary>The log that messages come by; <see langword="null"/> when <see cref="Messages"/> brings them.</summary>
    public IEventLog? Log { get; init; }

    /// <summary>Where boards made from <see cref="Log"/> keep what they know from one start to the next; <see langword="null"/> to make them anew from the log each time.</summary>
    public BoardMemory? Memory { get; init; }

    /// <summary>Messages in order, each when its time has come; <see langword="null"/> when <see cref="Log"/> brings them.</summary>
    public Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>>? Messages { get; init; }

    /// <summary>The facility of a listener's messages, by its id; for one that is not here the sender's own name (MSH-4) counts.</summary>
    public IReadOnlyDictionary<string, string> FacilityOfListener { get; init; } = new Dictionary<string, string>();

    /// <summary>The id that a facility has here, by the name that its messages give (MSH-4).</summary>
    public Func<string, string> FacilityOfSender { get; init; } = name => name;

    /// <summary>Told of a failure; following goes on by itself.</summary>
    public Action<Exception> Failed { get; init; } = _ => { };
}
