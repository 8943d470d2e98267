using System.Collections.Immutable;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;

namespace Carelake.Access.Reading;

/// <summary>What policies ask that no table says: patients' wishes, as a relation of the engine, and the departments of protected specialties.</summary>
internal sealed class PatientRegister(GovernedLakeSetup setup, LakeEngine engine, ImmutableArray<(string Word, string Specialty)> words) : IDisposable
{
    /// <summary>Name of the relation: <c>patient</c>, <c>is_restricted</c>, <c>consents</c>.</summary>
    public const string Relation = "memory.main.__wishes";

    private const string Departments = "silver.department";

    // Another process may have changed them; what this one changes holds at once.
    private static readonly TimeSpan LookedAtAgain = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1);
    private long _lookedAt;
    private volatile string? _wishes;
    private long? _departmentsVersion;
    private int _asked = 1;
    private int _known;

    /// <summary>The departments of protected specialties.</summary>
    public ProtectedSpecialties Specialties { get; private set; } = new(ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>Patients who asked that only the care team sees the record, as <c>facility|patient</c>; the same set until a wish changes.</summary>
    public ImmutableHashSet<string> Restricted { get; private set; } = [];

    /// <summary>Names the wishes in force: changes with each of them.</summary>
    public string Wishes => _wishes ?? "";

    /// <summary>The relation, when some patient has a wish; <see langword="null"/> when it is empty, so that nothing need be looked up.</summary>
    public string? NonEmptyRelation { get; private set; } = Relation;

    /// <summary>Looks again at the next reading.</summary>
    public void Forget() => Interlocked.Increment(ref _asked);

    private bool IsKnown => Volatile.Read(ref _known) == Volatile.Read(ref _asked) && setup.Time.GetElapsedTime(Interlocked.Read(ref _lookedAt)) < LookedAtAgain;

    public void Dispose() => _one.Dispose();

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (IsKnown) return;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (IsKnown) return;
            // Who asks meanwhile is answered by the look after this one.
            var asked = Volatile.Read(ref _asked);
            await ReadWishesAsync(cancellationToken);
            ReadDepartments();
            Interlocked.Exchange(ref _lookedAt, setup.Time.GetTimestamp());
            Volatile.Write(ref _known, asked);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task ReadWishesAsync(CancellationToken cancellationToken)
    {
        var changed = await setup.Operations.WishesChangedAsync(cancellationToken);
        if (changed == _wishes) return;
        var wishes = await setup.Operations.WishesAsync(cancellationToken);
        using var connection = engine.Connect();
        connection.Execute($"create table if not exists {Relation} (patient varchar, is_restricted boolean, consents varchar[])", cancellationToken);
        using var transaction = connection.BeginTransaction();
        connection.Execute($"delete from {Relation}", cancellationToken);
        foreach (var chunk in wishes.Chunk(500))
        {
            var rows = chunk.SelectMany(wish => PatientNames.Of(PatientNames.Of(wish.FacilityId, wish.PatientId)).Select(name =>
                $"({DuckDbSql.Literal(name)}, {(wish.IsRestricted ? "true" : "false")}, [{string.Join(", ", wish.Consents.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(DuckDbSql.Literal))}])"));
            connection.Execute($"insert into {Relation} values {string.Join(", ", rows)}", cancellationToken);
        }
        transaction.Commit();
        Restricted = wishes.Where(wish => wish.IsRestricted).Select(wish => PatientNames.Of(wish.FacilityId, wish.PatientId)).ToImmutableHashSet(StringComparer.Ordinal);
        NonEmptyRelation = wishes.Count == 0 ? null : Relation;
        _wishes = changed;
    }

    private void ReadDepartments()
    {
        if (words.IsEmpty) return;
        using var session = engine.OpenSession();
        if (session.Snapshot(Departments) is not { } snapshot || snapshot.Version == _departmentsVersion) return;
        using var command = session.Connection.CreateCommand($"select facility_id || '|' || department_id, department_name from ({snapshot.ScanSql()}) where department_id is not null and department_name is not null");
        using var reader = command.ExecuteReader();
        var departments = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read()) departments[reader.GetString(0)] = reader.GetString(1);
        Specialties = ProtectedSpecialties.Of(departments.Select(item => (item.Key, item.Value)), words);
        _departmentsVersion = snapshot.Version;
    }
}
