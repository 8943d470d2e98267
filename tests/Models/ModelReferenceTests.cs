using System.Text;
using Carelake.Core;
using Carelake.Lake.Configuration;
using Carelake.Lake.Models;

namespace Carelake.Tests.Models;

/// <summary>The reference pages of models say what the models say; <c>./test --golden</c> writes them.</summary>
public sealed class ModelReferenceTests
{
    private static readonly Lazy<Project> Rcm = new(() => ProjectLoader.Load(Repository.Path("examples", "rcm", "carelake.yaml")));

    [Fact]
    public void Every_example_loads_without_a_finding()
    {
        foreach (var file in Repository.Files("examples", "carelake.yaml"))
            ProjectLoader.Read(file).Issues.ShouldBeEmpty(Repository.Relative(file));
    }

    [Fact]
    public void The_kpi_page_is_what_the_models_say() => Same("docs/reference/kpis.md", Kpis(Rcm.Value.Models.Values));

    [Fact]
    public void The_page_of_the_common_data_model_is_what_the_models_say() =>
        Same("docs/reference/common-data-model.md", CommonDataModel(Rcm.Value.Models.Values));

    [Fact]
    public void Every_column_of_every_model_is_described() =>
        Rcm.Value.Models.Values
            .SelectMany(model => model.Columns.Values.Where(column => string.IsNullOrWhiteSpace(column.Description)).Select(column => $"{model.Table}.{column.Name}"))
            .ShouldBeEmpty();

    [Fact]
    public void Every_amount_says_its_unit() =>
        Rcm.Value.Models.Values
            .SelectMany(model => model.Columns.Values
                .Where(column => column.Name.EndsWith("_amount", StringComparison.Ordinal) && column.Unit is null)
                .Select(column => $"{model.Table}.{column.Name}"))
            .ShouldBeEmpty();

    [Fact]
    public void Gold_holds_no_direct_identifier() =>
        Rcm.Value.Models.Values.Where(model => !model.IsSilver)
            .SelectMany(model => model.Columns.Values.Where(column => column.Sensitivity == SensitivityClass.DirectIdentifier).Select(column => $"{model.Table}.{column.Name}"))
            .ShouldBeEmpty();

    [Fact]
    public void No_gold_column_is_named_as_a_direct_identifier_of_silver()
    {
        var direct = Rcm.Value.Models["silver.patient"].Columns.Values
            .Where(column => column.Sensitivity == SensitivityClass.DirectIdentifier)
            .Select(column => column.Name)
            .ToHashSet();

        Rcm.Value.Models.Values.Where(model => !model.IsSilver)
            .SelectMany(model => model.Columns.Keys.Where(direct.Contains).Select(column => $"{model.Table}.{column}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_kpi_model_defines_its_figure() =>
        Rcm.Value.Models.Values
            .Where(model => model.Name.StartsWith("kpi_", StringComparison.Ordinal) && (model.Kpi?.Column is null || model.Why is null))
            .Select(model => model.Table)
            .ShouldBeEmpty();

    private static void Same(string file, string expected)
    {
        var path = Repository.Path(file);
        if (Environment.GetEnvironmentVariable("CARELAKE_GOLDEN") == "1") File.WriteAllText(path, expected);
        File.ReadAllText(path).ShouldBe(expected, $"{file} is stale: ./test --golden");
    }

    private static string Kpis(IEnumerable<ModelSpec> models)
    {
        var page = new StringBuilder("""
            # KPIs

            Each figure is defined once, in the YAML beside its model; this page is made from there by `./test --golden`.
            Every KPI table has one row per slice (`group`, `facility`, `department`, `provider`, `payer`), month of service and
            currency, and one more per slice and currency for all months. A key that is NULL means all, and `service_month` NULL means
            all months. Rates are computed from sums at every level, never averaged. `carelake why TABLE KEY` opens a figure down to its rows.

            | table | figure | formula | unit | as of | better |
            | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var model in models.Where(model => model.Kpi is not null).OrderBy(model => model.Table, StringComparer.Ordinal))
        {
            var kpi = model.Kpi!; // The filter above.
            var better = kpi.HigherIsBetter switch { true => "higher", false => "lower", null => "" };
            page.Append($"| `{model.Table}` | {model.Description} `{kpi.Column}` | {kpi.Formula} | {kpi.Unit} | {kpi.AsOf} | {better} |\n");
        }
        return page.ToString();
    }

    private static string CommonDataModel(IEnumerable<ModelSpec> models)
    {
        var page = new StringBuilder("""
            # The common data model

            The silver tables that every source is mapped to. This page is made from the models' YAML by `./test --golden`.
            Every table also has the columns of its history (`valid_from`, `valid_to`, `is_current`, `is_deleted`, `change_hash`,
            `observed_at`) and of its origin (`_source_id`, `_batch_id`, `_landing_file`, `_position`), and `_warnings`: the names of the
            warning rules that the row breaks, joined by commas, NULL when it breaks none.
            Two further tables are written by the run itself: `silver.facility` (from `facilities:` in `carelake.yaml`) and
            `silver.run_parameters` (the reporting date). Rows that break an *error* rule go to `quarantine.<table>`; a *warn* rule only marks.

            """);
        foreach (var model in models.Where(model => model.IsSilver).OrderBy(model => model.Table, StringComparer.Ordinal)) Table(page, model);
        return page.ToString();
    }

    private static void Table(StringBuilder page, ModelSpec model)
    {
        page.Append($"\n## {model.Table}\n\n{model.Description} Grain: {model.Grain}. Keys: {string.Join(", ", model.Keys.Select(key => $"`{key}`"))}.\n");
        page.Append("\n| column | type | class | meaning |\n| --- | --- | --- | --- |\n");
        foreach (var column in model.Columns.Values)
            page.Append($"| `{column.Name}` | {column.Type} | {Words(column.Sensitivity)} | {column.Description}{(column.Unit is null ? "" : $" Unit: {column.Unit}.")} |\n");
        page.Append("\n| rule | severity | a row breaks it when |\n| --- | --- | --- |\n");
        foreach (var rule in model.Rules)
            page.Append($"| `{rule.Name}` | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Message} |\n");
    }

    private static string Words(SensitivityClass value) =>
        string.Concat(value.ToString().Select((letter, index) => index > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
