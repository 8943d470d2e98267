using Carelake.Delta.Writes;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;

namespace Carelake.Lake.Pipeline;

/// <summary>
/// The silver tables that hold the configuration: facilities and the reporting date. They are tables so that a changed date makes the
/// figures that depend on it new, as any changed input does.
/// </summary>
internal static class RunnerTables
{
    /// <summary>Name of the table with the reporting date.</summary>
    public const string Parameters = "silver.run_parameters";

    /// <summary>Name of the table with the facilities.</summary>
    public const string Facilities = "silver.facility";

    /// <summary>Writes the tables whose content is not what the configuration says.</summary>
    /// <returns>Names of those written.</returns>
    public static IReadOnlyList<string> Write(RunContext run, CancellationToken ct)
    {
        using var session = run.OpenSession();
        return [.. new[] { (Parameters, ParametersSql(run)), (Facilities, FacilitiesSql(run)) }
            .Where(table => Write(run, session, table.Item1, table.Item2, ct))
            .Select(table => table.Item1)];
    }

    private static bool Write(RunContext run, LakeSession session, string table, string sql, CancellationToken ct)
    {
        if (session.Bind(table) is not null && !Differs(session, $"select * from {TableName.Quote(table)}", sql, ct)) return false;
        var change = new DeltaChange { RowsSql = sql, Overwrite = Overwrite(run, table), CreateAs = new DeltaTableDefinition { Name = table } };
        run.Lake.Table(table).Write(session.Connection, change, run.Commit([]), ct);
        return true;
    }

    private static DeltaOverwrite? Overwrite(RunContext run, string table) =>
        run.Lake.Table(table).Exists() ? DeltaOverwrite.Everything : null;

    private static bool Differs(LakeSession session, string old, string now, CancellationToken ct) => session.Connection.Scalar<long>(
        $"select count(*) from ((({old}) except ({now})) union all (({now}) except ({old})))", ct) > 0;

    private static string ParametersSql(RunContext run)
    {
        var date = run.Options.AsOf ?? run.Project.Config.AsOf ?? DateOnly.FromDateTime(run.StartedAt.UtcDateTime);
        return $"select {DuckDbSql.Literal(date)} as as_of_date";
    }

    private static string FacilitiesSql(RunContext run)
    {
        var rows = run.Project.Config.Facilities.Select(facility => $"select {DuckDbSql.Literal(facility.Key)}::varchar as facility_id, " +
            $"{DuckDbSql.Literal(facility.Value.Name ?? facility.Key)}::varchar as facility_name, {DuckDbSql.Literal(facility.Value.Country)}::varchar as country_code");
        return string.Join(" union all ", rows.DefaultIfEmpty(
            "select null::varchar as facility_id, null::varchar as facility_name, null::varchar as country_code where false"));
    }
}
