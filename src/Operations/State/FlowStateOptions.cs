namespace Carelake.Operations;

/// <summary>How long the live state remembers.</summary>
public sealed record FlowStateOptions
{
    /// <summary>A hundred and twenty days.</summary>
    public static FlowStateOptions Default { get; } = new();

    /// <summary>
    /// A visit or case that ended so many days before the latest event is forgotten; an event for it that comes later changes nothing and raises <c>OPS-0040</c>.
    /// <see langword="null"/> to forget nothing. The lake forgets nothing.
    /// </summary>
    public int? KeepDays { get; init; } = 120;
}
