using System.Collections.Immutable;

namespace Carelake.Sources.Mllp;

/// <summary>What became of the messages that were sent.</summary>
/// <param name="Sent">Messages that went out, each counted once.</param>
/// <param name="Answers">Answers by their code (MSA-1), such as AA.</param>
/// <param name="Unanswered">Messages that got no answer.</param>
/// <param name="Resent">Times that a message was sent again.</param>
/// <param name="Elapsed">From the first message to the last answer.</param>
/// <param name="LatencyMilliseconds">
/// Time from when a message was to be sent to its answer: the 50th, 90th, 99th and 99.9th percentile, and the longest. With a rate, a message counts from its
/// turn, so that a slow receiver cannot hide what it kept waiting.
/// </param>
public sealed record MllpSendReport(
    long Sent, ImmutableSortedDictionary<string, long> Answers, long Unanswered, long Resent, TimeSpan Elapsed, ImmutableSortedDictionary<string, double> LatencyMilliseconds)
{
    /// <summary>Answers a second.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Answers.Values.Sum() / Elapsed.TotalSeconds : 0;

    /// <summary>Every message was accepted (AA or CA).</summary>
    public bool IsAllAccepted => Unanswered == 0 && Answers.Keys.All(code => code is "AA" or "CA");

    internal static ImmutableSortedDictionary<string, double> Percentiles(IReadOnlyList<TimeSpan> latencies)
    {
        if (latencies.Count == 0) return ImmutableSortedDictionary<string, double>.Empty;
        var sorted = latencies.Order().ToList();
        double At(double share) => Math.Round(sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))].TotalMilliseconds, 2);
        return new Dictionary<string, double>(StringComparer.Ordinal) { ["p50"] = At(0.5), ["p90"] = At(0.9), ["p99"] = At(0.99), ["p999"] = At(0.999), ["max"] = At(1) }
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
