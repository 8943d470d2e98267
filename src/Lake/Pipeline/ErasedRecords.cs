using Carelake.DuckDb;
using Carelake.Lake.Bronze;
using Carelake.Lake.Landing;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;
using Carelake.Lake.Subjects;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// Records of people who were erased, in a batch that a source sent all the same: they are made blank in landing before any of the batch reaches bronze. Whose a
/// record is, the mapping says; a table that no mapping reads is not looked at.
/// </summary>
internal sealed class ErasedRecords(PipelineServices services, RunContext run, ErasedPeople erased, MappingSpec mapping)
{
    /// <summary>Looks through a landed batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="ct">Interrupts.</param>
    /// <returns>Some of its records are blank: what the source has is not what is to be read.</returns>
    public async Task<bool> BlankAsync(BatchRecord batch, CancellationToken ct)
    {
        var format = ExtractFormat.FromJson(batch.LandedObject);
        var model = run.Project.Models[mapping.SilverTable];
        if (!model.Columns.ContainsKey("facility_id") || !model.Columns.ContainsKey("patient_id")) return services.Landing.IsBlanked(batch.LandedSha256);
        var (positions, unreadable) = await FindAsync(batch, format, model, ct);
        if (positions.Count == 0) return services.Landing.IsBlanked(batch.LandedSha256);
        await services.Landing.BlankAsync(batch.LandedSha256, format, new BlankedRecords(positions, new HashSet<long>()) { Unreadable = unreadable }, run.Lake.Scratch, ct);
        return true;
    }

    private async Task<(HashSet<long> Positions, HashSet<long> Unreadable)> FindAsync(BatchRecord batch, ExtractFormat format, ModelSpec model, CancellationToken ct)
    {
        using var file = await services.Landing.OpenReadableAsync(batch.LandedSha256, format, run.Lake.Scratch, ct);
        using var session = run.OpenSession();
        var rows = BronzeLoader.Rows(session.Connection, file.Path, file.Format);
        if (rows.HasNoColumns) return ([], []);
        session.Bind(mapping.BronzeTable, WithOrigin(session, batch, rows));
        MappedRows.Define(session, model, [mapping]);
        var people = session.Connection.Rows(
            $"select facility_id || '|' || patient_id, list(distinct _position) from {MappedRows.View} where patient_id is not null and facility_id is not null group by 1",
            row => (Name: row.GetString(0), Positions: (IEnumerable<object>)row.GetValue(1)), ct);
        var gone = await erased.AmongAsync(people.Select(person => person.Name), ct);
        var positions = people.Where(person => gone.Contains(person.Name)).SelectMany(person => person.Positions.Select(Convert.ToInt64)).ToHashSet();
        return (positions, positions.Count > 0 && format.Kind == FormatKind.Csv ? Catalog.WhyQuery.Rejected(session.Connection, file, ct) : []);
    }

    // Columns that only earlier batches had are NULL here, as they will be in bronze.
    private string WithOrigin(Catalog.LakeSession session, BatchRecord batch, LandedRows rows)
    {
        var origin = $"{DuckDbSql.Literal(batch.SourceId)} as _source_id, {DuckDbSql.Literal(batch.BatchId.ToString())} as _batch_id, " +
            $"{DuckDbSql.Literal(LandingZone.RelativePath(batch.LandedSha256))} as _landing_file";
        var here = $"select * exclude (_position), {origin}, cast(_position as bigint) as _position from ({rows.RowsSql})";
        return session.Snapshot(mapping.BronzeTable) is { } bronze ? $"{here} union all by name select * from (select * from ({bronze.ScanSql()}) limit 0)" : here;
    }
}
