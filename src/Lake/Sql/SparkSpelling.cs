using Carelake.Core;
using Carelake.Lake.Configuration;
using Carelake.Lake.Models;

namespace Carelake.Lake.Sql;

/// <summary>The part of the gate that looks at how a text is spelt, which a syntax tree no longer shows.</summary>
internal static class SparkSpelling
{
    private static readonly HashSet<string> AfterComma = new(
        ["from", "where", "group", "having", "order", "limit", "union", "except", "intersect", "select"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Types = new([.. ColumnTypes.Names, "decimal", "array"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Every finding, in order of place.</summary>
    public static IEnumerable<Issue> Check(string sql, string file)
    {
        var tokens = SqlTokens.Read(sql);
        if (tokens.Count > 0 && !tokens[0].Is("select") && !tokens[0].Is("with") && !tokens[0].IsSign("("))
            yield return At(tokens[0], SqlCodes.Spelling, "A model begins with SELECT or WITH.");
        for (var index = 0; index < tokens.Count; index++)
        {
            var next = index + 1 < tokens.Count ? tokens[index + 1] : default;
            foreach (var (code, message) in Findings(tokens[index], next)) yield return At(tokens[index], code, message);
            if (IsCast(tokens[index]) && next.IsSign("(") && TypeOfCast(tokens, index + 1) is { } type && !Types.Contains(type.Text))
                yield return At(type, SqlCodes.TypeName, $"'{type.Text}' is not a type that both engines spell so. {Suggestion.For(type.Text, Types)}");
        }

        Issue At(SqlToken token, string code, string message) => new(code, Severity.Error, $"{file}:{token.Line}:{token.Column}", message);
    }

    private static IEnumerable<(string Code, string Message)> Findings(SqlToken token, SqlToken next)
    {
        if (token.IsSign("::")) yield return (SqlCodes.Spelling, "Spark has no '::' here: write cast(x as type).");
        if (token.IsSign("[") || token.IsSign("{")) yield return (SqlCodes.Spelling, "Lists and structs have no common spelling.");
        if (token.IsSign(",") && (next.Text is null || next.IsSign(")") || (next.Kind == SqlTokenKind.Word && AfterComma.Contains(next.Text) && !next.Is("left"))))
            yield return (SqlCodes.Spelling, "Spark allows no comma after the last column.");
        if (token.IsSign(";")) yield return (SqlCodes.Spelling, "A model is one SELECT without a semicolon.");
        if (token.Kind == SqlTokenKind.Literal && token.Text.Contains('\\', StringComparison.Ordinal))
            yield return (SqlCodes.Backslash, "A backslash in a literal is an escape on Spark only: write [0-9] for \\d, [.] for \\., and so on.");
        if (token.Is("recursive")) yield return (SqlCodes.Spelling, "Spark 3.5 has no WITH RECURSIVE.");
        if (token.Is("range") && !(next.Is("between") || next.Is("unbounded") || next.Is("current")))
            yield return (SqlCodes.Spelling, "'range' is a keyword on Spark: choose another name.");
        if (token.Kind == SqlTokenKind.Word && next.IsSign("(") && SparkFunctions.ParserMade.Contains(token.Text.ToLowerInvariant()))
            yield return (SqlCodes.Function, $"'{token.Text}' differs between the engines: use interval, extract or date_trunc.");
        if (token is { Kind: SqlTokenKind.Word, Text: "date" or "timestamp" } && next.Kind == SqlTokenKind.QuotedName)
            yield return (SqlCodes.Spelling, "A literal stands in single quotes.");
    }

    private static bool IsCast(SqlToken token) => token.Is("cast") || token.Is("try_cast");

    // The word after the AS that belongs to this cast, and not to a cast inside it.
    private static SqlToken? TypeOfCast(List<SqlToken> tokens, int open)
    {
        var depth = 0;
        for (var index = open; index < tokens.Count - 1; index++)
        {
            if (tokens[index].IsSign("(")) depth++;
            if (tokens[index].IsSign(")") && --depth == 0) return null;
            if (depth == 1 && tokens[index].Is("as")) return tokens[index + 1];
        }
        return null;
    }
}
