using Carelake.Delta.Writes;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;

namespace Carelake.Lake.Pipeline;

/// <summary>What every step of one run shares.</summary>
internal sealed record RunContext(
    Guid RunId, Project Project, RunOptions Options, LakeFolder Lake, EngineOptions Engine, LakeEngine Shared, TimeProvider Time, DateTimeOffset StartedAt,
    Action<string> Reached)
{
    /// <summary>Every batch, as it stood when models began.</summary>
    public IReadOnlyList<BatchRecord> Batches { get; init; } = [];

    /// <summary>Earlier results of rules, newest first, by table.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RuleResultRecord>> History { get; init; } =
        new Dictionary<string, IReadOnlyList<RuleResultRecord>>();

    /// <summary>People who were erased and must not come back; null when there are none.</summary>
    public Subjects.ErasedPeople? Erased { get; init; }

    /// <summary>A session of the run's engine.</summary>
    public LakeSession OpenSession() => Shared.OpenSession();

    /// <summary>Options of a commit of this run.</summary>
    public CommitOptions Commit(IReadOnlyList<TransactionVersion> transactions) => new()
    {
        Transactions = transactions, UserMetadata = RunId.ToString(), Clock = Time,
    };

    /// <summary>The batches of a mapping's source table.</summary>
    public IEnumerable<BatchRecord> BatchesOf(MappingSpec mapping) =>
        Batches.Where(batch => batch.SourceId == mapping.SourceId && batch.Table == mapping.SourceTable);

    /// <summary>Earlier results of a table's rules.</summary>
    public IReadOnlyList<RuleResultRecord> RuleHistory(string table) => History.GetValueOrDefault(table, []);
}
