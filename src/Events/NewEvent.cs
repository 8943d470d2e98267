namespace Carelake.Events;

/// <summary>Something that a system sent, as it came.</summary>
public sealed record NewEvent
{
    /// <summary>Id of the feed that it came by: a listener of <c>carelake.yaml</c>.</summary>
    public required string Feed { get; init; }

    /// <summary>What its bytes are.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>Events with the same key keep their order: facility, then patient. May be empty. Is patient data.</summary>
    public required string PartitionKey { get; init; }

    /// <summary>What makes it the same as another event.</summary>
    public required EventKey Key { get; init; }

    /// <summary>When it was received; its place in the log, not this, is its order.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The bytes as they came.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>What else the receiver knows: codes of what it found wrong, the resource type. Empty for nothing.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Feed and kind; never the payload.</summary>
    public override string ToString() => $"{Feed}/{Kind}";
}
