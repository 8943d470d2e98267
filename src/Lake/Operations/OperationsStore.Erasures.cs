using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Carelake.Lake.Operations;

public sealed partial class OperationsStore
{
    /// <summary>Keyed hashes of the patients who were erased, each with the id of the key.</summary>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<(string Digest, string KeyId)>> ErasuresAsync(CancellationToken ct) =>
        [.. (await QueryAsync<ErasureRow>("select digest as Digest, key_id as KeyId from carelake_erasure order by digest", new { }, ct)).Select(row => (row.Digest, row.KeyId))];

    /// <summary>Keeps keyed hashes of patients who are erased; those that are there stay as they are.</summary>
    /// <param name="digests">The hashes.</param>
    /// <param name="keyId">Master key that their key comes from.</param>
    /// <param name="ct">Cancels.</param>
    public Task AddErasuresAsync(IReadOnlyCollection<string> digests, string keyId, CancellationToken ct) => ExecuteAsync(
        "insert into carelake_erasure (digest, key_id, erased_at) values (@digest, @keyId, @now) on conflict (digest) do nothing",
        digests.Select(digest => new { digest, keyId, now = Now() }).ToList(), ct);

    /// <summary>Forgets what patients asked, and leaves no trace of it in the file of the database.</summary>
    /// <param name="patients">Facility and patient id of each.</param>
    /// <param name="ct">Cancels.</param>
    public async Task ForgetWishesAsync(IReadOnlyCollection<(string FacilityId, string PatientId)> patients, CancellationToken ct)
    {
        await using var connection = await _dialect.OpenAsync(ct);
        await OverwritingAsync(connection, ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from carelake_patient_wish where facility_id = @facilityId and patient_id = @patientId",
            patients.Select(patient => new { facilityId = patient.FacilityId, patientId = patient.PatientId }).ToList(), cancellationToken: ct));
        if (connection is SqliteConnection) await connection.ExecuteAsync(new CommandDefinition("pragma wal_checkpoint(truncate)", cancellationToken: ct));
    }

    // SQLite marks what is deleted as free and leaves the bytes; PostgreSQL's are for its vacuum.
    private static async Task OverwritingAsync(DbConnection connection, CancellationToken ct)
    {
        if (connection is SqliteConnection) await connection.ExecuteAsync(new CommandDefinition("pragma secure_delete = on", cancellationToken: ct));
    }

    private sealed record ErasureRow
    {
        public string Digest { get; init; } = "";

        public string KeyId { get; init; } = "";
    }
}
