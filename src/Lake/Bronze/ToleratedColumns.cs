using Carelake.Lake.Sql;

namespace Carelake.Lake.Bronze;

/// <summary>
/// What a mapping can do without: a column that is one argument of a <c>coalesce</c> beside others, which is how a mapping names the old
/// and the new name of a column that its source renamed.
/// </summary>
internal static class ToleratedColumns
{
    /// <summary>The mapping without those arguments of a <c>coalesce</c> that read a column which is not there.</summary>
    /// <param name="sql">The mapping's SELECT.</param>
    /// <param name="missing">Columns that are not there.</param>
    /// <returns>SQL that binds exactly when the mapping has no need of them.</returns>
    public static string Without(string sql, IReadOnlyCollection<string> missing) => string.Join(' ', Reduce(SqlTokens.Read(sql), missing).Select(Text));

    private static List<SqlToken> Reduce(List<SqlToken> tokens, IReadOnlyCollection<string> missing)
    {
        var result = new List<SqlToken>();
        for (var i = 0; i < tokens.Count; i++)
        {
            result.Add(tokens[i]);
            if (!tokens[i].Is("coalesce") || i + 1 >= tokens.Count || !tokens[i + 1].IsSign("(")) continue;
            var (arguments, end) = Arguments(tokens, i + 2);
            if (end >= tokens.Count) continue;
            var kept = arguments.Where(argument => !argument.Any(token => IsOneOf(token, missing))).ToList();
            result.Add(tokens[i + 1]);
            foreach (var (index, argument) in (kept.Count == 0 ? arguments : kept).Index())
            {
                if (index > 0) result.Add(new SqlToken(SqlTokenKind.Sign, ",", 0, 0));
                result.AddRange(Reduce(argument, missing));
            }

            i = end - 1;
        }

        return result;
    }

    private static (List<List<SqlToken>> Arguments, int End) Arguments(List<SqlToken> tokens, int start)
    {
        List<List<SqlToken>> arguments = [[]];
        var depth = 0;
        for (var i = start; i < tokens.Count; i++)
        {
            if (depth == 0 && tokens[i].IsSign(")")) return (arguments, i);
            if (tokens[i].IsSign("(")) depth++;
            if (tokens[i].IsSign(")")) depth--;
            if (depth == 0 && tokens[i].IsSign(",")) arguments.Add([]);
            else arguments[^1].Add(tokens[i]);
        }

        return (arguments, tokens.Count);
    }

    private static bool IsOneOf(SqlToken token, IReadOnlyCollection<string> names) =>
        token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName && names.Contains(token.Text, StringComparer.OrdinalIgnoreCase);

    private static string Text(SqlToken token) => token.Kind switch
    {
        SqlTokenKind.Literal => $"'{token.Text.Replace("'", "''", StringComparison.Ordinal)}'",
        SqlTokenKind.QuotedName => $"\"{token.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => token.Text,
    };
}
