namespace Carelake.Lake.Sql;

/// <summary>One word, literal or sign of an SQL text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; a literal without its quotes.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Line, int Column)
{
    /// <summary>It is this keyword, in any case.</summary>
    public bool Is(string word) => Kind == SqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>It is this sign.</summary>
    public bool IsSign(string sign) => Kind == SqlTokenKind.Sign && Text == sign;
}

internal enum SqlTokenKind
{
    Word,
    QuotedName,
    Literal,
    Number,
    Sign,
}
