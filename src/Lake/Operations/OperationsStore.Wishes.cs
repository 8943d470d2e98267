using Dapper;

namespace Carelake.Lake.Operations;

public sealed partial class OperationsStore
{
    /// <summary>Every patient's wishes, by facility and patient.</summary>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<PatientWish>> WishesAsync(CancellationToken ct) =>
        [.. (await QueryAsync<WishRow>(
            "select facility_id as FacilityId, patient_id as PatientId, is_restricted as IsRestricted, consents as Consents from carelake_patient_wish order by facility_id, patient_id",
            new { }, ct)).Select(row => new PatientWish(row.FacilityId, row.PatientId, row.IsRestricted != 0, row.Consents))];

    /// <summary>The latest change of the wishes, as text that sorts; empty when there are none.</summary>
    /// <param name="ct">Cancels.</param>
    public async Task<string> WishesChangedAsync(CancellationToken ct) =>
        (await QueryAsync<string>("select coalesce(max(changed_at), '') || '/' || count(*) from carelake_patient_wish", new { }, ct)).Single();

    /// <summary>Keeps wishes, each in place of what the patient had asked before, in one transaction.</summary>
    /// <param name="wishes">The wishes.</param>
    /// <param name="ct">Cancels.</param>
    public async Task SetWishesAsync(IReadOnlyCollection<PatientWish> wishes, CancellationToken ct)
    {
        await using var connection = await _dialect.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = Now();
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into carelake_patient_wish (facility_id, patient_id, is_restricted, consents, changed_at) values (@FacilityId, @PatientId, @isRestricted, @Consents, @now)
            on conflict (facility_id, patient_id) do update set is_restricted = excluded.is_restricted, consents = excluded.consents, changed_at = excluded.changed_at
            """,
            wishes.Select(wish => new { wish.FacilityId, wish.PatientId, isRestricted = wish.IsRestricted ? 1L : 0L, wish.Consents, now }).ToList(),
            transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    private sealed record WishRow
    {
        public string FacilityId { get; init; } = "";

        public string PatientId { get; init; } = "";

        public long IsRestricted { get; init; }

        public string Consents { get; init; } = "";
    }
}
