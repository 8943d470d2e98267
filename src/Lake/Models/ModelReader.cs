using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Lake.Configuration;
using Carelake.Lake.Sql;

namespace Carelake.Lake.Models;

/// <summary>Reads the SQL of models and mappings: gate, inputs, output columns, lineage.</summary>
internal sealed class ModelReader(Project project, SqlParser parser, ImmutableArray<Issue>.Builder issues)
{
    private static readonly QueryLineage Nothing = new([], [], new HashSet<ColumnDependency>());

    private readonly HashSet<string> _bronze =
        [.. project.Sources.SelectMany(source => source.Tables.Values.Select(table => Project.BronzeTableOf(source, table)))];

    /// <summary>One model with its mappings; what is wrong goes to the issues.</summary>
    public ModelNode Read(ModelSpec model)
    {
        CheckRules(model);
        var lineage = model.IsSilver ? Silver(model) : Gold(model);
        return new(model, lineage.Tables, lineage);
    }

    private QueryLineage Gold(ModelSpec model)
    {
        if (model.Sql is null || Parse(model.Sql, model.SqlFile!) is not { } tree) return Nothing;
        var lineage = Lineage(tree, table => table.StartsWith("silver.", StringComparison.Ordinal) || table.StartsWith("gold.", StringComparison.Ordinal), "silver and gold");
        CheckColumns(tree, lineage, model, [.. model.Columns.Keys], mayLeaveOut: false);
        return lineage;
    }

    // A silver model is the union of its mappings, each cleaned by the model's own SQL if it has one.
    private QueryLineage Silver(ModelSpec model)
    {
        var tree = model.Sql is null ? null : Parse(model.Sql, model.SqlFile!);
        string[] allowed = [.. model.Columns.Keys, model.EffectiveAt, "_effective_at", "_op", .. MappingSpec.OriginColumns];
        var branches = project.MappingsTo(model.Table).Select(mapping => Mapping(model, mapping, allowed)).ToList();
        if (tree is null) return Union(branches);

        // Without a mapping the SQL is still checked, against the columns that a mapping may bring.
        var alone = Relation.OfTable("mapped", "mapped", allowed);
        CheckColumns(tree, Lineage(tree, IsSilver, "mapped and silver", alone), model, allowed, mayLeaveOut: true);
        return Union([.. branches.Select(branch => QueryReader.Read(tree, ColumnsOf, Mapped(branch, allowed)).Value with
        {
            Tables = [.. branch.Tables, .. QueryReader.Read(tree, ColumnsOf, alone).Value.Tables],
        })]);
    }

    private QueryLineage Mapping(ModelSpec model, MappingSpec mapping, string[] allowed)
    {
        if (Parse(mapping.Sql, mapping.File) is not { } tree) return Nothing;
        var lineage = Lineage(tree, table => table == mapping.BronzeTable, $"its own {mapping.BronzeTable}");
        CheckColumns(tree, lineage, model, allowed, mayLeaveOut: true);
        var missing = MappingSpec.OriginColumns.Append(model.EffectiveAt)
            .Where(name => !lineage.Columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
        foreach (var name in missing) Add(ModelCodes.WrongOutput, $"{mapping.File}:1:1", $"A mapping passes on '{name}'.");
        return lineage;
    }

    // Columns that a mapping leaves out are NULL.
    private static Relation Mapped(QueryLineage mapping, string[] allowed) => new("mapped",
    [
        .. mapping.Columns,
        .. allowed.Except(mapping.Columns.Select(column => column.Name), StringComparer.OrdinalIgnoreCase)
            .Select(name => new OutputColumn(name, new HashSet<ColumnDependency>())),
    ]);

    private static QueryLineage Union(IReadOnlyList<QueryLineage> branches) => new(
        [.. branches.SelectMany(branch => branch.Tables).Distinct().Order(StringComparer.Ordinal)],
        [.. branches.SelectMany(branch => branch.Columns)
            .GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .Select(group => new OutputColumn(group.Key, group.SelectMany(column => column.Dependencies).ToHashSet()))],
        branches.SelectMany(branch => branch.Indirect).ToHashSet());

    private SqlTree? Parse(string sql, string file)
    {
        try
        {
            var tree = parser.Parse(sql, file);
            issues.AddRange(SparkGate.Check(tree));
            return tree;
        }
        catch (CarelakeException error)
        {
            Add(error.Code, error.Place, error.Message);
            return null;
        }
    }

    private QueryLineage Lineage(SqlTree tree, Func<string, bool> mayRead, string readable, params IReadOnlyList<Relation> given)
    {
        var (lineage, found) = QueryReader.Read(tree, ColumnsOf, given);
        issues.AddRange(found);
        foreach (var table in lineage.Tables)
        {
            if (!IsKnown(table)) Add(ModelCodes.UnknownTable, PlaceOfTable(tree, table), $"There is no table {table}. {Suggestion.For(table, Known())}");
            else if (!mayRead(table)) Add(ModelCodes.WrongLayer, PlaceOfTable(tree, table), $"{table} may not be read here: only {readable}.");
        }
        return lineage;
    }

    private void CheckColumns(SqlTree tree, QueryLineage lineage, ModelSpec model, IReadOnlyCollection<string> declared, bool mayLeaveOut)
    {
        var names = lineage.Columns.Select(column => column.Name).ToList();
        var place = $"{tree.File}:1:1";
        if (names.Contains("*")) Add(ModelCodes.WrongOutput, place, "Name the columns at the end instead of a star.");
        if (names.Contains("")) Add(ModelCodes.WrongOutput, place, "An output column has no name: write AS name.");
        foreach (var twice in names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            Add(ModelCodes.WrongOutput, place, $"Two output columns are called '{twice.Key}'.");
        foreach (var extra in names.Except(declared, StringComparer.OrdinalIgnoreCase).Except(["*", ""]))
            Add(ModelCodes.WrongOutput, place, $"'{extra}' is not a column in {model.SpecFile}. {Suggestion.For(extra, declared)}");
        if (mayLeaveOut || names.Contains("*")) return;
        foreach (var missing in declared.Except(names, StringComparer.OrdinalIgnoreCase))
            Add(ModelCodes.WrongOutput, place, $"The column '{missing}' of {model.SpecFile} is not put out.");
    }

    private void CheckRules(ModelSpec model)
    {
        foreach (var rule in model.Rules.Where(rule => rule.Expression is not null))
        {
            var file = $"{model.SpecFile} (rule {rule.Name})";
            try
            {
                var tree = parser.Parse($"select {rule.Expression} as is_kept from {model.Table}", file);
                issues.AddRange(SparkGate.Check(tree, mayAskTime: true));
                issues.AddRange(QueryReader.Read(tree, ColumnsOf).Issues);
            }
            catch (CarelakeException error)
            {
                Add(error.Code, error.Place, error.Message);
            }
        }
    }

    private IReadOnlyList<string>? ColumnsOf(string table) =>
        project.Models.TryGetValue(table, out var model) ? TableColumns.Of(model) : TableColumns.OfRunner.GetValueOrDefault(table);

    private static bool IsSilver(string table) => table.StartsWith("silver.", StringComparison.Ordinal);

    private bool IsKnown(string table) => _bronze.Contains(table) || ColumnsOf(table) is not null;

    private IEnumerable<string> Known() => project.Models.Keys.Concat(_bronze).Concat(TableColumns.OfRunner.Keys);

    private static string PlaceOfTable(SqlTree tree, string table) =>
        tree.Root.Everything()
            .Where(node => node.Text("type") == "BASE_TABLE"
                && $"{node.Text("schema_name")}.{node.Text("table_name")}".TrimStart('.').Equals(table, StringComparison.OrdinalIgnoreCase))
            .Select(tree.PlaceOf)
            .FirstOrDefault($"{tree.File}:1:1");

    private void Add(string code, string place, string message) => issues.Add(new(code, Severity.Error, place, message));
}
