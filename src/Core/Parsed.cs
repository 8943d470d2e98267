using System.Collections.Immutable;

namespace Carelake.Core;

/// <summary>What a parser could read, and everything it found wrong. Bad input never throws.</summary>
/// <typeparam name="T">What was read.</typeparam>
/// <param name="Value">As much as could be read.</param>
/// <param name="Issues">In order of their place in the input; empty when all was well.</param>
public sealed record Parsed<T>(T Value, ImmutableArray<Issue> Issues)
{
    /// <summary>No issue is an error.</summary>
    public bool IsUsable => !Issues.Any(issue => issue.Severity == Severity.Error);
}
