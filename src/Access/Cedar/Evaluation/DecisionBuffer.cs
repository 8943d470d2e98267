namespace Carelake.Access.Cedar;

/// <summary>Room for a decision, used again for the next: one a thread.</summary>
public sealed class DecisionBuffer
{
    internal EvaluationFrame Frame { get; } = new();

    /// <summary>The last decision.</summary>
    public bool IsAllowed => Forbids.Count == 0 && Permits.Count > 0;

    /// <summary>The policies that decided: those that forbid, else those that permit; empty when none applies.</summary>
    public IReadOnlyList<Policy> Determining => Forbids.Count > 0 ? Forbids : Permits;

    internal List<Policy> Permits { get; } = new(16);

    internal List<Policy> Forbids { get; } = new(16);

    internal List<(Policy Policy, EvaluationError Error)> Errors { get; } = new(16);

    internal void Reset(AuthorizationRequest request, EntityStore entities)
    {
        Frame.Reset(request, entities);
        Permits.Clear();
        Forbids.Clear();
        Errors.Clear();
    }
}
