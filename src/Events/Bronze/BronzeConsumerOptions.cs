using Carelake.Hl7v2;

namespace Carelake.Events.Bronze;

/// <summary>How events go into bronze.</summary>
public sealed record BronzeConsumerOptions
{
    /// <summary>Name of the consumer group.</summary>
    public string Group { get; init; } = "bronze";

    /// <summary>Events that go in together at most; each batch is a commit and a file a table, so few are better than many.</summary>
    public int MostEvents { get; init; } = 20_000;

    /// <summary>How long a batch that is not full waits for more.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause before a batch that failed is tried again.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries of a batch that fails for a reason that may lie in the events, before it is taken apart to find the one that does it.</summary>
    public int TriesBeforeParting { get; init; } = 3;

    /// <summary>How a listener reads HL7 v2, by its id; <see cref="Hl7ReadOptions.Default"/> for one that is not here.</summary>
    public IReadOnlyDictionary<string, Hl7ReadOptions> Reading { get; init; } = new Dictionary<string, Hl7ReadOptions>();
}
