using System.Text.Json;
using Carelake.Core;

namespace Carelake.Lake.Sql;

/// <summary>
/// Follows each output column of a SELECT to the input columns it comes from, through common table expressions, joins, subqueries,
/// unions and stars.
/// </summary>
internal sealed partial class QueryReader
{
    private readonly SqlTree _tree;
    private readonly Func<string, IReadOnlyList<string>?> _columnsOf;
    private readonly SortedSet<string> _tables = new(StringComparer.Ordinal);
    private readonly List<Issue> _issues = [];

    private QueryReader(SqlTree tree, Func<string, IReadOnlyList<string>?> columnsOf) => (_tree, _columnsOf) = (tree, columnsOf);

    /// <summary>Reads a SELECT.</summary>
    /// <param name="tree">The parsed SELECT.</param>
    /// <param name="columnsOf">The columns of a table <c>layer.name</c>; <see langword="null"/> when they are not known.</param>
    /// <param name="given">Relations without a layer that the SELECT may name, such as <c>mapped</c>.</param>
    public static Parsed<QueryLineage> Read(
        SqlTree tree, Func<string, IReadOnlyList<string>?> columnsOf, params IReadOnlyList<Relation> given)
    {
        var reader = new QueryReader(tree, columnsOf);
        var queries = given.ToDictionary(relation => relation.Alias, StringComparer.OrdinalIgnoreCase);
        var result = reader.Query(tree.Root, new Scope(null, queries));
        var lineage = new QueryLineage([.. reader._tables], result.Columns, result.Indirect) { CurrentOnly = CurrentRows.TablesOf(tree) };
        return new(lineage, [.. reader._issues]);
    }

    private sealed record Result(IReadOnlyList<OutputColumn> Columns, HashSet<ColumnDependency> Indirect);

    private Result Query(JsonElement node, Scope outer)
    {
        var queries = new Dictionary<string, Relation>(outer.Queries, StringComparer.OrdinalIgnoreCase);
        var scope = new Scope(outer, queries);
        var indirect = new HashSet<ColumnDependency>();
        foreach (var entry in node.Child("cte_map")?.List("map") ?? [])
        {
            var body = entry.Child("value")!.Value;
            var result = Query(body.Child("query")!.Value.Child("node")!.Value, scope);
            queries[entry.Text("key")] =
                new Relation(entry.Text("key"), WithIndirect(result)).Renamed(body.Texts("aliases"));
        }
        var read = node.Text("type") == "SET_OPERATION_NODE" ? SetOperation(node, scope) : Select(node, scope);
        indirect.UnionWith(read.Indirect);
        return new(read.Columns, indirect);
    }

    // What decides the rows of a named query decides every column read from it.
    private static IReadOnlyList<OutputColumn> WithIndirect(Result result) =>
        [.. result.Columns.Select(column => column with { Dependencies = new HashSet<ColumnDependency>([.. column.Dependencies, .. result.Indirect]) })];

    private Result SetOperation(JsonElement node, Scope scope)
    {
        var branches = new[] { node.Child("left"), node.Child("right") }.OfType<JsonElement>().Concat(node.List("children"))
            .Select(branch => Query(branch, scope)).ToList();
        var first = branches[0].Columns;
        var columns = first.Select((column, index) => column with
        {
            Dependencies = branches.SelectMany(branch => DependenciesAt(branch, index)).ToHashSet(),
        });
        if (branches.Any(branch => branch.Columns.Count != first.Count && !branch.Columns.Concat(first).Any(column => column.Name == "*")))
            Report(node, SqlCodes.UnevenUnion, "The sides of a union have different numbers of columns.");
        return new([.. columns], branches.SelectMany(branch => branch.Indirect).ToHashSet());
    }

    private static IReadOnlySet<ColumnDependency> DependenciesAt(Result branch, int index) =>
        index < branch.Columns.Count ? branch.Columns[index].Dependencies : new HashSet<ColumnDependency>();

    private Result Select(JsonElement node, Scope scope)
    {
        var indirect = new HashSet<ColumnDependency>();
        if (node.Child("from_table") is { } from) From(from, scope, indirect);
        if (node.Child("where_clause") is { } where) Collect(where, scope, LineageKind.Filter, indirect);
        foreach (var item in node.List("select_list")) scope.Aliases.AddRange(SelectItem(item, scope));
        foreach (var group in node.List("group_expressions")) Group(group, scope, indirect);
        if (node.Child("having") is { } having) Collect(having, scope, LineageKind.Filter, indirect);
        if (node.Child("qualify") is { } qualify) Collect(qualify, scope, LineageKind.Filter, indirect);
        foreach (var order in node.List("modifiers").SelectMany(modifier => modifier.List("orders")))
            Collect(order.Child("expression")!.Value, scope, LineageKind.Sort, indirect);
        return new([.. scope.Aliases], indirect);
    }

    private void Group(JsonElement group, Scope scope, HashSet<ColumnDependency> indirect)
    {
        // GROUP BY 1 means the first column put out.
        if (group.Text("class") == "CONSTANT" && group.Child("value")!.Value.TryGetProperty("value", out var position)
            && position.TryGetInt32(out var number) && number >= 1 && number <= scope.Aliases.Count)
            Add(scope.Aliases[number - 1].Dependencies, LineageKind.GroupBy, indirect);
        else
            Collect(group, scope, LineageKind.GroupBy, indirect);
    }

    private IEnumerable<OutputColumn> SelectItem(JsonElement item, Scope scope)
    {
        if (item.Text("class") == "STAR") return Star(item, scope);
        var dependencies = new HashSet<ColumnDependency>();
        Collect(item, scope, item.Text("class") == "COLUMN_REF" ? LineageKind.Identity : LineageKind.Transformation, dependencies);
        var name = item.Text("alias") is { Length: > 0 } alias ? alias : item.Texts("column_names") is [.., var last] ? last : "";
        return [new OutputColumn(name, dependencies)];
    }

    private IEnumerable<OutputColumn> Star(JsonElement star, Scope scope)
    {
        var relation = star.Text("relation_name");
        var excluded = star.Texts("exclude_list").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var replaced = star.List("replace_list").ToDictionary(pair => pair.Text("key"), pair => pair.Child("value")!.Value, StringComparer.OrdinalIgnoreCase);
        var relations = scope.Relations.Where(one => relation.Length == 0 || one.Alias.Equals(relation, StringComparison.OrdinalIgnoreCase));
        var shown = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var one in relations)
        {
            if (one.OpenTable is { } table) yield return new("*", new HashSet<ColumnDependency> { new(table, "*", LineageKind.Identity) });
            foreach (var column in one.Columns.Where(column => !excluded.Contains(column.Name)))
            {
                if (scope.Merged.Contains(column.Name) && !shown.Add(column.Name)) continue;
                yield return replaced.TryGetValue(column.Name, out var value)
                    ? new(column.Name, Dependencies(value, scope, LineageKind.Transformation))
                    : column;
            }
        }
    }

    private void From(JsonElement node, Scope scope, HashSet<ColumnDependency> indirect)
    {
        switch (node.Text("type"))
        {
            case "JOIN":
                Join(node, scope, indirect);
                break;
            case "PIVOT":
                Unpivot(node, scope, indirect);
                break;
            case "EMPTY":
                break;
            default:
                scope.Relations.Add(Leaf(node, scope, indirect).Renamed(node.Texts("column_name_alias")));
                break;
        }
    }

    private Relation Leaf(JsonElement node, Scope scope, HashSet<ColumnDependency> indirect)
    {
        var alias = node.Text("alias");
        switch (node.Text("type"))
        {
            case "BASE_TABLE":
                return Table(node, scope, alias.Length > 0 ? alias : node.Text("table_name"));
            case "SUBQUERY":
                var result = Query(node.Child("subquery")!.Value.Child("node")!.Value, scope);
                indirect.UnionWith(result.Indirect);
                return new Relation(alias, result.Columns);
            case "EXPRESSION_LIST":
                return new Relation(alias, Values(node, scope));
            default:
                // A table function: the gate refuses it; here it only must not hide other findings.
                return new Relation(alias, [], alias);
        }
    }

    private Relation Table(JsonElement node, Scope scope, string alias)
    {
        var (schema, name) = (node.Text("schema_name"), node.Text("table_name"));
        if (schema.Length == 0 && scope.Queries.TryGetValue(name, out var query)) return query with { Alias = alias };
        var table = schema.Length == 0 ? name : $"{schema}.{name}";
        _tables.Add(table.ToLowerInvariant());
        return Relation.OfTable(table.ToLowerInvariant(), alias, _columnsOf(table.ToLowerInvariant()));
    }

    private List<OutputColumn> Values(JsonElement node, Scope scope)
    {
        var rows = node.List("values").Select(row => row.EnumerateArray().ToList()).ToList();
        return [.. Enumerable.Range(0, rows.Count == 0 ? 0 : rows[0].Count).Select(index => new OutputColumn(
            $"col{index}",
            rows.SelectMany(row => Dependencies(row[index], scope, LineageKind.Transformation)).ToHashSet()))];
    }

    private void Join(JsonElement node, Scope scope, HashSet<ColumnDependency> indirect)
    {
        From(node.Child("left")!.Value, scope, indirect);
        var leftCount = scope.Relations.Count;
        From(node.Child("right")!.Value, scope, indirect);
        if (node.Child("condition") is { } condition) Collect(condition, scope, LineageKind.Join, indirect);
        foreach (var name in node.Texts("using_columns"))
        {
            scope.Merged.Add(name);
            foreach (var column in scope.Relations.Select(relation => relation.Find(name)).OfType<OutputColumn>())
                Add(column.Dependencies, LineageKind.Join, indirect);
        }
        // The right side of a semi or anti join decides rows, and has no columns after it.
        if (node.Text("join_type") is "SEMI" or "ANTI") scope.Relations.RemoveRange(leftCount, scope.Relations.Count - leftCount);
    }

    private void Unpivot(JsonElement node, Scope scope, HashSet<ColumnDependency> indirect)
    {
        var inner = new Scope(scope.Parent, scope.Queries);
        From(node.Child("source")!.Value, inner, indirect);
        var pivot = node.List("pivots").First();
        var turned = pivot.List("entries").SelectMany(entry => entry.List("values")).Select(value => value.Text("value"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var columns = inner.Relations.SelectMany(relation => relation.Columns).ToList();
        var sources = columns.Where(column => turned.Contains(column.Name)).SelectMany(column => column.Dependencies).ToHashSet();
        scope.Relations.Add(new Relation(
            node.Text("alias"),
            [
                .. columns.Where(column => !turned.Contains(column.Name)),
                .. pivot.Texts("unpivot_names").Select(name => new OutputColumn(name, new HashSet<ColumnDependency>())),
                .. node.Texts("unpivot_names").Select(name => new OutputColumn(name, sources)),
            ],
            inner.Relations.Find(relation => relation.OpenTable is not null)?.OpenTable));
    }

    private void Report(JsonElement node, string code, string message) =>
        _issues.Add(new Issue(code, Severity.Error, _tree.PlaceOf(node), message));
}
