using System.Collections.Immutable;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;

namespace Carelake.Lake.Subjects;

/// <summary>
/// What patients had put right, as a source of its own: landed, in bronze, and mapped to silver like what any other source says. A correction is a state of the
/// patient right after the state that it corrects; what sources say of the corrected columns later does not undo it.
/// </summary>
internal static class Corrections
{
    /// <summary>The source's id.</summary>
    public const string SourceId = "subject_corrections";

    /// <summary>Its only table: the patients'.</summary>
    public const string Table = "patient";

    /// <summary>The bronze table.</summary>
    public const string Bronze = $"bronze.{SourceId}_{Table}";

    /// <summary>The table that is corrected.</summary>
    public const string Silver = "silver.patient";

    /// <summary>Bronze column with the moment that the corrected state begins.</summary>
    public const string EffectiveAt = "effective_at";

    /// <summary>Bronze column with the names of the corrected columns, joined by commas.</summary>
    public const string Corrected = "corrected_columns";

    /// <summary>The mappings of a silver table, with that of corrections where it is the table of patients.</summary>
    public static IEnumerable<MappingSpec> With(IEnumerable<MappingSpec> mappings, ModelSpec model)
    {
        var own = mappings.ToList();
        return model.Table == Silver && own.Count > 0 ? own.Append(Mapping(model)) : own;
    }

    /// <summary>Columns of the bronze table, in order.</summary>
    public static IEnumerable<string> Columns(ModelSpec model) => model.Columns.Keys.Append(EffectiveAt).Append(Corrected);

    /// <summary>Rows of a silver model with what was corrected at their time put in place of what the source says.</summary>
    /// <param name="session">Finds the corrections.</param>
    /// <param name="model">The model.</param>
    /// <param name="rows">A SELECT of typed rows with <c>_effective_at</c>.</param>
    public static string Over(LakeSession session, ModelSpec model, string rows)
    {
        if (model.Table != Silver || session.Snapshot(Bronze) is not { } corrections) return rows;
        var columns = session.Connection.Rows(
            $"select distinct unnest(string_split({Corrected}, ',')) from ({corrections.ScanSql()})", row => row.GetString(0), CancellationToken.None).Where(model.Columns.ContainsKey).ToList();
        foreach (var column in columns)
        {
            var name = DuckDbSql.Identifier(column);
            // The moment a correction begins is that of its own state; NULL means since always, which is before any.
            rows = $"""
                select r.* replace (case when c.{EffectiveAt} is null then r.{name} else try_cast(c.{name} as {ColumnTypes.ToDuckDb(model.Columns[column].Type)}) end as {name})
                from ({rows}) r asof left join (
                    select facility_id, patient_id, {name}, cast({EffectiveAt} as timestamp) as {EffectiveAt} from ({corrections.ScanSql()})
                    where list_contains(string_split({Corrected}, ','), {DuckDbSql.Literal(column)})) c
                on r.facility_id = c.facility_id and r.patient_id = c.patient_id and r._effective_at >= c.{EffectiveAt}
                """;
        }

        return rows;
    }

    private static MappingSpec Mapping(ModelSpec model)
    {
        var columns = model.Columns.Select(column => $"try_cast({DuckDbSql.Identifier(column.Key)} as {ColumnTypes.ToDuckDb(column.Value.Type)}) as {DuckDbSql.Identifier(column.Key)}");
        var sql = $"select {string.Join(", ", columns)}, cast({EffectiveAt} as timestamp) as _effective_at, _source_id, _batch_id, _landing_file, _position from {Bronze}";
        return new MappingSpec(SourceId, Table, Bronze, Silver, sql, "(built in) corrections/patient.sql") { Ties = ImmutableArray<ImmutableArray<string>>.Empty };
    }
}
