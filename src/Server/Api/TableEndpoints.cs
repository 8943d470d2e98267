using System.Collections.Immutable;
using System.Globalization;
using Carelake.Access.Reading;
using Carelake.Core;
using Carelake.Lake.Catalog;
using Carelake.Lake.Models;
using Carelake.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Carelake.Server.Api;

/// <summary>The catalog, and rows of any table under policy.</summary>
internal sealed class TableEndpoints : IEndpoints
{
    private const string WherePrefix = "where.";
    private const int LongestPage = 1000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var tables = routes.MapGroup("/tables").WithTags("Catalog");
        tables.MapGet("", List).WithName("ListTables").WithSummary("Every table that the project declares or the lake holds.").View("catalog");
        tables.MapGet("/{table}", DescribeAsync).WithName("DescribeTable").WithSummary("One table: its columns, with what the caller sees of them, its rules and its neighbours.").View("catalog").ProducesProblem(404);
        tables.MapGet("/{table}/history", History).WithName("TableHistory").WithSummary("The versions of a table, newest first.").View("catalog").ProducesProblem(404);
        tables.MapGet("/{table}/rows", RowsAsync).WithName("ReadTable").ByRow().ProducesProblem(404)
            .WithSummary("Rows of a table as the caller may see them. where.COLUMN=VALUE compares with what the caller sees; format=csv exports all that fit.")
            .Produces<RowsAnswer>().Produces(200, contentType: "text/csv");
        routes.MapGet("/lineage", Lineage).WithTags("Catalog").WithName("Lineage").WithSummary("Which table is made from which.").View("catalog");
        routes.MapGet("/facilities", Facilities).WithTags("Catalog").WithName("ListFacilities").WithSummary("The group's facilities that the caller works for; all of them for roles of the whole group.").ForCaller();
    }

    private static IReadOnlyList<TableAnswer> List(Caller caller)
    {
        using var session = caller.Tenant.Governed.OpenSession();
        return [.. new LakeCatalog(caller.Tenant.Project, caller.Tenant.Lake).Tables(session.Connection).Select(TableAnswer.Of)];
    }

    private static async Task<TableDetail> DescribeAsync(Caller caller, string table, CancellationToken cancellationToken)
    {
        using var session = caller.Tenant.Governed.OpenSession();
        var described = new LakeCatalog(caller.Tenant.Project, caller.Tenant.Lake).Describe(table, session.Connection);
        var shown = caller.Tenant.Lake.Table(table).Exists()
            ? (await caller.Tenant.Governed.ColumnsAsync(caller.Viewer, table, "read", cancellationToken)).ToDictionary(column => column.Name, column => ColumnAnswer.Of(column).Shown, StringComparer.Ordinal)
            : [];
        return TableDetail.Of(described, shown);
    }

    private static IReadOnlyList<TableVersion> History(Caller caller, string table) => new LakeCatalog(caller.Tenant.Project, caller.Tenant.Lake).History(table);

    private static LineageAnswer Lineage(Caller caller)
    {
        using var session = caller.Tenant.Governed.OpenSession();
        var project = caller.Tenant.Project;
        var tables = new LakeCatalog(project, caller.Tenant.Lake).Tables(session.Connection);
        var edges = project.Models.Keys.SelectMany(table => project.Graph.InputsOf(table).Select(input => new LineageEdge(input, table)));
        return new([.. tables.Select(table => new LineageNode(table.Table, table.Table[..table.Table.IndexOf('.', StringComparison.Ordinal)], table.RowCount, table.ChangedAt))], [.. edges]);
    }

    private static IReadOnlyList<FacilityAnswer> Facilities(Caller caller)
    {
        var isGroupWide = Access.Policies.Role.All.Any(role => role.IsGroupWide && caller.Viewer.Roles.Contains(role.Name)) || caller.Viewer.IsAdministrator;
        return
        [
            .. caller.Tenant.Project.Config.Facilities.Where(facility => isGroupWide || caller.Viewer.Facilities.Contains(facility.Key))
                .Select(facility => new FacilityAnswer(facility.Key, facility.Value.Name ?? facility.Key, facility.Value.Country)),
        ];
    }

    private static async Task<Results<Ok<RowsAnswer>, PushStreamHttpResult>> RowsAsync(
        Caller caller, HttpContext context, string table, int? page, int? pageSize, string? sort, string? search, string? format, bool? current, CancellationToken cancellationToken)
    {
        var isCsv = format == "csv" || context.Request.Headers.Accept.ToString().StartsWith("text/csv", StringComparison.OrdinalIgnoreCase);
        var query = new RowsQuery(table)
        {
            Where = [.. context.Request.Query.Where(item => item.Key.StartsWith(WherePrefix, StringComparison.Ordinal)).Select(item => KeyValuePair.Create(item.Key[WherePrefix.Length..], item.Value.ToString()))],
            Sort = sort?.TrimStart('-'),
            IsDescending = sort?.StartsWith('-') == true,
            Search = search ?? "",
            SearchColumns = search is { Length: > 0 } ? TextColumns(caller, table) : [],
            IsCurrentOnly = current ?? false,
            Page = Math.Max(1, page ?? 1),
            PageSize = isCsv ? CsvExport.MostRows : Math.Clamp(pageSize ?? 50, 1, LongestPage),
            Action = isCsv ? "export" : "read",
        };
        var rows = await caller.Tenant.Governed.ReadAsync(caller.Viewer, query, cancellationToken);
        if (isCsv) return CsvExport.Of(rows, table);
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"W/\"{rows.Version}\"");
        return TypedResults.Ok(RowsAnswer.Of(rows));
    }

    private static ImmutableArray<string> TextColumns(Caller caller, string table) => caller.Tenant.Project.Models.TryGetValue(table, out var model)
        ? [.. model.Columns.Where(column => column.Value.Type == "string").Select(column => column.Key)]
        : throw new CarelakeException("SRV-0402", "Only tables that a model describes can be searched.", table, "Filter by a column instead.");
}

/// <summary>A facility.</summary>
internal sealed record FacilityAnswer(string Id, string Name, string? Country);

/// <summary>A table in one line.</summary>
internal sealed record TableAnswer(
    string Table, string Layer, string? Description, string? Grain, string? Owner, string? Materialisation, long? Version, DateTimeOffset? UpdatedAt, long? Rows, long? Bytes)
{
    public static TableAnswer Of(TableSummary table) => new(
        table.Table, table.Table[..table.Table.IndexOf('.', StringComparison.Ordinal)], table.Description, table.Grain, table.Owner,
        table.Materialisation?.ToString().ToLowerInvariant(), table.Version, table.ChangedAt, table.RowCount, table.SizeBytes);
}

/// <summary>A table with its columns, rules and neighbours.</summary>
internal sealed record TableDetail(
    TableAnswer Summary, IReadOnlyList<string> Keys, IReadOnlyList<ColumnDetail> Columns, IReadOnlyList<RuleAnswer> Rules, IReadOnlyList<string> Inputs, IReadOnlyList<string> Readers, KpiSpec? Kpi)
{
    public static TableDetail Of(TableDescription table, IReadOnlyDictionary<string, string> shown) => new(
        TableAnswer.Of(table.Summary), table.Keys,
        [
            .. table.Columns.Select(column => new ColumnDetail(
                column.Name, column.Type, column.Unit, column.Sensitivity.ToString(), column.Description, shown.GetValueOrDefault(column.Name, "no"),
                [.. column.Sources.Select(source => new SourceColumn(source.Table, source.Column))])),
        ],
        [.. table.Rules.Select(rule => new RuleAnswer(rule.Name, rule.Type.ToString(), [.. rule.Columns ?? []], rule.Severity.ToString().ToLowerInvariant(), rule.Message ?? ""))],
        table.Inputs, table.Readers, table.Kpi);
}

/// <summary>A column, and where its values come from.</summary>
internal sealed record ColumnDetail(string Name, string Type, string? Unit, string Sensitivity, string? Description, string Shown, IReadOnlyList<SourceColumn> Sources);

/// <summary>A column of another table.</summary>
internal sealed record SourceColumn(string Table, string Column);

/// <summary>A quality rule.</summary>
internal sealed record RuleAnswer(string Name, string Type, IReadOnlyList<string> Columns, string Severity, string Message);

/// <summary>The graph of tables.</summary>
internal sealed record LineageAnswer(IReadOnlyList<LineageNode> Nodes, IReadOnlyList<LineageEdge> Edges);

/// <summary>A table of the graph.</summary>
internal sealed record LineageNode(string Table, string Layer, long? Rows, DateTimeOffset? UpdatedAt);

/// <summary>One table is read to make another.</summary>
internal sealed record LineageEdge(string From, string To);
