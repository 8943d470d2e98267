using System.Text.Json;
using Carelake.Lake.Configuration;

namespace Carelake.Lake.Sql;

internal sealed partial class QueryReader
{
    // Words that SQL spells like columns.
    private static readonly HashSet<string> NotColumns =
        new(["current_date", "current_timestamp", "current_time", "localtimestamp", "localtime"], StringComparer.OrdinalIgnoreCase);

    private HashSet<ColumnDependency> Dependencies(JsonElement node, Scope scope, LineageKind kind)
    {
        var result = new HashSet<ColumnDependency>();
        Collect(node, scope, kind, result);
        return result;
    }

    private void Collect(JsonElement node, Scope scope, LineageKind kind, HashSet<ColumnDependency> into)
    {
        switch (node.Text("class"))
        {
            case "COLUMN_REF":
                Add(Resolve(node, scope), kind, into);
                break;
            case "CASE":
                foreach (var check in node.List("case_checks"))
                {
                    Collect(check.Child("when_expr")!.Value, scope, Weaker(kind, LineageKind.Conditional), into);
                    Collect(check.Child("then_expr")!.Value, scope, Computed(kind), into);
                }
                if (node.Child("else_expr") is { } otherwise) Collect(otherwise, scope, Computed(kind), into);
                break;
            case "FUNCTION":
                Function(node, scope, kind, into);
                break;
            case "WINDOW":
                Window(node, scope, kind, into);
                break;
            case "SUBQUERY":
                Subquery(node, scope, kind, into);
                break;
            default:
                foreach (var child in Operands(node)) Collect(child, scope, Computed(kind), into);
                break;
        }
    }

    private void Function(JsonElement node, Scope scope, LineageKind kind, HashSet<ColumnDependency> into)
    {
        var isAggregate = SparkFunctions.Aggregates.Contains(node.Text("function_name"));
        foreach (var argument in node.List("children"))
            Collect(argument, scope, isAggregate ? Weaker(kind, LineageKind.Aggregation) : Computed(kind), into);
        if (node.Child("filter") is { } filter) Collect(filter, scope, Weaker(kind, LineageKind.Conditional), into);
        // percentile_cont(0.5) WITHIN GROUP (ORDER BY x) is about x itself.
        foreach (var order in node.Child("order_bys")?.List("orders") ?? [])
            Collect(order.Child("expression")!.Value, scope, Weaker(kind, LineageKind.Aggregation), into);
    }

    private void Window(JsonElement node, Scope scope, LineageKind kind, HashSet<ColumnDependency> into)
    {
        var isAggregate = SparkFunctions.Aggregates.Contains(node.Text("function_name"));
        foreach (var argument in node.List("children"))
            Collect(argument, scope, isAggregate ? Weaker(kind, LineageKind.Aggregation) : Computed(kind), into);
        if (node.Child("default_expr") is { } otherwise) Collect(otherwise, scope, Computed(kind), into);
        var deciding = node.List("partitions").Concat(node.List("orders").Select(order => order.Child("expression")!.Value));
        if (node.Child("filter_expr") is { } filter) deciding = deciding.Append(filter);
        foreach (var one in deciding) Collect(one, scope, Weaker(kind, LineageKind.Window), into);
    }

    private void Subquery(JsonElement node, Scope scope, LineageKind kind, HashSet<ColumnDependency> into)
    {
        var result = Query(node.Child("subquery")!.Value.Child("node")!.Value, scope);
        var isValue = node.Text("subquery_type") == "SCALAR";
        foreach (var column in result.Columns)
            Add(column.Dependencies, isValue ? Computed(kind) : Weaker(kind, LineageKind.Conditional), into);
        Add(result.Indirect, Weaker(kind, LineageKind.Conditional), into);
        if (node.Child("child") is { } operand) Collect(operand, scope, Computed(kind), into);
    }

    private static IEnumerable<JsonElement> Operands(JsonElement node) =>
        node.EnumerateObject()
            .Where(member => member.Name is not ("value" or "cast_type"))
            .SelectMany(member => member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray()] : new[] { member.Value })
            .Where(child => child.ValueKind == JsonValueKind.Object && child.TryGetProperty("class", out _));

    private IReadOnlySet<ColumnDependency> Resolve(JsonElement reference, Scope scope)
    {
        var names = reference.Texts("column_names");
        if (names.Count == 1 && NotColumns.Contains(names[0])) return new HashSet<ColumnDependency>();
        for (var at = scope; at is not null; at = at.Parent)
        {
            if (Find(names, at, reference) is { } column) return column.Dependencies;
        }
        var known = scope.Relations.SelectMany(relation => relation.Columns).Select(column => column.Name).Distinct();
        Report(reference, SqlCodes.UnknownColumn, $"There is no column '{string.Join('.', names)}' here. {Suggestion.For(names[^1], known)}");
        return new HashSet<ColumnDependency>();
    }

    private OutputColumn? Find(IReadOnlyList<string> names, Scope scope, JsonElement reference)
    {
        if (names.Count > 1)
        {
            // The last name is the column and the one before it the relation: silver.patient.id, patient.id.
            var relation = scope.Relations.FirstOrDefault(one => one.Alias.Equals(names[^2], StringComparison.OrdinalIgnoreCase));
            if (relation is not null) return relation.Find(names[^1]);
        }
        var name = names[0];
        var exact = scope.Relations.Where(relation => relation.OpenTable is null && relation.Find(name) is not null).ToList();
        if (exact.Count > 1 && names.Count == 1 && !scope.Merged.Contains(name))
            Report(reference, SqlCodes.UnknownColumn, $"'{name}' could be a column of {string.Join(" or ", exact.Select(one => one.Alias))}: say which.");
        return exact.FirstOrDefault()?.Find(name)
            ?? scope.Aliases.FirstOrDefault(alias => alias.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? scope.Relations.FirstOrDefault(relation => relation.OpenTable is not null)?.Find(name);
    }

    private static void Add(IEnumerable<ColumnDependency> dependencies, LineageKind kind, HashSet<ColumnDependency> into)
    {
        foreach (var dependency in dependencies) into.Add(dependency with { Kind = Combined(dependency.Kind, kind) });
    }

    // An aggregate of a transformation is an aggregate; a value that only decides no longer flows.
    private static LineageKind Combined(LineageKind inner, LineageKind outer) =>
        outer > LineageKind.Aggregation ? outer
        : inner > LineageKind.Aggregation ? inner
        : (LineageKind)Math.Max((int)inner, (int)outer);

    // Inside a filter everything decides as a filter, whatever stands there.
    private static LineageKind Weaker(LineageKind kind, LineageKind here) => kind > LineageKind.Aggregation ? kind
        : here > LineageKind.Aggregation ? here
        : (LineageKind)Math.Max((int)kind, (int)here);

    private static LineageKind Computed(LineageKind kind) => kind == LineageKind.Identity ? LineageKind.Transformation : kind;
}
