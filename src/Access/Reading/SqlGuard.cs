using System.Collections.Immutable;
using System.Text.Json;
using Carelake.Core;
using Carelake.DuckDb;

namespace Carelake.Access.Reading;

/// <summary>
/// What a person's SQL may ask: one SELECT over named tables of the lake. Everything that could reach files, settings or another catalog is refused by the
/// syntax tree of the engine's own parser, where nothing can hide in comments or quotes; what is on no list is refused.
/// </summary>
internal static class SqlGuard
{
    private static readonly HashSet<string> Queries = ["SELECT_NODE", "SET_OPERATION_NODE", "CTE_NODE", "RECURSIVE_CTE_NODE"];
    private static readonly HashSet<string> Relations = ["BASE_TABLE", "SUBQUERY", "JOIN", "EMPTY", "EXPRESSION_LIST", "TABLE_FUNCTION", "PIVOT"];
    private static readonly HashSet<string> TableFunctions = ["range", "generate_series", "unnest"];

    // Functions that tell of the machine, of settings or of what others ask, and those that run text as SQL.
    private static readonly HashSet<string> Refused =
    [
        "getenv", "current_setting", "getvariable", "setseed", "nextval", "currval", "txid_current", "current_query", "current_connection_id", "current_transaction_id",
        "current_database", "current_schemas", "version", "write_log", "parse_duckdb_log_message", "sleep_ms", "which_secret",
    ];

    private static readonly ImmutableArray<string> RefusedBeginnings = ["read_", "duckdb_", "pragma_", "pg_", "json_execute", "sql_", "query", "glob", "sniff", "parquet_", "scan_", "has_", "file_", "write_"];

    /// <summary>Reads a statement.</summary>
    /// <param name="connection">Any connection; only its parser is used.</param>
    /// <param name="sql">The text.</param>
    /// <param name="tables">Full names of the tables there are.</param>
    /// <returns>The tables that it reads.</returns>
    /// <exception cref="CarelakeException"><c>ACC-0131</c> it is not one SELECT; <c>ACC-0132</c> it asks for what is not a table of the lake or a known function.</exception>
    public static ImmutableSortedSet<string> Check(DuckDbConnection connection, string sql, IReadOnlySet<string> tables)
    {
        using var document = Parse(connection, sql);
        var root = document.RootElement;
        if (root.GetProperty("error").GetBoolean())
            throw new CarelakeException("ACC-0131", $"The statement cannot be read: {FirstLine(root)}", "", "Write one SELECT; INSERT, COPY, SET and the like are refused.");
        var statements = root.GetProperty("statements");
        if (statements.GetArrayLength() != 1) throw new CarelakeException("ACC-0131", "There is not one statement.", "", "Write one SELECT.");
        var nodes = Everything(statements[0]).ToList();
        var named = nodes.Where(node => node.TryGetProperty("cte_map", out _)).SelectMany(node => node.GetProperty("cte_map").GetProperty("map").EnumerateArray())
            .Select(entry => entry.GetProperty("key").GetString()!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var read = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var node in nodes) Check(node, named, tables, read);
        return read.ToImmutable();
    }

    private static JsonDocument Parse(DuckDbConnection connection, string sql)
    {
        try
        {
            return JsonDocument.Parse(connection.Scalar<string>($"select json_serialize_sql({DuckDbSql.Literal(sql)})"), new() { MaxDepth = 1000 });
        }
        catch (Exception exception) when (exception is JsonException or DuckDbException)
        {
            throw new CarelakeException("ACC-0131", "The statement is nested too deeply, or is no text that can be read.", "", "Write it in smaller parts.", exception);
        }
    }

    private static void Check(JsonElement node, HashSet<string> named, IReadOnlySet<string> tables, ImmutableSortedSet<string>.Builder read)
    {
        var type = Text(node, "type");
        if (type.EndsWith("_NODE", StringComparison.Ordinal) && !Queries.Contains(type)) throw Unknown($"a part of kind {type}");
        // Relations are the nodes that may be sampled; expressions have a class instead.
        if (node.TryGetProperty("sample", out _) && !node.TryGetProperty("class", out _) && !Queries.Contains(type) && !Relations.Contains(type)) throw Unknown($"a relation of kind {type}");
        switch (type)
        {
            case "BASE_TABLE":
                Table(node, named, tables, read);
                break;
            case "TABLE_FUNCTION" when !TableFunctions.Contains(Text(node.GetProperty("function"), "function_name")):
                throw Unknown($"the table function {Text(node.GetProperty("function"), "function_name")}");
            case "SHOW_REF":
                throw Unknown("SHOW or DESCRIBE");
        }
        if (Text(node, "class") is "FUNCTION" or "WINDOW") Function(Text(node, "function_name"));
    }

    private static void Table(JsonElement node, HashSet<string> named, IReadOnlySet<string> tables, ImmutableSortedSet<string>.Builder read)
    {
        var (catalog, schema, name) = (Text(node, "catalog_name"), Text(node, "schema_name"), Text(node, "table_name"));
        if (catalog.Length == 0 && schema.Length == 0 && named.Contains(name)) return;
        // The engine's names ignore case.
        var full = tables.FirstOrDefault(table => string.Equals(table, $"{schema}.{name}", StringComparison.OrdinalIgnoreCase));
        if (catalog.Length > 0 || full is null) throw Unknown($"the table {(schema.Length > 0 ? $"{schema}." : "")}{name}");
        read.Add(full);
    }

    private static void Function(string name)
    {
        var lower = name.ToLowerInvariant();
        if (Refused.Contains(lower) || RefusedBeginnings.Any(beginning => lower.StartsWith(beginning, StringComparison.Ordinal))) throw Unknown($"the function {name}");
    }

    private static CarelakeException Unknown(string what) => new(
        "ACC-0132", $"The statement asks for {what}, which is not for queries.", "", "Read tables of the lake by layer and name, such as gold.fact_claim.");

    private static string FirstLine(JsonElement root) => root.TryGetProperty("error_message", out var message) ? (message.GetString() ?? "").Split('\n')[0] : "";

    private static string Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static IEnumerable<JsonElement> Everything(JsonElement node)
    {
        var waiting = new Stack<JsonElement>([node]);
        while (waiting.TryPop(out var current))
        {
            if (current.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in current.EnumerateArray()) waiting.Push(item);
            }
            else if (current.ValueKind == JsonValueKind.Object)
            {
                yield return current;
                foreach (var member in current.EnumerateObject()) waiting.Push(member.Value);
            }
        }
    }
}
