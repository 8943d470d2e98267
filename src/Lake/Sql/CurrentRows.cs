using System.Text.Json;

namespace Carelake.Lake.Sql;

/// <summary>
/// Finds the tables of which a SELECT takes current rows only: wherever it reads one, a condition says <c>is_current</c> of it. What
/// happens to their other rows cannot change the answer.
/// </summary>
internal static class CurrentRows
{
    private const string IsCurrent = "is_current";

    /// <summary>Names of these tables, with their layer, in lower case.</summary>
    public static IReadOnlySet<string> TablesOf(SqlTree tree)
    {
        var readings = tree.Root.Everything().Where(node => node.Text("type") == "SELECT_NODE").SelectMany(Readings).ToList();
        var whole = readings.Where(reading => !reading.IsCurrent).Select(reading => reading.Table).ToHashSet(StringComparer.Ordinal);
        return readings.Select(reading => reading.Table).Where(table => !whole.Contains(table)).ToHashSet(StringComparer.Ordinal);
    }

    // A condition on the result of joins counts for every table in them: a row that is not current gives only results that it refuses.
    private static IEnumerable<(string Table, bool IsCurrent)> Readings(JsonElement select)
    {
        if (select.Child("from_table") is not { } from) return [];
        var where = select.Child("where_clause") is { } clause ? Conjuncts(clause).ToList() : [];
        var isAlone = from.Text("type") == "BASE_TABLE";
        return Readings(from, [.. where.Select(condition => isAlone ? Name(condition) : QualifiedName(condition)).OfType<string>()], isAlone);
    }

    private static IEnumerable<(string Table, bool IsCurrent)> Readings(JsonElement node, HashSet<string> current, bool isAlone)
    {
        if (node.Text("type") == "JOIN")
        {
            var (left, right) = (node.Child("left")!.Value, node.Child("right")!.Value);
            var on = node.Text("ref_type") is "REGULAR" && node.Child("condition") is { } condition
                ? Conjuncts(condition).Select(QualifiedName).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase) : [];
            // What a join keeps although its condition refuses it is read whole.
            var (keepsLeft, keepsRight) = node.Text("join_type") switch
            {
                "INNER" => (false, false),
                "LEFT" or "SEMI" or "ANTI" => (true, false),
                "RIGHT" => (false, true),
                _ => (true, true),
            };
            return Readings(left, keepsLeft ? current : [.. current.Union(on)], false)
                .Concat(Readings(right, keepsRight ? current : [.. current.Union(on)], false));
        }

        if (node.Text("type") != "BASE_TABLE" || node.Text("schema_name").Length == 0) return [];
        var table = $"{node.Text("schema_name")}.{node.Text("table_name")}".ToLowerInvariant();
        var alias = node.Text("alias") is { Length: > 0 } given ? given : node.Text("table_name");
        return [(table, current.Contains(alias) || (isAlone && current.Contains("")))];
    }

    private static IEnumerable<JsonElement> Conjuncts(JsonElement condition) => condition.Text("type") == "CONJUNCTION_AND"
        ? condition.List("children").SelectMany(Conjuncts)
        : [condition];

    /// <summary>The alias of which the condition says that it is current; empty when it names none; null when it says something else.</summary>
    private static string? Name(JsonElement condition) => condition.Text("class") != "COLUMN_REF" ? null : condition.Texts("column_names") switch
    {
        [var column] when Same(column) => "",
        [.., var alias, var column] when Same(column) => alias,
        _ => null,
    };

    private static string? QualifiedName(JsonElement condition) => Name(condition) is { Length: > 0 } alias ? alias : null;

    private static bool Same(string column) => column.Equals(IsCurrent, StringComparison.OrdinalIgnoreCase);
}
