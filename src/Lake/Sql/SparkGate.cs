using System.Text.Json;
using Carelake.Core;
using Carelake.Lake.Configuration;

namespace Carelake.Lake.Sql;

/// <summary>
/// Refuses what Spark and DuckDB do not both understand in the same way. What differs silently is refused by name; what nobody has
/// compared is refused because it is on no list. Some findings need the text (<see cref="SparkSpelling"/>), some the syntax tree.
/// </summary>
internal static class SparkGate
{
    private static readonly HashSet<string> DateFields =
        new(["year", "quarter", "month", "week", "day", "doy", "hour", "minute"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Every finding in a SELECT, in order of place within each kind.</summary>
    /// <param name="tree">The parsed SELECT.</param>
    /// <param name="mayAskTime">Whether <c>current_date</c> is allowed: in quality rules, which look at rows as they arrive.</param>
    public static IEnumerable<Issue> Check(SqlTree tree, bool mayAskTime = false)
    {
        foreach (var issue in SparkSpelling.Check(tree.Sql, tree.File)) yield return issue;
        foreach (var node in tree.Root.Everything())
            foreach (var (code, message, at) in Findings(node, mayAskTime))
                yield return new Issue(code, Severity.Error, tree.PlaceOf(at), message);
    }

    private static IEnumerable<(string Code, string Message, JsonElement At)> Findings(JsonElement node, bool mayAskTime) =>
        Clauses(node).Concat(node.Text("class") switch
        {
            "FUNCTION" => Function(node),
            "WINDOW" => Window(node),
            "CAST" => Cast(node),
            "COLUMN_REF" when !mayAskTime && IsClock(node) =>
                [(SqlCodes.Clock, "A model gives the same rows whenever it runs: read the date from silver.run_parameters.", node)],
            "LAMBDA" => [Only("a lambda", node)],
            "OPERATOR" when node.Text("type") is "ARRAY_EXTRACT" or "ARRAY_SLICE" => [Only("an index in brackets (Spark counts from 0, DuckDB from 1)", node)],
            _ => [],
        });

    private static IEnumerable<(string, string, JsonElement)> Clauses(JsonElement node)
    {
        if (node.Text("type") is not "" && node.Child("qualify") is not null) yield return Only("QUALIFY", node, "filter in a query around it");
        if (node.Text("class") == "STAR" && (node.List("exclude_list").Any() || node.List("replace_list").Any() || node.Flag("columns")))
            yield return Only("EXCLUDE, REPLACE or COLUMNS", node, "name the columns");
        if (node.Child("sample") is not null) yield return Only("TABLESAMPLE", node, "take rows by a condition");
        if (node.Text("ref_type") is "ASOF" or "POSITIONAL") yield return Only($"a {node.Text("ref_type")} join", node, "use lead or lag");
        if (node.Text("type") == "TABLE_FUNCTION") yield return Only("a table function", node.Child("function")!.Value, "read a table");
        if (node.Text("setop_type") == "UNION_BY_NAME") yield return Only("UNION BY NAME", node, "name the columns in the same order");
        if (node.List("distinct_on_targets").Any()) yield return Only("DISTINCT ON", node, "use row_number");
        // The order inside percentile_cont(p) WITHIN GROUP (ORDER BY x) leaves NULLs out on both.
        var orders = node.List("modifiers").SelectMany(modifier => modifier.List("orders"))
            .Concat(node.Text("class") == "WINDOW" ? node.List("orders") : [])
            .Concat(node.Text("function_name") == "quantile_cont" ? [] : node.Child("order_bys")?.List("orders") ?? []);
        foreach (var order in orders.Where(order => order.Text("null_order") is "ORDER_DEFAULT" or ""))
            yield return (SqlCodes.NullOrder, "Say NULLS FIRST or NULLS LAST: the engines order NULLs differently.", order.Child("expression")!.Value);
    }

    private static IEnumerable<(string, string, JsonElement)> Function(JsonElement node)
    {
        var name = node.Text("function_name");
        var hasOrder = node.Child("order_bys")?.List("orders").Any() ?? false;
        if (!SparkFunctions.IsAllowed(name) && !(name == "quantile_cont" && hasOrder)) yield return Refused(name, node);
        if (name is "/" or "%" or "mod" && node.List("children").LastOrDefault() is { ValueKind: JsonValueKind.Object } divisor && !IsSafeDivisor(divisor))
            yield return (SqlCodes.Divisor, "Division by zero is an error on Spark and infinity on DuckDB: write nullif(divisor, 0).", node);
        if (name == "date_part" && !DateFields.Contains(Constant(node.List("children").First()) ?? ""))
            yield return (SqlCodes.Function, $"EXTRACT takes {string.Join(", ", DateFields)} here; for days of the week use dayofweek or weekday.", node);
        if (name is "date_format" or "to_date" or "to_timestamp" or "try_to_timestamp" or "unix_timestamp"
            && node.List("children").Skip(1).Select(Constant).FirstOrDefault() is { } pattern
            && !DatePattern.IsKnown(pattern))
            yield return (SqlCodes.DatePattern, $"The date pattern '{pattern}' has fields that are not on the list. {DatePattern.Allowed}", node);
    }

    private static IEnumerable<(string, string, JsonElement)> Window(JsonElement node)
    {
        if (!SparkFunctions.IsAllowed(node.Text("function_name"))) yield return Refused(node.Text("function_name"), node);
        if (node.Flag("ignore_nulls")) yield return Only("IGNORE NULLS inside the call", node, "filter the NULLs in a query below");
        if (node.Text("exclude_clause").Length > 0) yield return Only("EXCLUDE in a window", node);
    }

    private static IEnumerable<(string, string, JsonElement)> Cast(JsonElement node)
    {
        var target = node.Child("cast_type")?.Text("id") ?? "";
        var isWhole = target is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT";
        if (isWhole && node.Child("child") is { } operand && operand.Text("function_name") is "/" or "avg" or "try_divide")
            yield return (SqlCodes.WholeCast, "A cast to a whole number cuts off on Spark and rounds on DuckDB: write floor(...) or round(...) inside.", node);
    }

    private static bool IsSafeDivisor(JsonElement divisor) => divisor.Text("class") switch
    {
        "CONSTANT" => divisor.Child("value")?.TryGetProperty("value", out var value) == true && value.ToString() is not ("0" or "0.0"),
        "CAST" => divisor.Child("child") is { } child && IsSafeDivisor(child),
        "FUNCTION" => divisor.Text("function_name") == "nullif",
        _ => false,
    };

    private static bool IsClock(JsonElement node) =>
        node.Texts("column_names") is [var name] && name.ToLowerInvariant() is "current_date" or "current_timestamp" or "current_time" or "localtimestamp";

    private static string? Constant(JsonElement node) =>
        node.Text("class") == "CONSTANT" ? node.Child("value")?.Text("value") : null;

    private static (string, string, JsonElement) Refused(string name, JsonElement node) =>
        (SqlCodes.Function, SparkFunctions.Instead.TryGetValue(name, out var instead)
            ? $"'{name}' is not for models: {instead}."
            : $"'{name}' is on no list of what both engines answer alike. {Suggestion.For(name, SparkFunctions.Shared.Where(one => char.IsLetter(one[0])))}", node);

    private static (string, string, JsonElement) Only(string what, JsonElement node, string? instead = null) =>
        (SqlCodes.Spelling, $"Spark does not know {what}{(instead is null ? "." : $": {instead}.")}", node);
}
