using System.Text;
using System.Text.Json;
using Carelake.Core;
using Carelake.DuckDb;

namespace Carelake.Lake.Sql;

/// <summary>DuckDB's own parser: a SELECT as a syntax tree. Nothing is run, and no table need exist.</summary>
/// <param name="connection">Any open connection; only its parser is used.</param>
internal sealed class SqlParser(DuckDbConnection connection)
{
    /// <summary>Parses one SELECT.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="file">Its path, for the place of an error.</param>
    /// <exception cref="CarelakeException">LAKE-0110: it is not one SELECT statement.</exception>
    public SqlTree Parse(string sql, string file)
    {
        var json = connection.Scalar<string>(
            $"select json_serialize_sql({DuckDbSql.Literal(sql)}, skip_null := true, skip_empty := true, skip_default := true)");
        var root = JsonDocument.Parse(json, new() { MaxDepth = 1000 }).RootElement;
        if (root.GetProperty("error").GetBoolean()) throw Invalid(root, sql, file);
        var statements = root.GetProperty("statements");
        return statements.GetArrayLength() == 1
            ? new SqlTree(statements[0].GetProperty("node"), sql, file)
            : throw new CarelakeException(SqlCodes.NotSql, "The file must hold exactly one SELECT.", $"{file}:1:1", "Make each statement a model.");
    }

    private static CarelakeException Invalid(JsonElement root, string sql, string file)
    {
        var message = root.GetProperty("error_message").GetString()!;
        var position = root.TryGetProperty("position", out var at) && int.TryParse(at.GetString(), out var value) ? value : 0;
        return new(SqlCodes.NotSql, $"This is not valid SQL: {message}.", SqlPlace.Of(file, sql, position), "Correct the SQL.");
    }
}

/// <summary>A parsed SELECT with its text, for places.</summary>
/// <param name="Root">The query node.</param>
/// <param name="Sql">The text.</param>
/// <param name="File">Its path.</param>
internal sealed record SqlTree(JsonElement Root, string Sql, string File)
{
    /// <summary>The place of a node.</summary>
    public string PlaceOf(JsonElement node) =>
        SqlPlace.Of(File, Sql, node.TryGetProperty("query_location", out var at) && at.TryGetInt32(out var position) ? position : 0);
}

/// <summary>Places in SQL files.</summary>
internal static class SqlPlace
{
    /// <summary><c>file:line:column</c> of a byte position, which is what the engine counts in.</summary>
    public static string Of(string file, string sql, int bytePosition)
    {
        var bytes = Encoding.UTF8.GetBytes(sql);
        var before = Encoding.UTF8.GetString(bytes, 0, Math.Clamp(bytePosition, 0, bytes.Length));
        var line = before.Count(c => c == '\n') + 1;
        return $"{file}:{line}:{before.Length - (before.LastIndexOf('\n') + 1) + 1}";
    }
}
