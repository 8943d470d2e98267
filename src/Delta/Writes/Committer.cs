using System.Text.Json;
using Carelake.Delta.Log;

namespace Carelake.Delta.Writes;

/// <summary>Puts a change's actions into the log as the next version, after whatever came first and does not conflict.</summary>
/// <param name="log">The table's log.</param>
/// <param name="tableFolder">The table, for errors.</param>
internal sealed class Committer(LogStore log, string tableFolder)
{
    // Each is one small file read; a writer that loses this often is better told.
    private const int MostAttempts = 1000;

    /// <summary>Commits.</summary>
    /// <param name="readVersion">The version the change was computed from; -1 for a new table.</param>
    /// <param name="info">Provenance: the first action.</param>
    /// <param name="actions">The others.</param>
    /// <param name="reads">What the change was computed from.</param>
    /// <param name="cancellationToken">Looked at between attempts.</param>
    /// <returns>
    /// The version made; <see langword="null"/> when another writer committed the same transactions, to the same versions or later.
    /// </returns>
    /// <exception cref="Core.CarelakeException">DELTA-0110: a conflict. DELTA-0111: too many others came first.</exception>
    public long? Commit(
        long readVersion, CommitInfo info, IReadOnlyList<DeltaAction> actions, ReadSet reads, CancellationToken cancellationToken)
    {
        var bytes = ActionJson.Write(actions.Prepend(info));
        var version = readVersion + 1;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (log.TryPut(version, bytes)) return version;

            // The entry was there, so it can be read; unless a clean-up took it, and then the change is too old anyway.
            var theirs = log.ReadCommit(version)
                ?? throw WriteErrors.Conflict(tableFolder, $"version {version} is gone from the log already");
            if (IsApplied(actions, theirs)) return null;
            if (ConflictCheck.Find(actions, reads, theirs) is { } conflict) throw WriteErrors.Conflict(tableFolder, conflict);
            version++;
        }

        throw WriteErrors.TooManyAttempts(tableFolder, MostAttempts);
    }

    /// <summary>The provenance of a commit.</summary>
    public static CommitInfo Info(
        string operation, IReadOnlyDictionary<string, string> parameters, long now, long readVersion, bool isBlindAppend,
        string? userMetadata, IReadOnlyDictionary<string, long> metrics) => new()
    {
        Timestamp = now,
        Operation = operation,
        OperationParameters = parameters.ToDictionary(pair => pair.Key, pair => Element(JsonEncodedText.Encode(pair.Value).ToString())),
        OperationMetrics = metrics.ToDictionary(pair => pair.Key, pair => Element($"{pair.Value}")),
        ReadVersion = readVersion < 0 ? null : readVersion,
        IsBlindAppend = isBlindAppend,
        IsolationLevel = "WriteSerializable",
        UserMetadata = userMetadata,
        EngineInfo = "Carelake",
        TransactionId = Guid.NewGuid().ToString(),
    };

    private static JsonElement Element(string escaped)
    {
        using var json = JsonDocument.Parse($"\"{escaped}\"");
        return json.RootElement.Clone();
    }

    private static bool IsApplied(IReadOnlyList<DeltaAction> ours, IReadOnlyList<DeltaAction> theirs)
    {
        var mine = ours.OfType<Transaction>().ToList();
        return mine.Count > 0 && mine.TrueForAll(transaction => theirs.OfType<Transaction>().Any(
            other => other.AppId == transaction.AppId && other.Version >= transaction.Version));
    }
}
