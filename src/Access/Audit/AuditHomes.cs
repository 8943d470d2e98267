using System.Text.Json;
using Carelake.Access.Reading;
using Carelake.Core;
using Carelake.Lake.Catalog;
using Carelake.Lake.Landing;

namespace Carelake.Access.Audit;

/// <summary>
/// The audit logs of a lake: each process that lets people see something writes one of its own, and whoever asks what became of a patient's data asks all of them.
/// Reads beside their writers.
/// </summary>
/// <param name="lake">The lake.</param>
/// <param name="keys">Holds the master keys.</param>
public sealed class AuditHomes(LakeFolder lake, IKeyProvider keys)
{
    /// <summary>Names of the logs, in order.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            var folder = Path.Combine(lake.Root, "_carelake", "audit");
            return Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];
        }
    }

    /// <summary>Every record of every log, log by log, oldest first. Details are empty where the patient's key was destroyed.</summary>
    /// <param name="subject">Only those about this patient, as <see cref="PatientNames.KeyOf"/> or <see cref="PatientNames.Of(string, string)"/> gives the name; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<HomeEntry>> ReadAsync(string? subject, CancellationToken cancellationToken)
    {
        var entries = new List<HomeEntry>();
        foreach (var name in Names)
        {
            if (await LakeKeys.OpenSubjectsAsync(KeysOf(name), keys, cancellationToken) is not { } subjects)
            {
                if (subject is not null) continue;
                subjects = SubjectKeys.Open(Path.Combine(KeysOf(name), "none"), await keys.CurrentAsync(cancellationToken));
            }

            var ids = subject is null ? null : PatientNames.Of(subject).Select(subjects.KeyIdOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
            if (ids is { Count: 0 }) continue;
            entries.AddRange(await Task.Run(() => Read(name, subjects, ids, cancellationToken), cancellationToken));
        }

        return entries;
    }

    /// <summary>Destroys the keys of patients in the logs of other processes.</summary>
    /// <param name="own">The log of this process, which destroys its keys itself.</param>
    /// <param name="subjects">Every name of each.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Keys destroyed.</returns>
    public async Task<int> DestroyAsync(string own, IReadOnlyCollection<string> subjects, CancellationToken cancellationToken)
    {
        var destroyed = 0;
        foreach (var name in Names.Where(name => name != own))
            if (await LakeKeys.OpenSubjectsAsync(KeysOf(name), keys, cancellationToken) is { } found) destroyed += subjects.Count(found.Destroy);
        return destroyed;
    }

    /// <summary>Refuses while a process that keeps patients' keys in its memory has a log open.</summary>
    /// <param name="own">The log of this process.</param>
    /// <exception cref="CarelakeException"><c>ACC-0150</c> one is at work.</exception>
    public void CheckNobodyElse(string own)
    {
        foreach (var name in Names.Where(name => name != own))
        {
            var file = Path.Combine(lake.Root, "_carelake", "audit", name, "all", AuditFiles.Records);
            if (!File.Exists(file)) continue;
            try
            {
                using var _ = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None);
            }
            catch (IOException)
            {
                throw new CarelakeException("ACC-0150", "Another process of this lake is at work and holds keys of the audit log.", name, "Stop it first, or ask the server to erase: POST /api/v1/subjects/erase.");
            }
        }
    }

    private string KeysOf(string name) => Path.Combine(lake.Root, "_carelake", "keys", name);

    private List<HomeEntry> Read(string name, SubjectKeys subjects, HashSet<string>? ids, CancellationToken cancellationToken)
    {
        var entries = new List<HomeEntry>();
        var file = Path.Combine(lake.Root, "_carelake", "audit", name, "all", AuditFiles.Records);
        if (!File.Exists(file)) return entries;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20);
        foreach (var (index, (record, _)) in AuditFiles.Read(stream).Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ids is not null && !IsOf(record, ids)) continue;
            try
            {
                entries.Add(new(name, index, AuditEntry.FromRecord(record, subjects)));
            }
            catch (JsonException)
            {
                // Verification tells of it.
            }
        }

        return entries;
    }

    private static bool IsOf(byte[] record, HashSet<string> ids)
    {
        foreach (var id in ids)
            if (record.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes($"\"key\":\"{id}\"")) >= 0) return true;
        return false;
    }
}

/// <summary>A record of one of a lake's logs.</summary>
/// <param name="Home">Name of the log.</param>
/// <param name="Index">Its place in that log, from 0.</param>
/// <param name="Entry">The record.</param>
public sealed record HomeEntry(string Home, long Index, AuditEntry Entry);
