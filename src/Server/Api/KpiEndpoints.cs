using System.Globalization;
using Carelake.Access.Reading;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Models;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Api;

/// <summary>Figures: what each means, and its values by slice and month.</summary>
internal sealed class KpiEndpoints : IEndpoints
{
    private const string Prefix = "gold.kpi_";
    private static readonly string[] Slices = ["group", "facility", "department", "provider", "payer"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var kpis = routes.MapGroup("/kpis").WithTags("Figures");
        kpis.MapGet("", List).WithName("ListKpis").WithSummary("Every figure with its formula, unit and as-of rule.").View("catalog");
        kpis.MapGet("/{name}", ReadAsync).WithName("ReadKpi").WithSummary("A figure's values by slice: all months together, or month by month.").ByRow().ProducesProblem(404).ProducesProblem(422);
    }

    private static IReadOnlyList<KpiAnswer> List(Caller caller) => [.. Models(caller).Select(KpiAnswer.Of)];

    private static async Task<KpiRows> ReadAsync(
        Caller caller, string name, string? slice, string? facility, string? department, string? provider, string? payer, string? from, string? to, bool? allMonths,
        int? page, int? pageSize, CancellationToken cancellationToken)
    {
        var model = Models(caller).FirstOrDefault(model => model.Table == Prefix + name)
            ?? throw new CarelakeException("SRV-0403", "There is no such figure.", name, "GET /api/v1/kpis lists them.");
        var where = new List<KeyValuePair<string, string>>();
        Add("slice", slice);
        Add("facility_id", facility);
        Add("department_key", department);
        Add("provider_key", provider);
        Add("payer_key", payer);
        var query = new RowsQuery(model.Table)
        {
            Where = [.. where], Condition = Months(from, to, allMonths), Page = Math.Max(1, page ?? 1), PageSize = Math.Clamp(pageSize ?? 1000, 1, 5000),
        };
        return new(KpiAnswer.Of(model), RowsAnswer.Of(await caller.Tenant.Governed.ReadAsync(caller.Viewer, query, cancellationToken)));

        void Add(string column, string? value)
        {
            if (value is not null && model.Columns.ContainsKey(column)) where.Add(new(column, value));
        }
    }

    private static string Months(string? from, string? to, bool? allMonths)
    {
        var conditions = new List<string>();
        if (from is not null) conditions.Add($"service_month >= {Month(from)}");
        if (to is not null) conditions.Add($"service_month <= {Month(to)}");
        if (allMonths is { } together) conditions.Add(together ? "service_month is null" : "service_month is not null");
        return string.Join(" and ", conditions);
    }

    private static string Month(string text) => DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
        ? DuckDbSql.Literal(month)
        : throw new CarelakeException("SRV-0404", "A month is written as 2024-01.", "from, to", "Write year and month.");

    private static IEnumerable<ModelSpec> Models(Caller caller) =>
        caller.Tenant.Project.Models.Values.Where(model => model.Kpi is not null && model.Table.StartsWith(Prefix, StringComparison.Ordinal)).OrderBy(model => model.Table, StringComparer.Ordinal);

    internal static IReadOnlyList<string> SlicesOf(ModelSpec model) => model.Columns.ContainsKey("slice") ? Slices : [];

    internal static string NameOf(string table) => table[Prefix.Length..];
}

/// <summary>A figure's definition.</summary>
/// <param name="Name">Name in the API.</param>
/// <param name="Table">The table that holds it.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Formula">How it is computed, in words.</param>
/// <param name="Unit">Unit of its values; the name of a column where the unit stands in the row.</param>
/// <param name="AsOf">What moment it speaks of.</param>
/// <param name="Column">The column that holds its values.</param>
/// <param name="Slices">What it can be asked by.</param>
internal sealed record KpiAnswer(string Name, string Table, string Title, string? Description, string? Formula, string? Unit, string? AsOf, string Column, IReadOnlyList<string> Slices)
{
    public static KpiAnswer Of(ModelSpec model)
    {
        var name = KpiEndpoints.NameOf(model.Table);
        var kpi = model.Kpi!; // Only models with one are listed.
        return new(name, model.Table, TitleOf(name), model.Description, kpi.Formula, kpi.Unit, kpi.AsOf, kpi.Column ?? name, KpiEndpoints.SlicesOf(model));
    }

    private static string TitleOf(string name) => string.Join(' ', name.Split('_').Select((word, index) => word switch
    {
        "ar" => "AR",
        _ when index == 0 => char.ToUpperInvariant(word[0]) + word[1..],
        _ => word,
    }));
}

/// <summary>A figure's values.</summary>
internal sealed record KpiRows(KpiAnswer Definition, RowsAnswer Values);
