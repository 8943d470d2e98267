using System.Text.Json.Nodes;
using Carelake.Lake.Models;
using Carelake.Lake.Sql;

namespace Carelake.Lake.Lineage;

/// <summary>Builds OpenLineage run events (spec 2-0-2) with schema, data source, column lineage, SQL and version facets.</summary>
public static class OpenLineageEvent
{
    private const string Producer = "https://github.com/carelake/carelake";
    private const string Spec = "https://openlineage.io/spec";

    /// <summary>One event.</summary>
    /// <param name="run">The computation.</param>
    /// <param name="moment">Where in its life it is.</param>
    /// <param name="at">The time of the event.</param>
    public static JsonObject Build(LineageRun run, LineageMoment moment, DateTimeOffset at) => new()
    {
        ["eventType"] = moment switch
        {
            LineageMoment.Start => "START",
            LineageMoment.Complete => "COMPLETE",
            _ => "FAIL",
        },
        ["eventTime"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        ["producer"] = Producer,
        ["schemaURL"] = $"{Spec}/2-0-2/OpenLineage.json#/$defs/RunEvent",
        ["run"] = new JsonObject { ["runId"] = run.RunId.ToString(), ["facets"] = RunFacets(run, moment) },
        ["job"] = new JsonObject { ["namespace"] = run.Project, ["name"] = run.Model.Table, ["facets"] = JobFacets(run.Model) },
        ["inputs"] = new JsonArray([.. run.Lineage.Tables.Select(table => Dataset(run, table))]),
        ["outputs"] = new JsonArray(Output(run, moment)),
    };

    private static JsonObject RunFacets(LineageRun run, LineageMoment moment)
    {
        var facets = new JsonObject
        {
            ["parent"] = Facet("1-1-0/ParentRunFacet", new()
            {
                ["run"] = new JsonObject { ["runId"] = run.PipelineRunId.ToString() },
                ["job"] = new JsonObject { ["namespace"] = run.Project, ["name"] = "pipeline" },
            }),
        };
        if (moment is LineageMoment.Fail failure)
            facets["errorMessage"] = Facet("1-0-1/ErrorMessageRunFacet", new() { ["message"] = failure.Code, ["programmingLanguage"] = "SQL" });
        return facets;
    }

    private static JsonObject JobFacets(ModelSpec model)
    {
        var facets = new JsonObject
        {
            ["jobType"] = Facet("2-0-3/JobTypeJobFacet", new()
            {
                ["processingType"] = "BATCH",
                ["integration"] = "CARELAKE",
                ["jobType"] = "MODEL",
            }),
            ["documentation"] = Facet("1-0-1/DocumentationJobFacet", new() { ["description"] = model.Description ?? model.Grain }),
        };
        if (model.Sql is not null) facets["sql"] = Facet("1-0-1/SQLJobFacet", new() { ["query"] = model.Sql });
        return facets;
    }

    private static JsonObject Output(LineageRun run, LineageMoment moment)
    {
        var dataset = Dataset(run, run.Model.Table);
        var facets = dataset["facets"]!.AsObject();
        facets["schema"] = Facet("1-1-1/SchemaDatasetFacet", new() { ["fields"] = new JsonArray([.. run.Model.Columns.Values.Select(Field)]) });
        facets["columnLineage"] = Facet("1-2-0/ColumnLineageDatasetFacet", ColumnLineage(run));
        if (moment is not LineageMoment.Complete done) return dataset;
        if (done.Version is { } version)
            facets["version"] = Facet("1-0-1/DatasetVersionDatasetFacet", new() { ["datasetVersion"] = $"{version}" });
        dataset["outputFacets"] = new JsonObject
        {
            ["outputStatistics"] = Facet("1-0-2/OutputStatisticsOutputDatasetFacet", new() { ["rowCount"] = done.Rows }),
        };
        return dataset;
    }

    private static JsonObject Dataset(LineageRun run, string table) => new()
    {
        ["namespace"] = run.Lake,
        ["name"] = table,
        ["facets"] = new JsonObject
        {
            ["dataSource"] = Facet("1-0-1/DatasourceDatasetFacet", new() { ["name"] = run.Project, ["uri"] = run.Lake }),
        },
    };

    private static JsonNode Field(ColumnSpec column)
    {
        var field = new JsonObject { ["name"] = column.Name, ["type"] = column.Type };
        if (column.Description is not null) field["description"] = column.Description;
        return field;
    }

    private static JsonObject ColumnLineage(LineageRun run)
    {
        var fields = new JsonObject();
        foreach (var column in run.Lineage.Columns.Where(column => column.Name.Length > 0 && column.Dependencies.Count > 0))
            fields[column.Name] = new JsonObject { ["inputFields"] = InputFields(run, column.Dependencies) };
        return new() { ["fields"] = fields, ["dataset"] = InputFields(run, run.Lineage.Indirect) };
    }

    // One entry an input column, with every way it bears on the output.
    private static JsonArray InputFields(LineageRun run, IEnumerable<ColumnDependency> dependencies) =>
    [
        .. dependencies
            .GroupBy(one => (one.Table, one.Column))
            .OrderBy(group => group.Key.Table, StringComparer.Ordinal).ThenBy(group => group.Key.Column, StringComparer.Ordinal)
            .Select(group => new JsonObject
            {
                ["namespace"] = run.Lake,
                ["name"] = group.Key.Table,
                ["field"] = group.Key.Column,
                ["transformations"] = new JsonArray([.. group.OrderBy(one => one.Kind).Select(Transformation)]),
            }),
    ];

    private static JsonNode Transformation(ColumnDependency dependency) => new JsonObject
    {
        ["type"] = dependency.IsDirect ? "DIRECT" : "INDIRECT",
        ["subtype"] = dependency.Kind == LineageKind.GroupBy ? "GROUP_BY" : dependency.Kind.ToString().ToUpperInvariant(),
        ["masking"] = false,
    };

    private static JsonObject Facet(string name, JsonObject content)
    {
        content["_producer"] = Producer;
        content["_schemaURL"] = $"{Spec}/facets/{name[..name.IndexOf('/')]}/{name[(name.IndexOf('/') + 1)..]}.json";
        return content;
    }
}
