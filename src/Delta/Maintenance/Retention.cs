using System.Globalization;
using Carelake.Delta.Snapshots;

namespace Carelake.Delta.Maintenance;

/// <summary>How long a table keeps what it no longer needs, by its properties.</summary>
internal static class Retention
{
    public static readonly TimeSpan DefaultOfFiles = TimeSpan.FromDays(7);
    private static readonly TimeSpan DefaultOfLog = TimeSpan.FromDays(30);

    /// <summary>How long the bytes of removed files stay for those who read older versions: <c>delta.deletedFileRetentionDuration</c>.</summary>
    public static TimeSpan RemovedFiles(DeltaSnapshot snapshot) =>
        Parse(snapshot.Setting("delta.deletedFileRetentionDuration")) ?? DefaultOfFiles;

    /// <summary>How long commits stay: <c>delta.logRetentionDuration</c>.</summary>
    public static TimeSpan Log(DeltaSnapshot snapshot) => Parse(snapshot.Setting("delta.logRetentionDuration")) ?? DefaultOfLog;

    /// <summary>Reads Spark's notation, such as <c>interval 1 week</c> or <c>interval 36 hours</c>.</summary>
    /// <returns><see langword="null"/> when the text is missing or says something else: the default holds then.</returns>
    public static TimeSpan? Parse(string? text)
    {
        if (text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not { } words) return null;
        if (words.Length > 0 && words[0].Equals("interval", StringComparison.OrdinalIgnoreCase)) words = words[1..];
        if (words.Length == 0 || words.Length % 2 != 0) return null;
        var sum = TimeSpan.Zero;
        for (var i = 0; i < words.Length; i += 2)
        {
            if (!long.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
            if (Unit(words[i + 1]) is not { } unit) return null;
            sum += count * unit;
        }

        return sum;
    }

    private static TimeSpan? Unit(string word) => word.ToUpperInvariant().TrimEnd('S') switch
    {
        "WEEK" => TimeSpan.FromDays(7),
        "DAY" => TimeSpan.FromDays(1),
        "HOUR" => TimeSpan.FromHours(1),
        "MINUTE" => TimeSpan.FromMinutes(1),
        "SECOND" => TimeSpan.FromSeconds(1),
        "MILLISECOND" => TimeSpan.FromMilliseconds(1),
        _ => null,
    };
}
