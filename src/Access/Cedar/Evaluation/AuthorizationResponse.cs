using System.Collections.Immutable;

namespace Carelake.Access.Cedar;

/// <summary>The answer, and what decided it.</summary>
/// <param name="IsAllowed">A policy permits and none forbids.</param>
/// <param name="Reasons">Names of the policies that decided, in the order of the set: those that forbid, else those that permit; empty when no policy applies.</param>
/// <param name="Errors">Policies that could not be evaluated, with the reason; they decide nothing.</param>
public sealed record AuthorizationResponse(bool IsAllowed, ImmutableArray<string> Reasons, ImmutableArray<(string PolicyId, string Message)> Errors);
