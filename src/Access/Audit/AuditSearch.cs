using System.Text;
using System.Text.Json;

namespace Carelake.Access.Audit;

/// <summary>Which records of the log are looked for; everything left out matches.</summary>
public sealed record AuditFilter
{
    /// <summary>Part of the user's id.</summary>
    public string? User { get; init; }

    /// <summary>The action.</summary>
    public string? Action { get; init; }

    /// <summary>Part of the table or endpoint.</summary>
    public string? Resource { get; init; }

    /// <summary><c>allow</c> or <c>deny</c>.</summary>
    public string? Decision { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The patient.</summary>
    public string? Subject { get; init; }

    /// <summary>Does not tell the patient.</summary>
    public override string ToString() => $"{User} {Action} {Resource}";
}

/// <summary>Looks through a log from its end.</summary>
public static class AuditSearch
{
    /// <summary>The newest records that match.</summary>
    /// <param name="log">The log; nothing is written to it meanwhile.</param>
    /// <param name="keys">Reads details.</param>
    /// <param name="filter">What to look for.</param>
    /// <param name="skip">Matches to leave out first.</param>
    /// <param name="take">Matches to give at most.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many match in all, and the matches with their place in the log.</returns>
    public static (long Total, IReadOnlyList<(long Index, AuditEntry Entry)> Entries) Newest(
        AuditLog log, SubjectKeys keys, AuditFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        var entries = new List<(long, AuditEntry)>();
        byte[]? key = null;
        if (filter.Subject is { } subject)
        {
            if (keys.KeyIdOf(subject) is not { } id) return (0, entries);
            key = Encoding.UTF8.GetBytes($"\"key\":\"{id}\"");
        }
        var isUnfiltered = filter == new AuditFilter();
        var total = 0L;
        for (var index = log.Size - 1; index >= 0; index--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Without a filter the count is known, and only the page is read.
            if (isUnfiltered && entries.Count == take) break;
            if (isUnfiltered && total < skip)
            {
                total++;
                continue;
            }
            var record = log.Read(index);
            if (key is not null && record.AsSpan().IndexOf(key) < 0) continue;
            if (Matching(record, keys, filter) is not { } entry) continue;
            if (total >= skip && entries.Count < take) entries.Add((index, entry));
            total++;
        }
        return (isUnfiltered ? log.Size : total, entries);
    }

    private static AuditEntry? Matching(byte[] record, SubjectKeys keys, AuditFilter filter)
    {
        AuditEntry entry;
        try
        {
            entry = AuditEntry.FromRecord(record, keys);
        }
        catch (JsonException)
        {
            // Verification tells of it; a search goes on.
            return null;
        }
        var matches = (filter.User is null || entry.User.Contains(filter.User, StringComparison.OrdinalIgnoreCase))
            && (filter.Action is null || entry.Action == filter.Action)
            && (filter.Resource is null || entry.Resource.Contains(filter.Resource, StringComparison.OrdinalIgnoreCase))
            && (filter.Decision is null || entry.Decision == filter.Decision)
            && (filter.From is null || entry.At >= filter.From)
            && (filter.To is null || entry.At < filter.To);
        return matches ? entry : null;
    }
}
