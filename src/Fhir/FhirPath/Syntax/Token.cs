namespace Carelake.Fhir.FhirPath.Syntax;

/// <summary>Kinds of token (N1, appendix: formal grammar).</summary>
internal enum TokenKind
{
    /// <summary>A letter or underscore and what follows: a name, a keyword or an operator.</summary>
    Word,

    /// <summary>A name in backticks.</summary>
    Quoted,
    Text,
    Number,

    /// <summary>After <c>@</c>: a date, a date with time, or with a leading T a time.</summary>
    Temporal,

    /// <summary>After <c>%</c>.</summary>
    Variable,

    /// <summary><c>$this</c>, <c>$index</c>, <c>$total</c>, the dollar included.</summary>
    Dollar,
    Symbol,
    End,

    /// <summary>Nothing of the language; the text says what is wrong.</summary>
    Error,
}

/// <summary>One token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its meaning: unescaped, without quotes and signs.</param>
/// <param name="Position">First character, from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;
}
