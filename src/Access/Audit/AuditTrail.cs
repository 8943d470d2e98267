using System.Security.Cryptography;

namespace Carelake.Access.Audit;

/// <summary>
/// What the product writes to: every entry goes to the log, and emergency access to a second log besides, so that security reads that alone. Entries are on
/// the disk in both before anything is shown.
/// </summary>
public sealed class AuditTrail : IDisposable
{
    private readonly SubjectKeys _keys;
    private readonly AuditLog _emergencies;

    private AuditTrail(AuditLog log, AuditLog emergencies, SubjectKeys keys)
    {
        Log = log;
        _emergencies = emergencies;
        _keys = keys;
    }

    /// <summary>All entries.</summary>
    public AuditLog Log { get; }

    /// <summary>Those of emergency access alone.</summary>
    public AuditLog Emergencies => _emergencies;

    /// <summary>Keys of the patients that entries tell of.</summary>
    public SubjectKeys Keys => _keys;

    /// <summary>Opens the two logs of a folder, <c>all</c> and <c>break-glass</c>.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="key">Signs checkpoints.</param>
    /// <param name="keys">Keys of the subjects.</param>
    /// <param name="time">Clock for checkpoints.</param>
    public static AuditTrail Open(string folder, ECDsa key, SubjectKeys keys, TimeProvider time)
    {
        var log = AuditLog.Open(Path.Combine(folder, "all"), "carelake/audit", key, time);
        try
        {
            return new(log, AuditLog.Open(Path.Combine(folder, "break-glass"), "carelake/audit/break-glass", key, time), keys);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Writes entries; returns when they are durable.</summary>
    /// <exception cref="IOException">They could not be written: what they tell of must not happen.</exception>
    public void Write(IReadOnlyList<AuditEntry> entries)
    {
        if (entries.Count == 0) return;
        _keys.Prepare(entries.Select(entry => entry.Subject).OfType<string>());
        var records = entries.Select(entry => (Entry: entry, Record: (ReadOnlyMemory<byte>)entry.ToRecord(_keys))).ToList();
        // The one that security reads comes first: an emergency that only the other log knew would go unseen.
        var emergencies = records.Where(item => item.Entry.IsBreakGlass).Select(item => item.Record).ToList();
        if (emergencies.Count > 0) _emergencies.Append(emergencies);
        Log.Append([.. records.Select(item => item.Record)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Log.Dispose();
        _emergencies.Dispose();
    }
}
