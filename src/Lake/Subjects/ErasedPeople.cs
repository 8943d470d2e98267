using System.Security.Cryptography;
using System.Text;
using Carelake.Lake.Pipeline;

namespace Carelake.Lake.Subjects;

/// <summary>
/// Knows who was erased without naming anyone: a keyed hash of facility and patient id. Sources go on sending whom they know, and whoever was erased must not
/// come back by the next load.
/// </summary>
/// <param name="services">The edges that a run works through.</param>
public sealed class ErasedPeople(PipelineServices services)
{
    private const string Purpose = "stones of erased people";

    // Stones keep the master key they were made under: a new one is for new ones.
    private Dictionary<string, (byte[] Key, HashSet<string> Digests)>? _stones;

    /// <summary>Somebody was erased; false spares a load the look at each patient.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) => (await StonesAsync(cancellationToken)).Count > 0;

    /// <summary>Keeps people out from now on.</summary>
    /// <param name="subjects">Their records.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task AddAsync(IReadOnlyCollection<SubjectId> subjects, CancellationToken cancellationToken)
    {
        var (keyId, key) = await services.Landing.DeriveAsync(keyId: null, Purpose, cancellationToken);
        await services.Operations.AddErasuresAsync([.. subjects.Select(subject => Digest(key, subject.Name))], keyId, cancellationToken);
        _stones = null;
    }

    /// <summary>Those of some patients who were erased.</summary>
    /// <param name="names">As <see cref="SubjectId.Name"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlySet<string>> AmongAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var stones = await StonesAsync(cancellationToken);
        return names.Where(name => stones.Values.Any(stone => stone.Digests.Contains(Digest(stone.Key, name)))).ToHashSet(StringComparer.Ordinal);
    }

    private async Task<Dictionary<string, (byte[] Key, HashSet<string> Digests)>> StonesAsync(CancellationToken cancellationToken)
    {
        if (_stones is { } known) return known;
        var stones = new Dictionary<string, (byte[], HashSet<string>)>(StringComparer.Ordinal);
        foreach (var group in (await services.Operations.ErasuresAsync(cancellationToken)).GroupBy(stone => stone.KeyId, StringComparer.Ordinal))
            stones[group.Key] = ((await services.Landing.DeriveAsync(group.Key, Purpose, cancellationToken)).Key, group.Select(stone => stone.Digest).ToHashSet(StringComparer.Ordinal));
        return _stones = stones;
    }

    private static string Digest(byte[] key, string name) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(name)));
}
