namespace Carelake.Lake.Sql;

/// <summary>Cuts an SQL text into tokens, for checks of spellings that a syntax tree no longer shows. Comments are left out.</summary>
internal static class SqlTokens
{
    private static readonly string[] LongSigns = ["::", "||", "//", "<=>", "<=", ">=", "<>", "!=", "==", "->>", "->", "=>", ":=", "**"];

    /// <summary>Every token, in order. A text that ends inside a literal gives that literal as its last token.</summary>
    public static List<SqlToken> Read(string sql)
    {
        var tokens = new List<SqlToken>();
        var (position, line, lineStart) = (0, 1, 0);
        while (position < sql.Length)
        {
            var length = SkippedLength(sql, position);
            if (length == 0)
            {
                var (kind, text, read) = Next(sql, position);
                tokens.Add(new(kind, text, line, position - lineStart + 1));
                length = read;
            }
            for (var end = position + length; position < end; position++)
            {
                if (sql[position] != '\n') continue;
                line++;
                lineStart = position + 1;
            }
        }
        return tokens;
    }

    private static int SkippedLength(string sql, int position)
    {
        var rest = sql.AsSpan(position);
        if (char.IsWhiteSpace(rest[0]) || rest[0] == '\uFEFF') return 1;
        if (rest.StartsWith("--")) return rest.IndexOf('\n') is var end and >= 0 ? end : rest.Length;
        if (rest.StartsWith("/*")) return rest.IndexOf("*/") is var close and >= 0 ? close + 2 : rest.Length;
        return 0;
    }

    private static (SqlTokenKind Kind, string Text, int Length) Next(string sql, int position)
    {
        var first = sql[position];
        if (first is '\'' or '"' or '`') return Quoted(sql, position, first);
        if (char.IsLetter(first) || first == '_') return Run(sql, position, SqlTokenKind.Word, c => char.IsLetterOrDigit(c) || c == '_');
        if (char.IsDigit(first)) return Run(sql, position, SqlTokenKind.Number, c => char.IsLetterOrDigit(c) || c is '.' or '_');
        var sign = LongSigns.FirstOrDefault(candidate => string.CompareOrdinal(sql, position, candidate, 0, candidate.Length) == 0);
        return (SqlTokenKind.Sign, sign ?? first.ToString(), sign?.Length ?? 1);
    }

    private static (SqlTokenKind Kind, string Text, int Length) Quoted(string sql, int position, char quote)
    {
        var end = position + 1;
        // A doubled quote is one quote inside the literal.
        while (end < sql.Length && (sql[end] != quote || (end + 1 < sql.Length && sql[end + 1] == quote)))
            end += sql[end] == quote ? 2 : 1;
        end = Math.Min(end, sql.Length);
        var text = sql[(position + 1)..end].Replace($"{quote}{quote}", $"{quote}");
        return (quote == '\'' ? SqlTokenKind.Literal : SqlTokenKind.QuotedName, text, Math.Min(end + 1, sql.Length) - position);
    }

    private static (SqlTokenKind Kind, string Text, int Length) Run(string sql, int position, SqlTokenKind kind, Func<char, bool> belongs)
    {
        var end = position + 1;
        while (end < sql.Length && belongs(sql[end])) end++;
        return (kind, sql[position..end], end - position);
    }
}
