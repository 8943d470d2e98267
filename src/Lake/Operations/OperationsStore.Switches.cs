namespace Carelake.Lake.Operations;

public sealed partial class OperationsStore
{
    /// <summary>Sources that a person switched on or off beside carelake.yaml, by id; what is not here is as the file says.</summary>
    public async Task<IReadOnlyDictionary<string, bool>> SwitchesAsync(CancellationToken ct) =>
        (await QueryAsync<SwitchRow>("select source_id as SourceId, is_active as IsActive from carelake_source_switch", new { }, ct))
        .ToDictionary(row => row.SourceId, row => row.IsActive != 0, StringComparer.Ordinal);

    /// <summary>Switches the loads of a source on or off, from the next run on.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="isActive">On.</param>
    /// <param name="by">Id of who did it.</param>
    /// <param name="ct">Cancels.</param>
    public Task SwitchAsync(string sourceId, bool isActive, string by, CancellationToken ct) => ExecuteAsync(
        """
        insert into carelake_source_switch (source_id, is_active, changed_by, changed_at) values (@sourceId, @active, @by, @now)
        on conflict (source_id) do update set is_active = excluded.is_active, changed_by = excluded.changed_by, changed_at = excluded.changed_at
        """,
        new { sourceId, active = isActive ? 1L : 0L, by, now = Now() }, ct);

    private sealed record SwitchRow
    {
        public string SourceId { get; init; } = "";

        public long IsActive { get; init; }
    }
}
