using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;

namespace Carelake.Lake.Subjects;

/// <summary>
/// Knows who was erased without naming anyone: a keyed hash of facility and patient id. Sources go on sending whom they know, and whoever was erased must not
/// come back by the next load.
/// </summary>
/// <param name="operations">Keeps the hashes.</param>
/// <param name="landing">Has the master keys.</param>
public sealed class ErasedPeople(OperationsStore operations, LandingZone landing)
{
    private const string Purpose = "stones of erased people";

    // Stones keep the master key they were made under: a new one is for new ones.
    private readonly ConcurrentDictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <summary>Somebody was erased; false spares a load the look at each patient.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) => (await StonesAsync(cancellationToken)).Count > 0;

    /// <summary>Keeps people out from now on.</summary>
    /// <param name="subjects">Their records.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task AddAsync(IReadOnlyCollection<SubjectId> subjects, CancellationToken cancellationToken)
    {
        var (keyId, key) = await landing.DeriveAsync(keyId: null, Purpose, cancellationToken);
        await operations.AddErasuresAsync([.. subjects.Select(subject => Digest(key, subject.Name))], keyId, cancellationToken);
    }

    /// <summary>Those of some patients who were erased.</summary>
    /// <param name="names">As <see cref="SubjectId.Name"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlySet<string>> AmongAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var stones = await StonesAsync(cancellationToken);
        return names.Where(name => stones.Exists(stone => stone.Digests.Contains(Digest(stone.Key, name)))).ToHashSet(StringComparer.Ordinal);
    }

    // Read each time: another process may have erased somebody since.
    private async Task<List<(byte[] Key, HashSet<string> Digests)>> StonesAsync(CancellationToken cancellationToken)
    {
        var stones = new List<(byte[], HashSet<string>)>();
        foreach (var group in (await operations.ErasuresAsync(cancellationToken)).GroupBy(stone => stone.KeyId, StringComparer.Ordinal))
        {
            if (!_keys.TryGetValue(group.Key, out var key)) key = _keys[group.Key] = (await landing.DeriveAsync(group.Key, Purpose, cancellationToken)).Key;
            stones.Add((key, group.Select(stone => stone.Digest).ToHashSet(StringComparer.Ordinal)));
        }

        return stones;
    }

    private static string Digest(byte[] key, string name) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(name)));
}
