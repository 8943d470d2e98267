namespace Carelake.Tests.Lake.Materialise;

/// <summary>One version of a key, as the oracle and the table both tell it.</summary>
internal sealed record HistoryVersion(
    int From, int? To, bool IsDeleted, string? Name, decimal? Amount, int? Position, string SeenAgainAt);
